"""Who leaves is remembered for two minutes: what they made and chose stays, what their page has shown is made anew.

Streamlit keeps the session of a closed window for a while, in case it was only cut off. Figures are most of it.
"""

from functools import wraps

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo

from pages.ui.state.hearing import VISITOR
from pages.ui.state.visitor import Visitor


def forget_what_was_shown() -> None:
    """Let sessions that wait for their browser hold no figures, tables and arrays."""
    keep = MemorySessionStorage.save
    if hasattr(keep, "__wrapped__"):  # it was done before
        return

    @wraps(keep)
    def lighter(self: MemorySessionStorage, session_info: SessionInfo) -> None:
        state = session_info.session.session_state
        if VISITOR in state and isinstance(visitor := state[VISITOR], Visitor):
            # new ones: a run that is being stopped may still go through the old ones
            visitor.shown.figures, visitor.shown.tables, visitor.shown.arrays = {}, {}, {}
        keep(self, session_info)

    MemorySessionStorage.save = lighter  # type: ignore[method-assign]

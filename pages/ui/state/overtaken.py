"""A run that was told to stop, because the visitor went on, takes nothing from the run that came after it.

Streamlit lets a run that has drawn its last element tidy up what it did not draw: and if the next run has begun by
then, in a thread of its own, that is what the next one has just drawn. Each of them holds a lock, and neither the
other's.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakValueDictionary

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

LOCKS: WeakValueDictionary[int, Any] = WeakValueDictionary()  # by the session: it has no place for one


def let_no_run_tidy_up_after_the_next() -> None:
    """Let all runs of a session hold one lock, and one that was told to stop leave the session as it is."""
    begin, finish = SafeSessionState.__init__, SafeSessionState.on_script_finished
    if hasattr(finish, "__wrapped__"):  # it was done before
        return

    @wraps(begin)
    def begun(self: SafeSessionState, state: SessionState, yield_callback: Callable[[], None]) -> None:
        begin(self, state, yield_callback)
        object.__setattr__(self, "_lock", _lock_of(state))  # as Streamlit sets it

    @wraps(finish)
    def finished(self: SafeSessionState, *shown: Any, **look: Any) -> None:
        with self._lock:
            if not _is_told_to_stop():
                finish(self, *shown, **look)

    SafeSessionState.__init__ = begun  # type: ignore[method-assign]
    SafeSessionState.on_script_finished = finished  # type: ignore[method-assign]


def _lock_of(state: SessionState) -> Any:
    """Return the one lock of a session, which lives as long as a run that holds it."""
    return LOCKS.setdefault(id(state), threading.RLock())


def _is_told_to_stop() -> bool:
    """Return whether the run that asks has been told to stop, for another that takes its place."""
    run = get_script_run_ctx(suppress_warning=True)
    return run is not None and run.script_requests is not None and run.script_requests._state is ScriptRequestType.STOP

"""A message that says of a widget what no browser would say is ignored, as if it had said nothing of it.

Streamlit turns what a browser tells of a widget into its value whenever somebody asks for that value first, in the
middle of a page or before it. Where that fails the whole page would fail.
"""

from functools import wraps
from typing import Any

from streamlit.runtime.state.session_state import Serialized, WStates

NUMBERS = {"int_value", "double_value"}  # a browser says whole numbers of a box that may hold any
IMPOSSIBLE = (ValueError, TypeError, OverflowError, AttributeError, IndexError, RecursionError)


def forgive_messages() -> None:
    """Let a widget that was told nonsense have no value; Streamlit gives it its default then."""
    read = WStates.__getitem__
    if hasattr(read, "__wrapped__"):  # it was done before
        return

    @wraps(read)
    def forgiving(self: WStates, key: str) -> Any:
        if _is_of_another_kind(self, key):
            raise KeyError(key)
        try:
            return read(self, key)
        except IMPOSSIBLE:
            raise KeyError(key) from None

    WStates.__getitem__ = forgiving  # type: ignore[method-assign]


def _is_of_another_kind(states: WStates, key: str) -> bool:
    """Return whether a message says of a widget, say, a number where a browser says a text."""
    said, known = states.states.get(key), states.widget_metadata.get(key)
    if not isinstance(said, Serialized) or known is None:
        return False
    kind = said.value.WhichOneof("value")
    return kind not in (None, known.value_type) and not {kind, known.value_type} <= NUMBERS

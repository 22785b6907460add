"""Who asks a session for one value gets that one; Streamlit makes all of them first, for nearly every widget.

The values of a session are those of every page that was open in it, so each answer would cost more than the last.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

__all__ = ["OneByOne", "ask_one_by_one"]


class OneByOne(Mapping[str, Any]):
    """The values of a session by the keys of its widgets, each made when it is asked for.

    Parameters
    ----------
    state : SafeSessionState
    """

    def __init__(self, state: SafeSessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        with self._state._lock:
            return self._state._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())

    def _whole(self) -> dict[str, Any]:
        with self._state._lock:
            return self._state._state.filtered_state


def ask_one_by_one() -> None:
    """Let whatever asks for all values of a session, to look at one, have that one made alone."""
    SafeSessionState.filtered_state = property(OneByOne)  # type: ignore[assignment,method-assign]

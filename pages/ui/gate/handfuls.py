"""What a run shows goes to the server's loop in handfuls: each message by itself would wake it, and halt the run.

An answer of 50 elements is 50 messages. The loop sends to browsers every few milliseconds anyway, so what waits for it
no longer than that comes no later; what begins or ends a run does not wait, and takes along what does.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

__all__ = ["gather_messages"]

WAIT = 0.01  # seconds; Streamlit itself lets 0.005 pass between two times of sending
Calls = deque[Callable[[], None]]
WAITING: WeakKeyDictionary[AppSession, Calls] = WeakKeyDictionary()


def gather_messages() -> None:
    """Let all sessions that begin from now on hear what their runs show in handfuls, in the order it was shown."""
    hear = AppSession._on_scriptrunner_event
    if hasattr(hear, "__wrapped__"):  # it was done before
        return

    @wraps(hear)
    def heard(self: AppSession, sender: Any, event: ScriptRunnerEvent, *what: Any, **named: Any) -> None:
        calls = WAITING.setdefault(self, deque())
        calls.append(lambda: self._handle_scriptrunner_event_on_event_loop(sender, event, *what, **named))
        if event != ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            self._call_soon_on_event_loop(lambda: _make(self, calls))
        elif len(calls) == 1:
            self._call_soon_on_event_loop(lambda: _make_later(self, calls))

    AppSession._on_scriptrunner_event = heard  # type: ignore[method-assign]


def _make_later(session: AppSession, calls: Calls) -> None:
    session._event_loop.call_later(WAIT, _make, session, calls)


def _make(session: AppSession, calls: Calls) -> None:
    """Make all calls that wait, and those that are added meanwhile; one that fails keeps none of the others back."""
    try:
        while calls:
            calls.popleft()()
    finally:
        if calls:
            session._event_loop.call_soon(_make, session, calls)

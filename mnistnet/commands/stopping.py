"""Stopping: a command that is asked to end, by Ctrl-C, by `kill` or by a closed terminal, keeps what it has."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

__all__ = ["Stopped", "exit_code", "held_back", "stoppable"]

ASKING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(KeyboardInterrupt):
    """A signal asked the command to end, as Ctrl-C does.

    Attributes
    ----------
    number : int
        Of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return the exit code of a command that was stopped: 128 and the number of the signal."""
    return 128 + (stop.number if isinstance(stop, Stopped) else int(signal.SIGINT))


@contextmanager
def stoppable() -> Iterator[None]:
    """Make SIGTERM and SIGHUP raise `Stopped` once, unless somebody has them ignored (as `nohup` does)."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {one: signal.getsignal(one) for one in ASKING if signal.getsignal(one) is signal.SIG_DFL}
    for one in before:
        signal.signal(one, _stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _stop(number: int, _: FrameType | None) -> None:
    for one in ASKING:  # a terminal that closes may send several
        signal.signal(one, signal.SIG_IGN)
    raise Stopped(number)


@contextmanager
def held_back() -> Iterator[None]:
    """Let a stop wait until what is done inside is finished: the result of an hour is written first."""
    waiting: list[KeyboardInterrupt] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {one: signal.getsignal(one) for one in (signal.SIGINT, *ASKING)}
    for one, handler in before.items():
        if handler is not signal.SIG_IGN and handler is not None:
            signal.signal(one, lambda number, _: waiting.append(_as_stop(number)))
    try:
        yield
    finally:
        for one, handler in before.items():
            with suppress(TypeError):  # a handler that was not set by Python
                signal.signal(one, handler)
    if waiting:
        raise waiting[0]


def _as_stop(number: int) -> KeyboardInterrupt:
    return KeyboardInterrupt() if number == signal.SIGINT else Stopped(number)

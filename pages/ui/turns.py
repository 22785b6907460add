"""Pages take turns: Python runs one thread at a time, and many that push for it at once make each other slow."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

AT_ONCE = 1
AT_MOST = 0.5  # seconds; whoever takes longer no longer keeps the others waiting

_lock = threading.Lock()
_line: deque[threading.Event] = deque()


@contextmanager
def turn() -> Iterator[None]:
    """Wait until those who came before are done, then run; a page that takes long goes on beside the next ones."""
    mine = threading.Event()
    with _lock:
        _line.append(mine)
        _call()
    clock = threading.Timer(AT_MOST, _leave, [mine])
    clock.daemon = True
    try:
        mine.wait()
        clock.start()
        yield
    finally:
        clock.cancel()
        _leave(mine)


def _leave(mine: threading.Event) -> None:
    """Leave the line, once."""
    with _lock:
        if mine in _line:
            _line.remove(mine)
        _call()


def _call() -> None:
    """Call those at the head of the line."""
    for event in islice(_line, AT_ONCE):
        event.set()

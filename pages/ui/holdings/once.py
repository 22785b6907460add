"""What takes seconds is made once: one visitor has it made, the others wait or are told that it is being made."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from pages.ui.holdings.frozen import frozen

Value = TypeVar("Value")
LOOK_AGAIN = 0.25  # seconds between two looks of one who waits


class Busy(Exception):
    """It is being made for somebody else right now."""


class Once(Generic[Value]):
    """Values by key that all visitors share, each made once.

    Parameters
    ----------
    most : int
        So many are kept; the oldest makes room.
    one_seat : bool
        Whether one value is made at a time, whatever its key; else one of each key.

    Notes
    -----
    `kept` does the same for work that is over in a moment. Here the maker may show progress and buttons on the page,
    and a visitor who leaves or stops ends the making: nothing is kept, and the next one begins anew.
    """

    def __init__(self, most: int, *, one_seat: bool = False) -> None:
        self._most, self._one_seat = most, one_seat
        self._values: dict[Hashable, Value] = {}
        self._being_made: set[Hashable] = set()
        self._turn = threading.Condition()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> Value | None:
        """Return the value of a key; None where it is not known."""
        return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep a value, from now on read-only, and return it."""
        with self._turn:
            self._values[key] = frozen(value)
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]
        return value

    def made(self, key: Hashable, make: Callable[[], Value], meanwhile: Callable[[], object] | None = None) -> Value:
        """Return the value of a key, made now if nobody has yet; the rest as for `making`."""
        found = self.get(key)
        if found is None:
            with self.making(key, meanwhile):
                found = self.get(key)  # who has waited finds it made
                return self.keep(key, make()) if found is None else found
        return found

    @contextmanager
    def making(self, key: Hashable, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
        """Hold the seat of whoever makes the value of a key.

        Parameters
        ----------
        key : hashable
        meanwhile : callable, optional
            What one who has to wait does four times a second, such as saying so; it may raise to give up.

        Raises
        ------
        Busy
            If the seat is taken and nothing is to be done meanwhile.
        """
        while not self._sit_down(key):
            if meanwhile is None:
                raise Busy
            meanwhile()
            with self._turn:
                self._turn.wait_for(lambda: not self._taken(key), LOOK_AGAIN)
        try:
            yield
        finally:
            with self._turn:
                self._being_made.remove(key)
                self._turn.notify_all()

    def clear(self) -> None:
        """Forget all values."""
        with self._turn:
            self._values.clear()

    def _sit_down(self, key: Hashable) -> bool:
        with self._turn:
            if self._taken(key):
                return False
            self._being_made.add(key)
            return True

    def _taken(self, key: Hashable) -> bool:
        return bool(self._being_made) if self._one_seat else key in self._being_made

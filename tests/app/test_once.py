"""Once: a value per key, one maker at a time; the others wait or are told, and a maker who fails leaves no trace."""

import threading

import numpy as np
import pytest

from pages.ui.holdings.once import Busy, Once

PATIENCE = 30  # seconds that a test would wait if something hung


class Maker(threading.Thread):
    """A visitor who has a value made, which takes until it is let go."""

    def __init__(self, store: Once, key: str, value=1):
        super().__init__(daemon=True)
        self.store, self.key, self.value = store, key, value
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.found, self.error = None, None
        self.start()

    def run(self):
        try:
            self.found = self.store.made(self.key, self._make)
        except Exception as error:
            self.error = error

    def _make(self):
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        if isinstance(self.value, Exception):
            raise self.value
        return self.value

    def end(self):
        self.may_end.set()
        self.join(PATIENCE)
        assert not self.is_alive()


@pytest.fixture
def making():
    """Return a function that lets somebody else sit down and make a value."""
    makers = []

    def begin(store, key="a", value=1) -> Maker:
        makers.append(Maker(store, key, value))
        assert makers[-1].begun.wait(PATIENCE)
        return makers[-1]

    yield begin
    for maker in makers:
        maker.end()


def never():
    pytest.fail("made a second time")


def test_a_value_is_made_once_and_is_read_only():
    store = Once(3)
    one = store.made("a", lambda: np.zeros(3))
    assert store.made("a", never) is one is store.get("a") and not one.flags.writeable
    assert store.get("b") is None and len(store) == 1
    store.clear()
    assert store.get("a") is None


def test_the_oldest_makes_room():
    store = Once(2)
    for key in "abc":
        store.keep(key, key)
    assert [store.get(key) for key in "abc"] == [None, "b", "c"]


def test_others_wait_and_find_it_made(making):
    store = Once(3)
    other = making(store, value="theirs")
    waited = []

    def meanwhile():
        waited.append(1)
        other.may_end.set()

    assert store.made("a", never, meanwhile) == "theirs" and waited


def test_or_they_are_told(making):
    store = Once(3)
    making(store)
    with pytest.raises(Busy):
        store.made("a", never)


def test_who_waits_may_give_up_and_takes_no_seat(making):
    store = Once(3)
    other = making(store)

    def leave():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.made("a", never, leave)
    other.end()
    assert store.made("a", never) == 1


def test_other_values_are_made_beside_it_unless_there_is_one_seat(making):
    store, one_seat = Once(3), Once(3, one_seat=True)
    making(store)
    making(one_seat)
    assert store.made("b", lambda: 2) == 2
    with pytest.raises(Busy):
        one_seat.made("b", never)


def test_a_maker_who_fails_leaves_the_seat_and_no_value(making):
    store = Once(3, one_seat=True)
    other = making(store, value=ValueError("no"))
    other.end()
    assert isinstance(other.error, ValueError) and store.get("a") is None
    assert store.made("a", lambda: 5) == 5


def test_who_waited_for_one_who_failed_makes_it(making):
    store = Once(3)
    other = making(store, value=ValueError("no"))
    assert store.made("a", lambda: 7, meanwhile=other.may_end.set) == 7

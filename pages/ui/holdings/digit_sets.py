"""The sets of digits that a visitor has brought along, and which set lies on the bench."""

import streamlit as st

from mnistnet import DataError, Digits
from mnistnet.digits.files import SPLITS
from mnistnet.words import say
from pages.ui.state import OwnSet, keys, mine, set_value, value_of
from pages.ui.state.records import joined

MOST_KEPT = 2  # a session holds no more; the oldest makes room
FEWEST = 100  # pictures: of fewer there would be less than ten to judge by
ALONG = "embedded"


def names() -> tuple[str, ...]:
    """Return the names of the visitor's sets, oldest first."""
    return tuple(_kept())


def own_set(name: str) -> OwnSet:
    """Return one of the visitor's sets."""
    return _kept()[name]


def find(digest: str) -> OwnSet | None:
    """Return the set with that digest; None if the session does not hold it any more."""
    return next((one for one in _kept().values() if one.digest == digest), None)


def on_bench() -> OwnSet | None:
    """Return the visitor's set that lies on the bench; None if the digits that come along do."""
    return _kept().get(value_of(keys.SET, ALONG))


def digest() -> str:
    """Return what tells the digits on the bench from others; whatever is kept of them has it in its key."""
    own = on_bench()
    return ALONG if own is None else own.digest


def along_or_own(along: str, own: str) -> str:
    """Return the first text while the digits that come along lie on the bench, else the second."""
    return along if on_bench() is None else own


def choose() -> None:
    """Show which digits lie on the bench, as soon as there is a choice."""
    if names():
        labels = {ALONG: say("those that come along")} | {name: name for name in names()}
        st.selectbox(
            say("Digits"),
            list(labels),
            key=keys.SET,
            format_func=labels.__getitem__,
            help=say("The digits that every page shows and judges by. Your own sets last as long as this session."),
        )


def keep(digits: Digits, name: str) -> str:
    """Keep a set for the rest of the session under a free name, lay it on the bench and return that name.

    Raises
    ------
    DataError
        If it is too small to be judged by.
    """
    check(digits)
    parts = {split: digits.split(split) for split in SPLITS}
    made = joined(parts, name).digest
    for other in [one.name for one in _kept().values() if one.digest == made]:
        del _kept()[other]  # the same set once more: it gets the new name
    name = _free_name(name)
    _kept()[name] = OwnSet(name, parts, made)
    while len(_kept()) > MOST_KEPT:
        _kept().pop(next(iter(_kept())))
    put_on_bench(name)
    return name


def check(digits: Digits) -> None:
    """Raise DataError, with a sentence, if a set is too small to be judged by."""
    if len(digits) < FEWEST or not all(len(digits.splits[split]) for split in SPLITS):
        raise DataError(
            say(
                "This set has {count} pictures; it needs {fewest} or more, to learn and to test.",
                count=len(digits),
                fewest=FEWEST,
            )
        )


def put_on_bench(name: str) -> None:
    """Lay a set on the bench, by its name; only before the side panel is drawn, as callbacks are."""
    set_value(keys.SET, name)


def remove(name: str) -> None:
    """Forget a set."""
    _kept().pop(name, None)
    if value_of(keys.SET) == name:
        put_on_bench(ALONG)


def _kept() -> dict[str, OwnSet]:
    """Return the session's sets by name, oldest first."""
    return mine().sets


def _free_name(wanted: str) -> str:
    taken = {ALONG, *names()}
    tries = [wanted, *(f"{wanted} {i}" for i in range(2, len(taken) + 3))]
    return next(name for name in tries if name not in taken)

"""Which digits lie on the bench: those that come along, MNIST's official test digits, or a set of the visitor's own."""

import streamlit as st

from mnistnet import DataError, Digits
from mnistnet.digits.files import SPLITS
from mnistnet.words import mark, say
from pages.ui.holdings.official import offer_to_fetch, official_digits
from pages.ui.kit import address, choices
from pages.ui.kit.old_links import IDS
from pages.ui.kit.text import plain
from pages.ui.state import OwnSet, keys, mine, set_value, value_of
from pages.ui.state.records import joined

MOST_KEPT = 2  # a visitor has no more; the oldest makes room
FEWEST = 100  # pictures: of fewer there would be less than ten to judge by
ALONG, OFFICIAL = "embedded", "official"
ASKED_BEFORE = "test_set"  # links of earlier days ask for the official digits by it, on the page Mistakes


def names() -> tuple[str, ...]:
    """Return the names of the visitor's sets, oldest first."""
    return tuple(_kept())


def own_set(name: str) -> OwnSet:
    """Return one of the visitor's sets."""
    return _kept()[name]


def find(digest: str) -> OwnSet | None:
    """Return the set with that digest; None if it is not there any more."""
    return next((one for one in _kept().values() if one.digest == digest), None)


def on_bench() -> OwnSet | None:
    """Return the visitor's set that lies on the bench; None if digits of MNIST do."""
    return _kept().get(value_of(keys.SET, ALONG))


def is_official() -> bool:
    """Return whether MNIST's official test digits lie on the bench."""
    return value_of(keys.SET, ALONG) == OFFICIAL and official_digits() is not None


def digest() -> str:
    """Return what tells the digits on the bench from others; whatever is kept of them has it in its key."""
    own = on_bench()
    if own is not None:
        return own.digest
    return OFFICIAL if is_official() else ALONG


def words_for(along: str, official: str, own: str) -> str:
    """Return the text for the digits on the bench: those that come along, the official ones, or a set of one's own."""
    if on_bench() is not None:
        return own
    return official if is_official() else along


def choose() -> None:
    """Show which digits lie on the bench, as soon as there is a choice, and how the official ones get here."""
    _take_old_link()
    labels = {ALONG: mark("those that come along")}
    if official_digits() is not None:
        labels[OFFICIAL] = mark("MNIST's 10,000 test digits")
    labels |= {name: name for name in names()}
    if len(labels) > 1:
        choices.select(
            say("Digits"),
            labels,
            key=keys.SET,
            help=say("The digits that every page shows and judges by: those that come along, or others."),
        )
    elif address.asked(keys.SET) not in (None, ALONG):
        address.in_vain(keys.SET, str(address.asked(keys.SET)))
    if OFFICIAL not in labels:
        offer_to_fetch()


def _take_old_link() -> None:
    asked = address.asked(ASKED_BEFORE)
    if asked is None or address.asked(keys.SET) is not None:
        return
    wanted = IDS[ASKED_BEFORE].get(asked, asked)
    if wanted == ALONG or (wanted == OFFICIAL and official_digits() is not None):
        set_value(keys.SET, wanted)
    else:
        address.in_vain(ASKED_BEFORE, asked)


def keep(digits: Digits, name: str) -> str:
    """Keep a set under a free name, lay it on the bench and return that name.

    Raises
    ------
    DataError
        If it is too small to be judged by.
    """
    name = add(digits, name)
    while len(_kept()) > MOST_KEPT:
        old = next(iter(_kept()))
        del _kept()[old]
        st.toast(say("Your oldest set made room and is gone: {name}.", name=old), icon=":material/delete:")
    put_on_bench(name)
    return name


def add(digits: Digits, name: str) -> str:
    """Put a set to the visitor's own under a free name and return that name; DataError if it is too small."""
    check(digits)
    parts = {split: digits.split(split) for split in SPLITS}
    made = joined(parts, name).digest
    for other in [one.name for one in _kept().values() if one.digest == made]:
        del _kept()[other]  # the same set once more: it gets the new name
    name = _free_name(name)
    _kept()[name] = OwnSet(name, parts, made)
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
    """Lay a set on the bench, by its name; only before the strip is drawn, as callbacks are."""
    set_value(keys.SET, name)


def remove(name: str) -> None:
    """Forget a set."""
    _kept().pop(name, None)
    if value_of(keys.SET) == name:
        put_on_bench(ALONG)


def _kept() -> dict[str, OwnSet]:
    """Return the visitor's sets by name, oldest first."""
    return mine().sets


def _free_name(wanted: str) -> str:
    wanted = plain(wanted) or say("my set")
    taken = {ALONG, OFFICIAL, *names()}
    tries = [wanted, *(f"{wanted} {i}" for i in range(2, len(taken) + 3))]
    return next(name for name in tries if name not in taken)

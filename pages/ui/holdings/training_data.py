"""What a training run learns from: the digits that come along, all of MNIST, or a set of the visitor's own."""

from pathlib import Path

import streamlit as st

from mnistnet import DataError, jobs
from mnistnet.digits.full_set import DOWNLOAD_SIZE, full_set_is_here
from pages.ui.holdings import digit_sets
from pages.ui.state import keys, set_value, value_of

EMBEDDED, FULL = "8,000 digits that come along", "50,000 digits of MNIST"


def choose_data() -> str:
    """Show the choice of what to learn from and return "embedded", "mnist", or the digest of a set of the visitor's."""
    own = {_own_words(digit_sets.own_set(name)): digit_sets.own_set(name).digest for name in digit_sets.names()}
    known = {EMBEDDED: "embedded", FULL: "mnist"} | own
    if value_of(keys.DATA, EMBEDDED) not in known:  # a set that is gone
        set_value(keys.DATA, EMBEDDED)
    likely = list(known.values()).index(digit_sets.digest())
    return known[st.selectbox("Learn from", list(known), likely, key=keys.DATA, bind="query-params", width=260)]


def _own_words(own: digit_sets.OwnSet) -> str:
    return f"your set {own.name}, {len(own.parts['train']):,} pictures"


def prepared(data: str) -> str:
    """Return what `load_digits` is to be asked for; a set of the visitor's is written where workers find it.

    Raises
    ------
    DataError
        If the session does not hold that set any more.
    """
    if data in ("embedded", "mnist"):
        return data
    own = digit_sets.find(data)
    if own is None:
        raise DataError("This set is not here any more: bring it along again on the page My data.")
    return jobs.keep_set(own.whole())


def data_words(data: str) -> str:
    """Return what a run learns from, in a few words."""
    if data in ("embedded", "mnist"):
        return EMBEDDED if data == "embedded" else FULL
    own = digit_sets.find(Path(data).name)
    return "a set of yours" if own is None else f"your set {own.name}"


def missing_download(data: str) -> str:
    """Return a sentence if the digits have to be fetched first, else nothing."""
    if data != "mnist" or full_set_is_here():
        return ""
    return f"The full MNIST set has to be fetched once: {DOWNLOAD_SIZE}."

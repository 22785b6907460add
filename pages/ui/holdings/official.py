"""MNIST's 10,000 official test digits do not come along: whether they are on this machine, and how they get there."""

import os

import streamlit as st

from mnistnet import DataError, Digits
from mnistnet.digits.full_set import OFFICIAL_SIZE, fetch_official, official_set_is_here
from mnistnet.digits.sources import official_test_digits
from mnistnet.words import say
from pages.ui.holdings.kept import kept
from pages.ui.kit.tell import tell

WIDTH = 358  # pixels: of the other controls around it


def official_digits() -> Digits | None:
    """Return MNIST's 10,000 test digits if they are on this machine; nothing is fetched."""
    return _readable(os.environ.get("MNISTNET_DATA_DIR", "")) if official_set_is_here() else None


@kept(max_entries=4, ttl="1m")
def _readable(folder: str) -> Digits | None:
    """Return the digits, or None where the files are damaged; kept so that not every run reads damaged files again."""
    try:
        return official_test_digits()
    except DataError:
        return None


def offer_to_fetch() -> None:
    """Say how the official test digits get here, and offer to fetch them where nobody has named a folder.

    What is inside is sent when somebody opens it.
    """
    words, icon = say("More test digits"), ":material/dataset:"
    more = st.expander(words, key="more_test_digits", icon=icon, width=WIDTH, on_change="rerun")
    if more.open:
        with more:
            _say_how()


def _say_how() -> None:
    st.caption(
        say(
            "MNIST's 10,000 official test digits are not here yet. With them every page has ten times as many "
            "digits to walk through and to judge by. No network that comes along has learned from any of them."
        )
    )
    if os.environ.get("MNISTNET_DATA_DIR"):
        st.caption(say("The folder that MNISTNET_DATA_DIR names does not hold their two files."))
        return
    st.caption(
        say(
            "They are fetched once: {size}. Or start the app with MNISTNET_DATA_DIR naming a folder that holds "
            "their two files.",
            size=OFFICIAL_SIZE,
        )
    )
    st.button(say("Fetch them"), key="fetch_official", icon=":material/download:", on_click=_fetch)


def _fetch() -> None:
    try:
        fetch_official()
    except DataError as error:
        tell(error, passing=True)
    else:
        _readable.clear()

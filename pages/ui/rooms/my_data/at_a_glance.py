"""The My data page: the set on the bench at a glance, and what can be done with sets of the visitor's own."""

import re

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network
from mnistnet.digits.files import SPLITS, csv_of_digits, save_digit_set
from mnistnet.digits.known import SOURCES
from mnistnet.mistakes.exam import examine
from mnistnet.words import mark, say
from pages.ui.holdings import digit_sets, keeping, results
from pages.ui.holdings.kept import kept
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import Grid, grid
from pages.ui.kit.viewport import is_phone
from pages.ui.state import OwnSet, keys, set_value, value_of

LABELS = [str(label) for label in range(10)]
PART, PART_PHONE = 60, 30  # pictures on one wall
HOW_FRAMED = mark("Over each picture its label and ✓, or label → answer ✗.")


def answer() -> str:
    """Return the sentence under the question."""
    along = say(
        "Bring a set of your own, and every page shows it instead of MNIST's digits. Until then, here are those."
    )
    return digit_sets.words_for(
        along,
        along,
        say("Your set lies on the bench, and every page shows it. Change, above, takes you back to MNIST's digits."),
    )


def headline(network: Network, accuracy: float) -> str:
    """Return what lies on the bench, and how many of its test digits the network reads right."""
    own = digit_sets.on_bench()
    tested = len(results.test_digits())
    total = sum(len(results.split(split)) for split in SPLITS)
    whose = (
        say("**MNIST, {total:,} digits**", total=total)
        if own is None
        else say("**{name}, {total:,} pictures of yours**", name=own.name, total=total)
    )
    return say(
        "{whose}: {name} reads **{accuracy:share}** of the {tested:,} test digits right",
        whose=whose,
        name=network.name,
        accuracy=accuracy,
        tested=tested,
    )


def part(count: int) -> NDArray[np.intp]:
    """Return the numbers of the pictures on one wall, with a control to turn over."""
    return turn_over(np.arange(count), PART_PHONE if is_phone() else PART, "data_page")


def wall_grid() -> Grid:
    """Return how many pictures stand side by side in the larger part of the page, or on a phone, and their size."""
    return grid(6, 6) if is_phone() else {"across": 10, "tile": 43}


def look_further() -> None:
    """Offer the pages that look closer at the digits on the bench."""
    with st.container(horizontal=True):
        st.page_link("probabilities.py", label=say("Walk through them"), icon=":material/bar_chart:")
        st.page_link("mistakes.py", label=say("See the mistakes"), icon=":material/rule:")
        st.page_link("training.py", label=say("Train a network"), icon=":material/model_training:")


def label_counts() -> tuple[NDArray[np.int64], str]:
    """Return how many pictures of each label the set on the bench holds, and this in words."""
    counts = np.sum([np.bincount(results.split(split).labels, minlength=10) for split in SPLITS], axis=0)
    most, least = int(counts.argmax()), int(counts.argmin())
    words = say(
        "How many pictures there are of each label, in the whole set: most of {most} ({highest:,}), "
        "fewest of {least} ({lowest:,}).",
        most=most,
        highest=counts[most],
        least=least,
        lowest=counts[least],
    )
    return counts, words


def where_from() -> None:
    """Say, one click away, where the digits on the bench come from and under which terms; nothing of one's own set."""
    name = digit_sets.words_for("embedded", "official", "")
    if name:
        source = SOURCES[name]
        with st.popover(say("Where these digits come from"), icon=":material/source:"):
            words = say(
                "They are pictures of MNIST's, taken from {url}.\n\n{licence}", url=source.url, licence=source.licence
            )
            st.markdown(words)


def manage() -> None:
    """Offer to lay the visitor's sets on the bench, to take them home, and to remove them."""
    if not digit_sets.names():
        return
    st.header(say("Your sets"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="data_manage"):
        if value_of(keys.OWN_DATA) not in digit_sets.names():
            set_value(keys.OWN_DATA, digit_sets.names()[-1])
        name = st.selectbox(say("Set"), digit_sets.names(), key=keys.OWN_DATA, width=220)
        own, here = digit_sets.own_set(name), digit_sets.on_bench()
        st.button(
            say("Lay it on the bench"),
            key="data_bench",
            on_click=digit_sets.put_on_bench,
            args=(name,),
            disabled=here is not None and here.name == name,
        )
        _take_home(own)
        with st.popover(say("Remove")):
            st.caption(
                say("{name} is gone then, unless you have it as a file. Networks that learned from it stay.", name=name)
            )
            st.button(say("Remove {name}", name=name), key="data_remove", on_click=digit_sets.remove, args=(name,))
    st.caption(
        keeping.kept_or_not(
            say(
                "Your sets, up to {MOST_KEPT}, are kept here until you have been away for {days} days.",
                MOST_KEPT=digit_sets.MOST_KEPT,
                days=keeping.KEPT_DAYS,
            ),
            say("Your sets last as long as this session, which holds {MOST_KEPT}.", MOST_KEPT=digit_sets.MOST_KEPT),
        )
    )
    st.caption(
        say(
            "The .npz keeps pictures, labels and the parting into training, validation and test digits, and can be "
            "brought back here; the CSV is for other programs. On the page Training networks learn from your sets."
        )
    )


def _take_home(own: OwnSet) -> None:
    stem = re.sub(r"[^0-9A-Za-z]+", "-", own.name).strip("-") or "my-set"
    st.download_button(
        ".npz",
        lambda: _packed(own, "npz"),
        f"{stem}.npz",
        "application/octet-stream",
        key="data_npz",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        ".csv.gz",
        lambda: _packed(own, "csv"),
        f"{stem}.csv.gz",
        "application/gzip",
        key="data_csv",
        icon=":material/download:",
        on_click="ignore",
    )


@kept(max_entries=2, ttl="10m")
def _packed(own: OwnSet, kind: str) -> bytes:
    return save_digit_set(own.whole()) if kind == "npz" else csv_of_digits(own.whole(), packed=True)


def accuracy(network: Network, digits: Digits) -> float:
    """Return the share of the digits that a network reads right."""
    return examine(network, digits).accuracy

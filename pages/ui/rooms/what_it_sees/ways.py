"""Which way back is taken, and the pictures that it gives: made once for all visitors, with a sign of progress."""

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, inverse
from mnistnet.figures.sheet import verdict_titles
from mnistnet.inverse import METHODS, DoesNotApply, Inverse, ReadBack
from mnistnet.words import say
from pages.ui.holdings.once import Once
from pages.ui.kit import choices
from pages.ui.kit.tell import tell

Array = NDArray[Any]
PATIENCE = 0.5  # seconds after which work shows how far it is
FIRST = "weight-product"  # of all ways back the one in whose pictures most people see the digit that is meant
PICTURES: Once[Array] = Once(256)  # by network, way back and what is wanted, for all visitors


@dataclass(frozen=True, eq=False)
class Seen:
    """What one network gave for one way back: pictures, and its own verdict on them."""

    pictures: Array
    read: ReadBack

    @property
    def titles(self) -> list[str]:
        """What stands over each picture: wanted, answer, and how sure."""
        return verdict_titles(self.read.labels, self.read.best, self.read.confidence, self.read.right)


def choose_method() -> Inverse:
    """Show the switch between the ways back and return the one chosen."""
    titles = {name: method.title for name, method in METHODS.items()}
    return METHODS[
        choices.segmented(say("Way back"), titles, key="way_back", default=FIRST, label_visibility="collapsed")
    ]


def that_applies(network: Network, method: Inverse) -> tuple[Inverse, str]:
    """Return the method and nothing, or, if it has no meaning for the network, one that has and the reason."""
    try:
        all_digits(network, method)
    except DoesNotApply as reason:
        return METHODS["weight-product"], say("{reason} Here is the weight product instead.", reason=reason)
    return method, ""


def digits_or_reason(network: Network, method: Inverse) -> Seen | None:
    """Return the pictures of all classes; where the method has no meaning for the network, say so and return None."""
    try:
        return all_digits(network, method)
    except DoesNotApply as reason:
        tell(reason)
        return None


def all_digits(network: Network, method: Inverse) -> Seen:
    """Return the pictures of all classes in turn, and what the network answers to them.

    Raises
    ------
    DoesNotApply
        If the method has no meaning for the network.
    """
    pictures = made(network, method, inverse.one_of_each(network.classes))
    return Seen(pictures, inverse.read_back(network, pictures, range(network.classes)))


def made(network: Network, method: Inverse, wanted: Array) -> Array:
    """Return a method's pictures for wanted outputs; made once, and with a progress bar where it takes long."""
    key = (network.digest, method.name, wanted.tobytes())
    found = PICTURES.get(key)
    if found is None:
        place = st.empty()
        with place:
            make = partial(method.make, network, wanted, on_step=_progress(method))
            found = PICTURES.made(key, make, meanwhile=_say_wait)
        place.empty()
    return found


def _say_wait() -> None:
    st.caption(say("These pictures are being made for another visitor; they come in a moment."))


def _progress(method: Inverse) -> inverse.OnStep:
    start = time.monotonic()

    def on_step(done: int, steps: int) -> None:
        spent = time.monotonic() - start
        if spent > PATIENCE:
            words = say(
                "{way}: about {seconds:.0f} s left. Choose another way back to stop.",
                way=say(method.title),
                seconds=spent / done * (steps - done),
            )
            st.progress(done / steps, words)

    return on_step


def five_ways(network: Network, digit: int) -> tuple[Array, list[str], list[bool]]:
    """Return one digit's picture by every method that applies, with titles and whether each is recognised."""
    pictures, titles, right = [], [], []
    for method in METHODS.values():
        try:
            seen = all_digits(network, method)
        except DoesNotApply:
            continue
        pictures.append(seen.pictures[digit])
        titles.append(f"{say(method.title)}<br>{seen.titles[digit]}")
        right.append(bool(seen.read.right[digit]))
    return np.stack(pictures), titles, right

"""The second network: another one, or another epoch of the same, beside the one on the bench."""

from typing import Literal

import streamlit as st

from mnistnet import Network
from mnistnet.words import mark, say
from pages.ui.bench.time_machine import choose_epoch
from pages.ui.holdings import shelf
from pages.ui.kit import choices
from pages.ui.state import keys, mine, value_of

NONE = shelf.NONE
PROPOSES = "compare"  # the page about two networks: it takes one where none is chosen
ALONE = (  # look at the first alone, whatever lies beside it
    *("mistakes", "activations", "arithmetic", "lessons", "experiments"),
    *("be_the_network", "my_handwriting", "my_data", "my_networks"),
)
PROPOSED = ("sharp", "scratch")  # what the Compare page takes while nothing is chosen: the first that is another one


def choose_second(first: Network, label: str, *, width: int | Literal["stretch"] = "stretch") -> None:
    """Show what lies beside a network: the choice of the second and, where several are known, of its epoch."""
    proposed = mine().page == PROPOSES
    nothing = say("{second} (proposed)", second=proposed_second(first).name) if proposed else mark("nothing")
    options = {NONE: nothing} | {name: name for name in shelf.names()}
    name = choices.select(
        label,
        options,
        key=keys.SECOND,
        help=say(
            "A second network, or another epoch of the same one. Pages that show what a network does then show "
            "both, side by side. Mistakes, Activations, Arithmetic, Lessons, Experiments, Be the network and the pages "
            "under Yours look at the first alone."
        ),
        width=width,
    )
    mine().bench.second = None
    if name == NONE:
        return
    itself = name == value_of(keys.NETWORK)
    before_training = 0 if itself and shelf.has_past(name) and first.epoch else None
    second = shelf.network(name, choose_epoch(name, f"beside_epoch_{name}", before_training))
    if second.digest == first.digest:
        st.caption(say("These are the very same weights: choose another epoch or another network."))
        return
    mine().bench.second = second
    if mine().page in ALONE:
        st.caption(say("This page looks at the first network alone."))


def second_network() -> Network | None:
    """Return the second network at its epoch; None where nothing, or nothing else than the first, is chosen."""
    return mine().bench.second


def proposed_second(first: Network) -> Network:
    """Return the network that teaches most beside another, for whoever has not chosen any."""
    name = next(name for name in PROPOSED if shelf.network(name).digest != first.digest)
    return shelf.network(name)


def say_what_is_proposed(first: Network) -> None:
    """While there is no second network, say which one is taken instead."""
    if second_network() is None:
        st.caption(
            say(
                "Nothing else is chosen, so {first} is compared with **{second}**, a proposal. What you choose "
                "here stands beside it on other pages, too.",
                first=first.name,
                second=proposed_second(first).name,
            )
        )


def title_of(network: Network) -> str:
    """Return what a network and its epoch are called, where two stand side by side."""
    if network.epoch is None:
        return network.name
    return say("{name}, epoch {epoch}", name=network.name, epoch=network.epoch)

"""Which harm is done to the weights, how much of it, by which draw, and which neuron is looked at meanwhile."""

from dataclasses import dataclass

import streamlit as st

from mnistnet import Network
from mnistnet.breaking import HARMS, PLACES, SEEDS, harmed
from mnistnet.words import mark, say
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.state import keys

PICTURE, WEIGHTS = "picture", "weights"
VIEWS = {PICTURE: mark("Change the picture"), WEIGHTS: mark("Change the weights")}
PLACE_TITLES = dict(zip(PLACES, (mark("every hidden layer"), mark("the first"), mark("the last")), strict=True))
AT_FIRST = 3  # the place of an amount at which something has happened


@dataclass(frozen=True)
class Chosen:
    """A harm and its amount, as `mnistnet.breaking.harmed` takes them."""

    harm: str
    amount: float
    seed: int
    place: str

    @property
    def told(self) -> str:
        """The amount with its unit."""
        return HARMS[self.harm].told(self.amount)


def choose_view() -> str:
    """Show the switch between the page's two views and return the one chosen."""
    return choices.segmented(say("What is changed"), VIEWS, key="robust_view", label_visibility="collapsed")


def choose_harm() -> str:
    """Show the switch between the harms and return the one chosen."""
    return choices.segmented(say("One harm at a time"), {n: h.title for n, h in HARMS.items()}, key="break_harm")


def choose_amount(harm: str) -> Chosen:
    """Show how much of a harm is done, and what else belongs to it."""
    about, place, draw = HARMS[harm], PLACES[0], 1
    slide, more = st.columns([6, 5], gap="large") if about.is_random else (st.container(), st.container())
    with slide:
        amount = choices.select_slider(
            say("How much"),
            about.amounts,
            key=f"break_{harm}",
            default=about.amounts[AT_FIRST],
            format_func=about.told,
            help=say(about.sentence),
        )
    with more.container(horizontal=True):
        if harm == "nodes":
            place = choices.segmented(say("Nodes of"), PLACE_TITLES, key="break_place")
        if about.is_random:
            draw = choices.segmented(
                say("Draw"), range(1, SEEDS + 1), key="break_draw", help=say("Each draw harms other places by chance.")
            )
    return Chosen(harm, amount, draw - 1, place)


@kept(max_entries=12, ttl="10m")
def broken(network: Network, chosen: Chosen) -> Network:
    """Return a network with the harm that is chosen."""
    return harmed(network, chosen.harm, chosen.amount, chosen.seed, chosen.place)


def choose_neuron(network: Network) -> tuple[int, int]:
    """Show which neuron is looked at, and return its layer, 1 for the first, and its number."""
    dense = network.dense_layers
    with st.container(horizontal=True):
        layer = choices.segmented(say("Layer"), range(1, len(dense) + 1), key=keys.NEURON_LAYER)
        last = dense[layer - 1].fan_out - 1
        neuron = choices.number(say("Neuron, 0 to {last}", last=last), 0, last, key=keys.NEURON, width=150)
    return layer, neuron

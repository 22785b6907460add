"""Which influence method and which baseline a page uses, and the maps that they give."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.influence import METHODS, DoesNotApply, InfluenceMaps, Method
from mnistnet.influence.method import COMPARISON, EXACT, FAST, GROUPS
from mnistnet.influence.methods import RECOMMENDED
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.maps import influence_maps, node_maps
from pages.ui.kit import choices
from pages.ui.kit.tell import tell

DEFAULT = RECOMMENDED
GROUP_WORDS = {
    EXACT: mark("They add up: every map gives what truly happened to its node"),
    FAST: mark("Fast: nearly adds up"),
    COMPARISON: mark("For comparison: what others use; does not add up"),
}
IN_GROUP = {
    EXACT: mark("{title} · adds up"),
    FAST: mark("{title} · fast"),
    COMPARISON: mark("{title} · for comparison"),
}
BLANK, MEAN, WHITE, LABEL = "blank", "mean", "white", "label"
BASELINES = {
    BLANK: mark("Blank paper"),
    MEAN: mark("Mean of all digits"),
    WHITE: mark("White"),
    LABEL: mark("Mean of one digit"),
}


def choose_method() -> Method:
    """Show the choice of method, group by group with the recommended one on top, and return the one chosen."""
    titles = {method.name: _title(method) for group in GROUPS for method in _of(group)}
    about = "  \n".join(line for group in GROUPS for line in (f"*{say(GROUP_WORDS[group])}*", *map(_about, _of(group))))
    return METHODS[choices.select(say("Method"), titles, key="method", default=DEFAULT, help=about, width=290)]


def _of(group: str) -> list[Method]:
    """Return the methods of a group, the recommended one first."""
    return sorted((m for m in METHODS.values() if m.group == group), key=lambda method: method.name != RECOMMENDED)


def _title(method: Method) -> str:
    title = say(method.title)
    if method.name == RECOMMENDED:
        return say("{title} · adds up, recommended", title=title)
    return say(IN_GROUP[method.group], title=title)


def _about(method: Method) -> str:
    return f"**{say(method.title)}**: {say(method.sentence)}"


def choose_baseline() -> NDArray[np.uint8] | None:
    """Show the choice of the picture from which influence is counted and return it; None is blank paper."""
    kind = choices.radio(say("Compared with"), BASELINES, key="baseline", horizontal=True)
    st.caption(say("Influence is counted from here. Against blank paper, ink that is missing has no influence at all."))
    digit = 0
    if kind == LABEL:
        digit = choices.segmented(say("Of which digit"), range(10), key="baseline_digit", default=0)
    if kind == MEAN:
        return results.mean_of_all(results.split("train"))
    if kind == WHITE:
        return np.full((28, 28), 255, np.uint8)
    return results.mean_digits(results.split("train"))[digit] if kind == LABEL else None


def known_maps(
    method: Method, network: Network, image: NDArray[np.uint8], view: str, baseline: NDArray[np.uint8] | None
) -> NDArray[np.floating] | None:
    """Return the maps of one view, shape (nodes, rows, columns); None where there is no such view.

    Raises
    ------
    DoesNotApply
        If the method has no meaning for the network.
    """
    if view not in network.views:
        return None
    return influence_maps(network, image, method.name, view, baseline)[view]


def maps_of(
    method: Method, network: Network, image: NDArray[np.uint8], view: str, baseline: NDArray[np.uint8] | None
) -> InfluenceMaps:
    """Return the maps of one view; where the method has no meaning, say so and take one that has."""
    return or_one_pixel(lambda name: influence_maps(network, image, name, view, baseline), method)


def node_maps_of(method: Method, network: Network, image: NDArray[np.uint8], view: str, node: int) -> InfluenceMaps:
    """Return the map of one node against blank paper, as the only one of its view, in the same way."""
    return or_one_pixel(lambda name: node_maps(network, image, name, view, node, None), method)


def or_one_pixel(maps: Callable[[str], InfluenceMaps], method: Method) -> InfluenceMaps:
    """Return the maps of a method; where it has no meaning for a network, say so and take those of one that has."""
    try:
        return maps(method.name)
    except DoesNotApply as reason:
        tell(reason, say("Below: one pixel at a time."))
        return maps("one_pixel")

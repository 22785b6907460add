"""The Trust page's comparison: the maps of one node by every method, side by side."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.faithfulness.comparison import Compared, compare
from mnistnet.faithfulness.measures import MEASURES, written
from mnistnet.faithfulness.verdict import judged_views, title_of
from mnistnet.figures.beside import beside
from mnistnet.figures.chart import Chart
from mnistnet.influence import METHODS
from mnistnet.readout import most_changed
from mnistnet.words import mark, say, speaking
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.text import formula, number, paragraph
from pages.ui.rooms.trust.this_map import ThisMap
from pages.ui.state import Picture, mine

YARDSTICKS = ("shapley", "shapley_exact")
NODE = "method_node"
NO_DIFFERENCE = 1e-7  # a map's sum that is nearer than that to the truth differs by rounding alone
ABOUT_MAPS = mark(
    "Over each map: its correlation r with Shapley's value, and how far its sum is off what truly "
    "happened to the node. Plain gradients are a speed, in another unit, and have a scale of their "
    "own."
)


def show_all(net: Network, seen: Picture, this: ThisMap) -> None:
    """Show the maps of one node by every method, side by side; at first of the node whose map is judged on the page."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = choose_judged_view(net, this.view)
        methods = side_by_side(net, seen.image, view)
        node = choose_node_of(methods, this.node if view == this.view else None)
        own = choices.toggle(say("One scale for each map"), key="own_scales")
    nearest = extremes(methods, node)
    alt = say(
        "Influence of {picture} on node {node} of {view} by {count} methods.",
        picture=seen.words,
        node=node,
        view=view,
        count=len(methods),
    )
    show_figure(beside_figure(methods, node, view, own), "by_method", alt=paragraph(alt, nearest))
    st.caption(paragraph(say(ABOUT_MAPS), nearest))
    explain(methods)


def choose_judged_view(network: Network, first: str) -> str:
    """Show the switch between the views that are not too wide to ask every method; at first it is `first` if it can."""
    views = judged_views(network)
    return choices.segmented(
        say("Layer"),
        views,
        key=f"layer_{len(network.views)}",
        default=first if first in views else views[min(1, len(views) - 1)],
        help=say("a is the sum that arrives at a node, z is what the node sends on; the number is the layer."),
    )


def choose_node_of(methods: Sequence[Compared], judged: int | None) -> int:
    """Show the choice of a node and return it; at first it is the one judged, else one that the picture moves."""
    last, known = len(methods[0].r) - 1, methods[0].maps
    moved = 0 if known is None else most_changed(known)
    first = moved if judged is None else judged
    return int(choices.number(say("Node, 0 to {last}", last=last), 0, last, key=NODE, default=first, width=150))


def side_by_side(network: Network, image: NDArray[np.uint8], view: str) -> tuple[Compared, ...]:
    """Return what all methods say of all nodes of a view, or in the reader's language why one does not apply."""
    return _compared(network, image, view, mine().language)


@kept(max_entries=4, ttl="10m", doing=mark("Asking every method …"))
def _compared(network: Network, image: NDArray[np.uint8], view: str, language: str) -> tuple[Compared, ...]:
    with speaking(language):
        return compare(network, image, view)


def beside_figure(methods: Sequence[Compared], node: int, view: str, own_scale: bool) -> Chart:
    """Return the maps of one node by all methods."""
    return beside(
        [None if one.maps is None else one.maps[node] for one in methods],
        [title_of(one.method) for one in methods],
        [_note(one, node) for one in methods],
        unit=say("change of {view}", view=view),
        own_scale=own_scale,
        other_unit=[i for i, one in enumerate(methods) if METHODS[one.method].is_speed],
        **grid(7, 3),
    )


def _note(one: Compared, node: int) -> str:
    if one.maps is None:
        return say("does not<br>apply")
    r = written(MEASURES["r"], one.r[node])
    if METHODS[one.method].is_speed:
        return say("r {r}<br>a speed", r=r)
    off = "0" if abs(one.difference[node]) < NO_DIFFERENCE else number(one.difference[node])
    if one.method == YARDSTICKS[0]:
        return say("the yardstick<br>off by {off}", off=off)
    return say("r {r}<br>off by {off}", r=r, off=off)


def extremes(methods: Sequence[Compared], node: int) -> str:
    """Return a sentence that names the map nearest to Shapley's and the one farthest from it."""
    known = [(one.r[node], title_of(one.method)) for one in methods if one.method not in YARDSTICKS]
    known = [(r, name) for r, name in known if np.isfinite(r)]
    if not known:
        return say("This node does not react to the picture, so there is nothing to compare.")
    (low, worst), (high, best) = min(known), max(known)
    return say(
        "Nearest to Shapley: {best} (r {high}); farthest: {worst} (r {low}).",
        best=best,
        high=written(MEASURES["r"], high),
        worst=worst,
        low=written(MEASURES["r"], low),
    )


def explain(methods: Sequence[Compared]) -> None:
    """Offer one sentence on each method, the reason where it does not apply, and the formulas of the measures."""
    with st.container(horizontal=True):
        with st.popover(say("What the methods do"), icon=":material/help:"):
            for one in methods:
                st.markdown(f"**{title_of(one.method)}**: {say(METHODS[one.method].sentence)}")
                if one.reason:
                    st.caption(say("Does not apply here: {reason}", reason=one.reason))
        formula(
            r"r = \mathrm{corr}(m, \phi), \quad \text{size error} = "
            r"\frac{\lVert m - \phi \rVert}{\lVert \phi \rVert}, \quad "
            r"\text{gap} = \frac{\lvert \sum_i m_i - (f(x) - f(x')) \rvert}{\lvert f(x) - f(x') \rvert}",
            say(
                "m is a method's map of a node f, φ is Shapley's value: what a pixel changes on average when all "
                "pixels of the picture x enter blank paper x' in random order. It is the only way of sharing out "
                "the change that adds up, treats pixels that do the same alike, gives nothing to pixels that do "
                "nothing, and passes sums of nodes on as sums."
            ),
            say("L. S. Shapley, *A Value for n-Person Games*, 1953"),
        )

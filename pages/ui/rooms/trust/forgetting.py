"""The Trust page's test of sanity: does a map notice that the network has forgotten what it learned?"""

from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.faithfulness.randomised import BLIND, Sanity, sanity_check, sanity_words
from mnistnet.faithfulness.verdict import title_of
from mnistnet.figures.beside import beside
from mnistnet.figures.randomised import forgetting_curves
from mnistnet.words import mark, say
from pages.ui.holdings.kept import kept
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.text import formula, paragraph
from pages.ui.rooms.trust.this_map import ThisMap
from pages.ui.state import Picture


def show_forgetting(this: ThisMap, picture: Picture, network: Network) -> None:
    """Show the map of this node while layer after layer forgets, and how like the first each method's stays."""
    found = _checked(network, picture.image, this.view, this.node, this.baseline)
    called = [title_of(one.method) for one in found]
    steps = _steps(int(this.view[1:]))
    own = next((one for one in found if one.method == this.maps.method), None)
    verdict = sanity_words(found, called).replace(" -", " −")
    if own is not None:
        _show_strip(own, steps, this, verdict)
    curves = {name: one.means for name, one in zip(called, found, strict=True)}
    figure = forgetting_curves(curves, steps, chosen=title_of(this.maps.method), bar=BLIND)
    alt = say("Rank correlation of each method's map with that of the trained network, while layers forget.")
    show_figure(figure, "forgetting", paragraph(alt, verdict))
    st.markdown(verdict)
    st.caption(
        say(
            "A layer forgets: its weights are dealt out anew among its nodes, as large as before and in no order; "
            "means over {draws} deals. Only pixels with ink are compared, by their order. Above the dotted line a map "
            "is too much the same to be about the network.",
            draws=found[0].correlations.shape[1] if found else 0,
        )
    )
    formula(
        r"\rho = \mathrm{corr}(\mathrm{rank}\, m, \mathrm{rank}\, m')",
        say("m is the map of the trained network, m' that of the network that has forgotten; ρ compares their orders."),
        say("J. Adebayo, J. Gilmer, M. Muelly and others, *Sanity Checks for Saliency Maps*, 2018"),
    )


def _show_strip(own: Sanity, steps: list[str], this: ThisMap, verdict: str) -> None:
    notes = [say("ρ {value:z.2f}", value=value).replace("-", "−") for value in own.means]
    unit = say("change of {view}", view=this.view)
    figure = beside(list(own.maps), steps, notes, unit=unit, own_scale=True, **grid(7, 3))
    alt = say("{title}: the trained network's, then with more and more layers random.", title=this.title)
    show_figure(figure, "forgetting_strip", paragraph(alt, verdict))


def _steps(depth: int) -> list[str]:
    """Return what is random at each step, in words."""
    words = [say("trained"), say("layer {top} random", top=depth)]
    return [*words, *(say("{low} to {top} random", low=low, top=depth) for low in range(depth - 1, 0, -1))][: depth + 1]


@kept(max_entries=8, ttl="10m", doing=mark("Letting the network forget …"))
def _checked(
    network: Network, image: NDArray[Any], view: str, node: int, baseline: NDArray[Any] | None
) -> tuple[Sanity, ...]:
    return sanity_check(network, image, view, node, baseline=baseline)

"""How far chance may have led maps astray that were drawn at random, and a button that draws them more exactly."""

from collections.abc import Iterator

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.influence import InfluenceMaps, uncertainty
from mnistnet.words import plural, say
from pages.ui.holdings import maps as held
from pages.ui.state import Picture

Asked = tuple[Network, NDArray[np.uint8], str, NDArray[np.uint8] | None]
PULSE, WORK = 0.6, 0.25  # seconds between two rounds while it goes on, and of work in each
CLEARER = 1.4  # by so much the error falls until the maps are drawn anew


def how_exact(
    network: Network, seen: Picture, view: str, baseline: NDArray[np.uint8] | None, maps: InfluenceMaps
) -> None:
    """Say by how much the maps on the page may err, where chance had a say, and let them be refined while one looks."""
    if maps.method != "shapley" or not uncertainty(maps, view):
        return
    asked = network, seen.image, view, baseline
    refinement = held.refinement_of(*asked)
    goes_on = refinement is not None and refinement.goes_on
    with_page = iter([True])
    st.fragment(_show, run_every=PULSE if goes_on else None)(asked, uncertainty(maps, view), with_page)


def _show(asked: Asked, on_page: float, with_page: Iterator[bool]) -> None:
    """Say how far it is; in runs of its own draw some more, and let the page be drawn anew where that shows.

    `on_page` is the error of the maps that the page shows, `with_page` yields True once: as the page itself is drawn.
    """
    refinement = held.refinement_of(*asked)
    with st.container(horizontal=True, vertical_alignment="center", key="refining"):
        st.caption(_words(asked[0].name, refinement, on_page), width="content")
        _button(asked, refinement, on_page)
    if refinement and refinement.goes_on and not next(with_page, False):
        refinement.go_on(WORK)
        if not refinement.goes_on or refinement.error * CLEARER < on_page:
            st.rerun()


def _words(name: str, refinement: held.Refinement | None, on_page: float) -> str:
    if refinement is None:
        return say(
            "Drawn at random: chance may put the maps of {name} off by {error:.2g} % of their size.",
            name=name,
            error=100 * on_page,
        )
    return plural(
        "The maps of {name}, the mean of {n} draw: chance may put them off by {error:.2g} % of their size.",
        "The maps of {name}, the mean of {n:,} draws: chance may put them off by {error:.2g} % of their size.",
        refinement.count,
        name=name,
        error=100 * refinement.error,
    )


def _button(
    asked: Asked,
    refinement: held.Refinement | None,
    on_page: float,
) -> None:
    """Show what starts it, what stops it, or nothing where it is exact enough."""
    if refinement and refinement.goes_on:
        if st.button(say("Stop"), key="refining_stop", icon=":material/stop:"):
            refinement.goes_on = False
            st.rerun()
    elif on_page > held.EXACT_ENOUGH:
        why = say(
            "It draws again and again while you look, and shows the mean; four times as many draws halve what chance "
            "does. It ends at 1 %, or after a minute of work."
        )
        if st.button(say("Make it more exact"), key="refining_start", icon=":material/target:", help=why):
            held.refine(*asked)
            st.rerun()

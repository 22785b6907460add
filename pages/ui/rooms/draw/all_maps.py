"""All maps of a drawing: one for each answer, and those of the hidden nodes that it excites most."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import mosaic, node_titles
from mnistnet.influence import InfluenceMaps
from mnistnet.readout import most_excited, read_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import common_limit, scale_words, side_by_side
from pages.ui.holdings import results
from pages.ui.kit.pictures import grid, show_figure

Drawn = NDArray[np.uint8]  # shape (28, 28)
Maps = Mapping[Network, InfluenceMaps]  # of each network on the bench


def show(drawn: Drawn) -> None:
    """Show what each pixel did to each answer, and to the hidden nodes that the drawing excites most."""
    net = bench.network()
    maps = {one: results.live_maps(one, drawn, _views_of(one)) for one in bench.sides()}
    limit = common_limit(lambda one: maps[one][one.views[-2]] if _same_outputs(one) else None)
    side_by_side(partial(_of_answers, drawn, maps, limit))
    words = say(
        "Orange pixels push an answer up, blue ones pull it down: what each did in all, alone and together with "
        "others, compared with blank paper. Measured in {sums}, the sum that arrives at the output.",
        sums=net.views[-2],
    )
    st.caption(f"{words} {scale_words(limit)}")
    st.subheader(say("Which hidden nodes does your drawing excite most?"), anchor=False)
    _of_excited(drawn, maps)
    st.caption(say("Node number · its activation. The maps show which pixels excited it (orange) or calmed it (blue)."))


def _of_answers(drawn: Drawn, maps: Maps, limit: float | None, one: Network, ending: str) -> None:
    outputs, sums = results.outputs(one, drawn), one.views[-2]
    titles = node_titles(range(one.classes), outputs, as_share=True)
    figure = mosaic(maps[one][sums], titles, unit=say("change of {sums}", sums=sums), limit=limit, **grid(10, 5))
    best = read_answer(outputs).best
    alt = say(
        "Ten maps, one an answer: orange pixels pushed it up, blue ones pulled it down. Strongest: {best}.", best=best
    )
    show_figure(figure, f"output_maps{ending}", alt=alt)


def _of_excited(drawn: Drawn, maps: Maps) -> None:
    net = bench.network()
    excited = net.trace(drawn)["z1"][0].ravel()
    nodes = most_excited(excited, 10)
    titles = node_titles(nodes, excited)
    figure = mosaic(maps[net]["z1"][nodes], titles, nodes=nodes, unit=say("change of z1"), **grid(10, 5))
    alt = say("Maps of the ten most excited nodes of the first layer: {nodes}.", nodes=", ".join(map(str, nodes)))
    show_figure(figure, "hidden_maps", alt=alt)


def _views_of(one: Network) -> list[str]:
    """Return the views whose maps are shown: the sums at the outputs, and of the first network z1."""
    return ["z1", one.views[-2]] if one is bench.network() else [one.views[-2]]


def _same_outputs(one: Network) -> bool:
    """Return whether the outputs of a network mean the same as those of the one on the bench."""
    return one.output_activation == bench.network().output_activation

"""Two networks side by side: the same picture for each, left and right, under the network's name."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.chart import Chart
from mnistnet.influence import DoesNotApply
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.second import title_of
from pages.ui.kit.pictures import show_clickable, show_figure
from pages.ui.kit.text import outputs_are
from pages.ui.kit.viewport import halves, is_half

BESIDE = "_beside"  # ends the keys of the second's widgets and figures
TOO_FAR = 3  # with values so many times smaller a picture on the other's colour scale is nearly blank
SHARED = mark("Both networks on one colour scale.")
NOT_SHARED = mark("Each network on its own colour scale: mind the numbers under it.")


def side_by_side(show: Callable[[Network, str], None], sides: Sequence[Network] | None = None) -> None:
    """Run ``show(network, ending of its keys)`` for the network on the bench and, to its right, for the second.

    While there is no second nothing is different from calling `show` with the one network and no ending. `sides` are
    the networks on the bench, unless others are given.
    """
    networks = bench.sides() if sides is None else sides
    if len(networks) == 1:
        show(networks[0], "")
        return
    with halves():
        for place, network, ending in zip(st.columns(2, gap="medium"), networks, ("", BESIDE), strict=True):
            with place:
                st.markdown(f"**{title_of(network)}**")
                show(network, ending)


def common_limit(
    maps: Callable[[Network], NDArray[np.floating] | None], sides: Sequence[Network] | None = None
) -> float | None:
    """Return the largest size in the maps of both networks, for one colour scale; None where each has its own.

    That is so while there is one network, where `maps` gives None because the unit is another one, and where the one
    network's values are so much smaller that nothing of them would be seen.
    """
    networks = bench.sides() if sides is None else sides
    if len(networks) == 1:
        return None
    try:
        found = [maps(network) for network in networks]
    except DoesNotApply:
        return None
    return shared_limit(found)


def shared_limit(found: Sequence[NDArray[np.floating] | None]) -> float | None:
    """Return the largest size in several maps; None where those of one would hardly be seen on that scale."""
    sizes = [0.0 if m is None else float(np.abs(m).max()) for m in found]
    return max(sizes) if min(sizes) * TOO_FAR > max(sizes) else None


def scale_words(limit: float | None, own_scale: bool = False) -> str:
    """Return whether two mosaics can be compared by colour, as a sentence; nothing while there is one."""
    if bench.beside() is None or own_scale:
        return ""
    return say(SHARED if limit else NOT_SHARED)


def has_view(network: Network, view: str) -> bool:
    """Return whether a network has a view; where it has not, say so."""
    if view in network.views:
        return True
    st.info(
        say(
            "{network} has no {view}; its last is {last}.",
            network=bench.called(network),
            view=view,
            last=network.views[-1],
        ),
        icon=":material/layers_clear:",
    )
    return False


def same_nodes(network: Network, view: str) -> bool:
    """Return whether a view of a network has the same shape as that of the one on the bench."""
    return network.view_shapes.get(view) == bench.network().view_shapes.get(view)


def beyond_bars() -> float:
    """Return how much room the words behind the bars of answers need, as a share of a full bar."""
    return 0.6 if is_half() else 0.32


def show_tiles(figure: Chart, key: str, alt: str, chooses: str, clickable: bool) -> None:
    """Show a figure of tiles; a click chooses one where the two networks have the same tiles."""
    if clickable:
        show_clickable(figure, key, alt, chooses=chooses)
    else:
        show_figure(figure, key, alt)


def about_outputs() -> str:
    """Return what the outputs of the networks on the bench mean, for each where it is not the same."""
    sides = bench.sides()
    if len({network.output_activation for network in sides}) == 1:
        return outputs_are(sides[0])
    return " ".join(f"**{bench.called(network)}**: {outputs_are(network)}" for network in sides)

"""The wall of the Neurons page: all neurons of a layer as pictures, for one network or for two side by side."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import mosaic
from pages.ui.bench.side_by_side import common_limit, has_view, same_nodes, scale_words, show_tiles, side_by_side
from pages.ui.kit.pictures import grid
from pages.ui.rooms.neurons import facts as ui


@dataclass(frozen=True, eq=False)
class Wall:
    """What the wall shows: a layer and a state of its weights, in an order, for a picture, one neuron marked."""

    layer: int
    state: str
    order: str
    own_scale: bool
    image: NDArray[Any]
    chosen: int


def show_walls(network: Network, wall: Wall) -> None:
    """Show the wall of the network on the bench, beside it that of the second, and what they show."""
    known, excited = ui.facts(network, wall.layer), ui.outputs_for(network, wall.image, wall.layer)
    shown = ui.part_of(known, wall.order, excited)
    limit = common_limit(lambda one: ui.patterns(one, wall.layer, wall.state))
    side_by_side(lambda one, ending: _show(one, ending, wall, shown, limit))
    legend, exact = ui.legend(network, wall.layer, known.table), ui.how_exact(known, wall.layer)
    st.caption(f"{legend} {exact} {scale_words(limit, wall.own_scale)}")


def _show(one: Network, ending: str, wall: Wall, shown: list[int], limit: float | None) -> None:
    """Show one wall: the neurons `shown`, or those of its own where the layer has another shape."""
    view = f"z{wall.layer}"
    if not has_view(one, view):
        return
    known, excited = ui.facts(one, wall.layer), ui.outputs_for(one, wall.image, wall.layer)
    alike = same_nodes(one, view)
    part = shown if alike else ui.part_of(known, wall.order, excited, ending)
    patterns = mosaic(
        known.pictures[wall.state][part],
        ui.titles(part, known, wall.order, excited),
        unit="weight",
        nodes=part,
        own_scale=wall.own_scale,
        limit=limit,
        chosen=wall.chosen if alike else None,
        head=12,
        **grid(10, 4),
    )
    marked = f"; neuron {wall.chosen} is marked" if alike else ""
    alt = f"The weights of {len(part)} neurons as pictures, sorted by {wall.order}{marked}."
    show_tiles(patterns, f"neurons{ending}", alt, "neuron", alike)

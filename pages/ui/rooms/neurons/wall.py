"""The wall of the Neurons page: all neurons of a layer as pictures, now beside untrained, for one or two networks."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import mosaic
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import (
    common_limit,
    has_view,
    same_nodes,
    scale_words,
    shared_limit,
    show_tiles,
    side_by_side,
)
from pages.ui.kit.pictures import grid
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import halves
from pages.ui.rooms.neurons import facts as ui
from pages.ui.rooms.neurons import states

COLOURS = mark("Orange asks for ink, blue for blank paper.")
CHANGE_COLOURS = mark("Orange: it asks for more ink than before; blue: for less.")
# What the figures over the pictures mean, by what they are sorted by: of one state, and of a difference.
OVER_EACH = {
    "bias": {
        False: mark("Over each: its number and its bias."),
        True: mark("Over each: its number and by how much its bias changed."),
    },
    "influence": {
        False: mark("Over each: its number and the mean size of its incoming weights."),
        True: mark("Over each: its number and the mean size of the changes of its incoming weights."),
    },
    ui.EXCITED: {
        False: mark("Over each: its number and what it sends on for the picture."),
        True: mark("Over each: its number and how much more or less it sends on for the picture."),
    },
    "class": {
        False: mark("Over each: its number and the answer that it speaks loudest for."),
        True: mark("Over each: its number and the answer that it now speaks for more than before."),
    },
    "firing": {
        False: mark("Over each: its number and for how many of the test digits it fires."),
        True: mark("Over each: its number and for how many more or fewer of the test digits it fires."),
    },
}
NO_BIASES = mark("Over each: its number; this layer has no biases.")


@dataclass(frozen=True, eq=False)
class Wall:
    """What the wall shows: a layer and a choice of states, in an order, for a picture, one neuron marked."""

    layer: int
    choice: str
    order: str
    own_scale: bool
    image: NDArray[Any]
    chosen: int


def show_walls(network: Network, wall: Wall) -> None:
    """Show the walls of the network on the bench, beside them those of the second, and what they show."""
    leading = states.state_of(network, wall.layer, states.shown_of(wall.choice)[0], wall.image)
    numbers = ui.ordered(leading.table, wall.order, leading.excited)
    most = max(one.dense_layers[wall.layer - 1].fan_out for one in bench.sides() if wall.layer <= len(one.dense_layers))
    places, limit = ui.choose_places(most), _limit(network, wall)
    shown = numbers[places.start : places.stop]
    side_by_side(lambda one, ending: _show(one, ending, wall, shown, places, limit))
    st.caption(paragraph(_legend(wall, leading.table.has_biases), _scale(wall, limit)))


def _show(one: Network, ending: str, wall: Wall, shown: list[int], places: range, limit: float | None) -> None:
    """Show the walls of one network: two stand beside each other, or under each other where there is half a page."""
    if not has_view(one, f"z{wall.layer}"):
        return
    alike = same_nodes(one, f"z{wall.layer}")
    found = [states.state_of(one, wall.layer, state, wall.image) for state in states.shown_of(wall.choice)]
    own = ui.ordered(found[0].table, wall.order, found[0].excited)
    part = shown if alike else own[places.start : places.stop]  # as many, so that the rows of both stay in line
    if not part:
        st.caption(say("This network has no more neurons in this layer."))
        return
    beside = len(found) > 1 and not ending and bench.beside() is None
    with halves() if beside else nullcontext():
        columns = st.columns(2, gap="medium") if beside else [st.container() for _ in found]
        for place, state in zip(columns, found, strict=True):
            with place:
                _show_state(one, state, part, ending, wall, limit, alike)


def _show_state(
    one: Network, state: states.State, part: list[int], ending: str, wall: Wall, limit: float | None, alike: bool
) -> None:
    """Show one wall, under the name of its state, and how far its pictures can be believed."""
    if wall.choice != states.NOW:
        st.markdown(state.title)
    patterns = mosaic(
        state.pictures[part],
        states.titles(part, state, wall.order),
        unit=say("change of weight") if state.name == states.DIFFERENCE else say("weight"),
        nodes=part,
        own_scale=wall.own_scale,
        limit=limit,
        chosen=wall.chosen if alike else None,
        told=states.told(part, state),
        **grid(10, 4),
    )
    alt = say(
        "{state}: the weights of {n} neurons as pictures, sorted by {order}.",
        state=states.name_of(state.name, one),
        n=len(part),
        order=say(ui.ORDER_TITLES[wall.order]),
    )
    alt = paragraph(alt, say("Neuron {neuron} is marked.", neuron=wall.chosen) if alike else "")
    control = "_control" if state.name == states.CONTROL and wall.choice == states.BOTH else ""
    show_tiles(patterns, f"neurons{control}{ending}", alt, "neuron", alike)
    about = ui.about_wall(one, wall.layer, state.agreement, state.name == states.DIFFERENCE)
    if about:
        st.caption(about)


def _limit(network: Network, wall: Wall) -> float | None:
    """Return the weight of full colour for all walls, or None where each has its own."""
    if bench.beside() is not None:
        return common_limit(lambda one: states.patterns(one, wall.layer, wall.choice))
    shown = states.shown_of(wall.choice)
    return None if len(shown) == 1 else shared_limit([states.patterns(network, wall.layer, one) for one in shown])


def _scale(wall: Wall, limit: float | None) -> str:
    """Return whether the walls can be compared by colour; nothing while there is one."""
    if bench.beside() is not None or wall.own_scale or wall.choice != states.BOTH:
        return scale_words(limit, wall.own_scale)
    return (
        say("Both on one colour scale.") if limit else say("Each on its own colour scale: mind the numbers under it.")
    )


def _legend(wall: Wall, has_biases: bool) -> str:
    """Return the sentences under the walls: what stands over each neuron, and whose weights it is of."""
    keeps_order = wall.choice == states.BOTH and wall.order != "number"
    return paragraph(
        say(CHANGE_COLOURS if wall.choice == states.DIFFERENCE else COLOURS),
        say(ui.EXACT) if wall.layer == 1 else "",
        _over_each(wall, has_biases),
        say("Both walls keep the order of the first.") if keeps_order else "",
        say("Click one to look closer."),
    )


def _over_each(wall: Wall, has_biases: bool) -> str:
    """Return what stands over each picture: what they are sorted by, and the bias where they are in turn."""
    fact = wall.order if wall.order in OVER_EACH else "bias"
    if fact == "bias" and not has_biases:
        return say(NO_BIASES)
    return say(OVER_EACH[fact][wall.choice == states.DIFFERENCE])

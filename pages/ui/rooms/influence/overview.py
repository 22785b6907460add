"""The overview of the Influence page: the nodes of a layer as maps, the strongest first, quiet ones folded away."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import mosaic, node_titles
from mnistnet.influence import Method
from mnistnet.readout import LOUD, loudest
from mnistnet.words import mark, plural, say
from pages.ui.bench.method import maps_of
from pages.ui.bench.side_by_side import has_view, same_nodes, show_tiles
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import Grid
from pages.ui.kit.record import note_array
from pages.ui.kit.text import number
from pages.ui.kit.viewport import is_half, is_phone, room
from pages.ui.rooms.influence import words
from pages.ui.state import Picture

STRENGTH, NUMBER = "strength", "number"
ORDERS = {STRENGTH: mark("strongest first"), NUMBER: mark("by number")}
PART = 24  # maps of one page: more than that cannot be large
FEW = 12  # so many nodes are never folded
WIDE, HALF, PHONE = 4, 3, 3  # maps side by side: beside the opened node, in half a page, on a phone

Array = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Overview:
    """What the overview shows: a view of a picture by a method, counted from a baseline, in an order, on a scale."""

    picture: Picture
    method: Method
    view: str
    baseline: NDArray[np.uint8] | None
    order: str
    all_of_them: bool
    own_scale: bool
    limit: float | None
    colours: str
    node: int
    places: range


def choose_order() -> str:
    """Show what stands first and return it."""
    return choices.segmented(say("Order"), ORDERS, key="node_order")


def choose_places(maps: Array, order: str, node: int) -> tuple[range, bool]:
    """Show a switch for the quiet nodes and a control to turn over; return which places of the order are open.

    The second value tells whether quiet nodes are among them.
    """
    loud = listed(maps, order, all_of_them=False)
    quiet, everything = len(maps) - len(loud), False
    if quiet:
        label = plural("Show the {n} quiet node, too", "Show the {n:,} quiet nodes, too", quiet)
        rule = say(
            "Quiet is a node on which no pixel does {percent:.0f} % of what the strongest pixel of this layer does.",
            percent=100 * LOUD,
        )
        everything = choices.toggle(label, key="quiet", help=rule)
    shown = listed(maps, order, all_of_them=everything)
    here = shown.index(node) if node in shown else 0
    return turn_over(range(len(shown)), PART, "part_all" if everything else "part", first=here), everything


def listed(maps: Array, order: str, *, all_of_them: bool) -> list[int]:
    """Return the nodes of a layer in an order, without the quiet ones unless all shall be there."""
    found = loudest(maps, 0 if all_of_them or len(maps) <= FEW else LOUD)
    return sorted(found) if order == NUMBER else found


def show_nodes(seen: Overview, shown: list[int], one: Network, ending: str) -> None:
    """Show the maps of the nodes of a network: those `shown`, or its own at the same places where it has others."""
    if not has_view(one, seen.view):
        return
    maps = maps_of(seen.method, one, seen.picture.image, seen.view, seen.baseline)
    found, errors = maps[seen.view], maps.standard_error.get(seen.view)
    alike = same_nodes(one, seen.view)
    own = listed(found, seen.order, all_of_them=seen.all_of_them)
    nodes = shown if alike else own[seen.places.start : seen.places.stop]
    if not nodes:
        st.caption(say("This network has no more nodes to show here."))
        return
    as_share = seen.view in one.views[-2:]
    values = one.trace(seen.picture.image)[one.views[-1] if as_share else seen.view][0].ravel()
    figure = mosaic(
        found[nodes],
        node_titles(nodes, values, as_share=as_share),
        nodes=nodes,
        own_scale=seen.own_scale,
        limit=seen.limit,
        chosen=seen.node if alike else None,
        unit=say("change of {view}", view=seen.view),
        colours=seen.colours,
        told=[_told(node, found[node]) for node in nodes],
        ink=seen.picture.image,
        **large_tiles(),
    )
    if errors is not None:
        note_array(f"mosaic{ending}_standard_errors", errors[nodes])
    alt = words.mosaic_words(seen.picture, len(nodes), seen.view, seen.node if alike else None)
    show_tiles(figure, f"mosaic{ending}", alt, "node", alike)


def large_tiles() -> Grid:
    """Return how many maps stand side by side, and how large: beside the opened node, or in half a page."""
    across = PHONE if is_phone() else HALF if is_half() else WIDE
    wide = room(820) if is_phone() or is_half() else 540
    return {"across": across, "tile": round(wide / across * 28 / 30)}


def _told(node: int, one: Array) -> str:
    """Return what is said of a map on pointing at it: its strongest pixel, and what all its pixels do."""
    row, column = np.unravel_index(np.abs(one).argmax(), one.shape)
    strongest = say(
        "strongest pixel {value}, row {row}, column {column}",
        value=number(float(one[row, column])),
        row=row,
        column=column,
    )
    return "<br>".join(
        (say("node {node}", node=node), strongest, say("all pixels {sum}", sum=number(float(one.sum()))))
    )

"""Nodes of two networks that can be laid side by side: those of views with the same shape, and the answers."""

from functools import partial
from math import prod

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import large_map
from mnistnet.figures.chart import Chart
from mnistnet.influence import InfluenceMaps, Method, uncertainty
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.method import node_maps_of
from pages.ui.bench.side_by_side import BESIDE, NOT_SHARED, SHARED, common_limit, side_by_side
from pages.ui.holdings import results
from pages.ui.holdings.maps import node_maps
from pages.ui.holdings.told_apart import text_of
from pages.ui.kit import choices, record
from pages.ui.kit.near import when_near
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import number, paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import Picture

HEIGHT, HEIGHT_ON_PHONE = 510, 1020  # pixels that the maps and what is said of them take
MATCHED = "matched"
SUMS, ANSWERS = "sums", "answers"  # of the last layers, whatever each network calls them
MATCHED_NODE = "matched_node"

Views = dict[Network, str]


def choose_matched(first: Network, second: Network) -> Views:
    """Show the choice among the views that both have, and return what the chosen one is called in each.

    The answers are matched whatever they are called: the last layer of one network may be a2, of another a3.
    """
    views = {v: (v, v) for v in first.views if first.view_shapes[v] == second.view_shapes.get(v)}
    labels = {view: view for view in views}
    if first.classes == second.classes and first.views[-1] != second.views[-1]:
        views |= {SUMS: (first.views[-2], second.views[-2]), ANSWERS: (first.views[-1], second.views[-1])}
        labels |= {SUMS: mark("sums of the answers"), ANSWERS: mark("answers")}
    if not views:
        return {}
    chosen = choices.segmented(say("Layer of both"), labels, key=MATCHED, default=[*views][-2])
    return dict(zip((first, second), views[chosen], strict=True))


def choose_matched_node(views: Views) -> int:
    """Show the choice of a node and return it; at first, among the answers, what the first network answers."""
    first = next(iter(views))
    count = nodes_of(first, views[first])
    answered = read_answer(results.outputs(first, bench.picture().image)).best if count == first.classes else 0
    return int(
        choices.number(
            say("Node, 0 to {last}", last=count - 1), 0, count - 1, key=MATCHED_NODE, default=answered, width=150
        )
    )


def nodes_of(network: Network, view: str) -> int:
    """Return how many nodes a view has."""
    return prod(network.view_shapes[view])


def show_maps(method: Method, seen: Picture, views: Views, node: int) -> None:
    """Show the maps of one node of both networks, as soon as they come near the window."""
    about = text_of(method.name, seen.image, *views, [*views.values()], node)
    note = partial(_note_maps, method, seen, views, node)
    height = HEIGHT_ON_PHONE if is_phone() else HEIGHT
    when_near("node_maps", about, height, partial(_show_maps, method, seen, views, node), note)


def _show_maps(method: Method, seen: Picture, views: Views, node: int) -> None:
    limit, first = limit_of(method, seen.image, views, node), next(iter(views))
    side_by_side(partial(show_map, method, seen, views, node, limit), [*views])
    st.caption(about(first, views[first], limit))


def _note_maps(method: Method, seen: Picture, views: Views, node: int) -> None:
    for one, ending in zip(views, ("", BESIDE), strict=True):
        make = partial(_map_to_take, method, seen, views, node, one)
        record.note_later(f"node_map{ending}", map_words(seen, views, node, one), make)


def _map_to_take(method: Method, seen: Picture, views: Views, node: int, one: Network) -> Chart:
    maps = node_maps_of(method, one, seen.image, views[one], node)
    return map_figure(maps, views[one], limit_of(method, seen.image, views, node))


def limit_of(method: Method, image: NDArray[np.uint8], views: Views, node: int) -> float | None:
    """Return the largest influence in the maps of one node of both; None where they are in different units.

    The sums behind a softmax count against each other, those behind sigmoids by themselves.
    """
    answers = any(view in network.views[-2:] for network, view in views.items())
    if answers and len({network.output_activation for network in views}) > 1:
        return None

    def one_map(network: Network) -> NDArray[np.floating]:
        return node_maps(network, image, method.name, views[network], node, None)[views[network]]

    return common_limit(one_map, tuple(views))


def about(first: Network, view: str, limit: float | None) -> str:
    """Return what the two maps can and cannot tell."""
    push = say("Orange pixels push the node up, blue ones pull it down, compared with blank paper.")
    scale = say(SHARED if limit else NOT_SHARED)
    if view in first.views[-2:]:
        same = say("Node and class are the same in both networks, so the two maps answer the same question.")
    else:
        same = say(
            "A hidden node has no fixed place: node 7 of one network has nothing to do with node 7 of another, unless "
            "both are epochs of one training."
        )
    return f"{push} {scale} {same}"


def show_map(
    method: Method,
    seen: Picture,
    views: Views,
    node: int,
    limit: float | None,
    one: Network,
    ending: str,
) -> None:
    """Show what each pixel did to the node of a network."""
    maps = node_maps_of(method, one, seen.image, views[one], node)
    show_figure(map_figure(maps, views[one], limit), f"node_map{ending}", alt=map_words(seen, views, node, one))
    total = say("All pixels together move it by {total}.", total=number(maps.total(views[one])[0]))
    st.caption(paragraph(total, _chance(maps, views[one])))


def map_figure(maps: InfluenceMaps, view: str, limit: float | None) -> Chart:
    """Return the map of the one node of a view."""
    return large_map(maps[view][0], unit=say("change of {view}", view=view), limit=limit)


def map_words(seen: Picture, views: Views, node: int, one: Network) -> str:
    """Return what the map of a network shows."""
    return say(
        "Influence of every pixel of {picture} on node {node} of {view} of {network}.",
        picture=seen.words,
        node=node,
        view=views[one],
        network=one.name,
    )


def _chance(maps: InfluenceMaps, view: str) -> str:
    """Return by how much chance may be off, where it had a say."""
    error = uncertainty(maps, view)
    if not error:
        return ""
    return say("Drawn at random: chance may put this map off by {error:.2g} % of its size.", error=100 * error)

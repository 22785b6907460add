"""Nodes of two networks that can be laid side by side: those of views with the same shape, and the answers."""

from math import prod

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import large_map
from mnistnet.influence import InfluenceMaps, Method, uncertainty
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.method import node_maps_of
from pages.ui.bench.side_by_side import NOT_SHARED, SHARED, common_limit
from pages.ui.holdings.maps import node_maps
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import number, paragraph
from pages.ui.state import Picture

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
    answered = read_answer(first.predict(bench.picture().image)[0]).best if count == first.classes else 0
    return int(
        choices.number(
            say("Node, 0 to {last}", last=count - 1), 0, count - 1, key=MATCHED_NODE, default=answered, width=150
        )
    )


def nodes_of(network: Network, view: str) -> int:
    """Return how many nodes a view has."""
    return prod(network.view_shapes[view])


def limit_of(method: Method, views: Views, node: int) -> float | None:
    """Return the largest influence in the maps of one node of both; None where they are in different units.

    The sums behind a softmax count against each other, those behind sigmoids by themselves.
    """
    image, answers = bench.picture().image, any(view in network.views[-2:] for network, view in views.items())
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
    figure = large_map(maps[views[one]][0], unit=say("change of {view}", view=views[one]), limit=limit)
    alt = say(
        "Influence of every pixel of {picture} on node {node} of {view} of {network}.",
        picture=seen.words,
        node=node,
        view=views[one],
        network=one.name,
    )
    show_figure(figure, f"node_map{ending}", alt=alt)
    total = say("All pixels together move it by {total}.", total=number(maps.total(views[one])[0]))
    st.caption(paragraph(total, _chance(maps, views[one])))


def _chance(maps: InfluenceMaps, view: str) -> str:
    """Return by how much chance may be off, where it had a say."""
    error = uncertainty(maps, view)
    if not error:
        return ""
    return say("Drawn at random: chance may put this map off by {error:.2g} % of its size.", error=100 * error)

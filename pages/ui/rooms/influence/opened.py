"""One node opened beside the overview: its map, large, over the digit, and what the picture did to it in words."""

from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import large_map
from mnistnet.influence import InfluenceMaps
from mnistnet.influence.view_names import view_name
from mnistnet.words import say
from mnistnet.words.shares import share
from pages.ui.bench import bench, written_out
from pages.ui.bench.node import choose_node
from pages.ui.kit.pictures import show_digit, show_figure
from pages.ui.kit.record import note_array
from pages.ui.kit.text import number, paragraph, strongest_words
from pages.ui.kit.viewport import is_phone
from pages.ui.state import Picture

Place = Any


def places() -> tuple[Place, Place]:
    """Return where the overview and the opened node stand: side by side, the node in sight while one scrolls.

    On a phone, and where two networks share the page, they stand under each other.
    """
    if bench.beside() is not None:
        return st.container(), st.container()
    if is_phone():
        opened, overview = st.container(), st.container()
        return overview, opened
    overview, opened = st.columns([560, 260], gap="medium")
    return overview, opened.container(key="opened_node")


def open_node(network: Network, picture: Picture, maps: InfluenceMaps, view: str, colours: str) -> int:
    """Show one node's map over the digit, with the control that chooses it, and return its number."""
    node = choose_node(network, view, picture.image, maps[view])
    one, name = maps[view][node], view_name(network, view)
    st.markdown(say("**Node {node}** of {name}", node=node, name=name))
    alt = say("What every pixel of {picture} did to node {node}.", picture=picture.words, node=node)
    figure = large_map(one, unit=say("change of {view}", view=view), colours=colours, height=312, ink=picture.image)
    show_figure(figure, "opened", alt)
    errors = maps.standard_error.get(view)
    if errors is not None:
        note_array("opened_standard_errors", errors[node])
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small", key="opened_words"):
        show_digit(picture.image, alt=picture.words, size=56, framed=bool(picture.image.min() == 255))
        st.markdown(in_words(network, picture.image, maps, view, node))
    written_out.link(int(view[1:]), node)
    return node


def in_words(network: Network, image: NDArray[Any], maps: InfluenceMaps, view: str, node: int) -> str:
    """Return what the picture did to a node, and which pixel did most."""
    trace, change = network.trace(image), float(maps.change[view][node])
    value, pixel = float(trace[view][0].ravel()[node]), strongest_words(maps[view][node])
    if view == network.views[-1]:
        said = say("The picture gives answer {node} **{share}**.", node=node, share=share(value))
    else:
        shown = say("{value:.3g}", value=value).replace("-", "−")
        said = say("The picture moves it by **{change}**, to {value}.", change=number(change), value=shown)
    return paragraph(said, pixel)

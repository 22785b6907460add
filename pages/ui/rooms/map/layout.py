"""The Map page: which layer is laid out and how, the work that takes seconds, and clicks on points."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Digits, Network
from mnistnet.books.maps import PIXELS, layer_values, mapped_layers, ready_map
from mnistnet.figures.chart import Chart
from mnistnet.figures.points import digit_in_dots, with_pictures
from mnistnet.influence.view_names import layer_of_view
from mnistnet.projection import (
    STEPS,
    PackageMissing,
    Projection,
    nearest_agree,
    neighbour_map,
    principal_components,
)
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings import offered, results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.once import Busy, Once
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_clickable
from pages.ui.kit.tell import tell
from pages.ui.kit.viewport import is_half
from pages.ui.state import set_value

MAP_METHOD = "map_method"

PCA, TSNE = "pca", "t-sne"
METHODS = {TSNE: mark("t-SNE"), PCA: mark("PCA")}
Array = NDArray[np.floating]

MAPS: Once[Array] = Once(32, one_seat=True)  # finished t-SNE maps of all visitors


def choose_layer(network: Network) -> str:
    """Show the switch between the layers and return the one chosen; at first the last hidden one."""
    names = {layer: layer_words(network, layer) for layer in mapped_layers(network)}
    return choices.segmented(say("Layer"), names, key="map_layer", default=[*names][-2])


def layer_words(network: Network, layer: str) -> str:
    """Return what a layer that can be laid out is called, such as "hidden 1"."""
    if layer == network.views[-1]:
        return say("outputs")
    return say(PIXELS) if layer == PIXELS else layer_of_view(network, layer)


def choose_method(network: Network, layer: str) -> str:
    """Show the switch between the methods and return the one chosen; at first t-SNE, where it is there already."""
    ready = ready_map(network, layer, results.part_digits())
    return choices.segmented(
        say("Method"),
        METHODS,
        key=MAP_METHOD,
        default=PCA if ready is None else TSNE,
        help=say(
            "t-SNE keeps neighbours together; where it is not there already it takes some seconds. PCA looks from the "
            "side that shows most spread."
        ),
    )


def flat(network: Network, layer: str) -> Projection:
    """Return the PCA of a layer's test digits; the pixels are the same for all networks."""
    return _flat(None if layer == PIXELS else network, layer, results.part_digits())


@kept(max_entries=64, ttl="1h", doing=mark("Laying out the digits …"))
def _flat(network: Network | None, layer: str, digits: Digits) -> Projection:
    return principal_components(layer_values(network, layer, digits.images))


def layout(network: Network, layer: str, method: str) -> tuple[str, Array]:
    """Return the method that was used and where each test digit lies, shape (n, 2)."""
    place = st.empty()  # always there, so that the map below keeps its place while another one is made
    if method == TSNE:
        found = _neighbours(network, layer, place)
        if found is not None:
            return TSNE, found
    return PCA, flat(network, layer).points


def _neighbours(network: Network, layer: str, place: DeltaGenerator) -> Array | None:
    """Return the t-SNE of a layer, made now if need be with progress and a way to stop; None if it cannot be."""
    ready = ready_map(network, layer, results.part_digits())
    if ready is not None:
        return ready
    key = ("" if layer == PIXELS else network.digest, results.part_digits().digest, layer)
    try:
        return MAPS.made(key, partial(_make_map, network, layer, place))
    except Busy:
        st.info(say("Another visitor's map is being made. Choose t-SNE again in a few seconds; here is PCA meanwhile."))
    except PackageMissing as error:
        tell(error)
    finally:
        place.empty()
    return None


def _make_map(network: Network, layer: str, place: DeltaGenerator) -> Array:
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, say("Getting ready"))
        st.button(say("Stop"), key=f"map_stop_{network.digest}", on_click=_back_to_pca)
    return neighbour_map(
        layer_values(network, layer, results.part_digits().images),
        report=lambda step: bar.progress(step / STEPS, say("Step {step} of {steps}", step=step, steps=STEPS)),
    )


def _back_to_pca() -> None:
    set_value(MAP_METHOD, PCA)


def place_of_bench(network: Network, layer: str, method: str, points: Array) -> Any:
    """Return where the picture on the bench lies; None where t-SNE has no place for it."""
    seen = bench.picture()
    places = np.flatnonzero(results.part_numbers() == seen.number)
    if len(places):
        return points[places[0]]
    if method == TSNE:
        return None
    return flat(network, layer).place(layer_values(network, layer, seen.image[None]))[0]


def height() -> int:
    """Return how high a map is; in half a page it is lower."""
    return 460 if is_half() else 620


def show_map(figure: Chart, digits: Digits, key: str, alt: str) -> None:
    """Show the map; a click on a point lays its digit on the bench.

    What is taken home shows the digits by itself; the page does where the browser cannot fetch them.
    """
    whole = with_pictures(figure, digits.labels, _in_dots(digits))
    shown = figure if offered.digits(digits) else whole
    show_clickable(shown, key, alt, chooses=bench.lay_digit, taken=whole)


@kept(max_entries=4)
def _in_dots(digits: Digits) -> tuple[str, ...]:
    return tuple(digit_in_dots(image) for image in digits.images)


@kept(max_entries=128, ttl="1h")
def agreement(network: Network, digits: Digits) -> Mapping[str, float]:
    """Return for each layer the share of digits whose nearest neighbour has the same label."""
    return {
        layer: nearest_agree(layer_values(network, layer, digits.images), digits.labels)
        for layer in mapped_layers(network)
    }

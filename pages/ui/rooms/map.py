"""The Map page: which layer is laid out and how, the work that takes seconds, and clicks on points."""

import threading
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Network
from mnistnet.figures import share
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
from pages.ui.holdings import digit_sets, results
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_clickable
from pages.ui.kit.tell import tell
from pages.ui.kit.viewport import is_half
from pages.ui.state import set_value

MAP_METHOD = "map_method"

PCA, TSNE = METHODS = (mark("PCA"), "t-SNE")
PIXELS = "pixels"
KEPT = 32  # finished maps
Array = NDArray[np.floating]


def layers(network: Network) -> list[str]:
    """Return what can be laid out: the pixels and what every layer sends on."""
    return [PIXELS, *(view for view in network.views if view.startswith("z"))]


def choose_layer(network: Network) -> str:
    """Show the switch between the layers and return the one chosen; at first the last hidden one."""
    options = layers(network)
    return choices.segmented(
        say("Layer"),
        options,
        key="map_layer",
        default=options[-2],
        format_func=lambda view: "outputs" if view == network.views[-1] else view,
    )


def choose_method() -> str:
    """Show the switch between the methods and return the one chosen."""
    return choices.segmented(
        say("Method"),
        METHODS,
        key=MAP_METHOD,
        default=PCA,
        help=say(
            "PCA looks from the side that shows most spread. t-SNE keeps neighbours together; it takes some seconds."
        ),
    )


def _points(network: Network, layer: str, images: NDArray[np.uint8]) -> Array:
    """Return one row of numbers for each picture."""
    values = network.encode(images) if layer == PIXELS else network.trace(images)[layer]
    return values.reshape(len(images), -1)


def flat(network: Network, layer: str) -> Projection:
    """Return the PCA of a layer's test digits; kept for all visitors."""
    return _flat("" if layer == PIXELS else network.digest, digit_sets.digest(), str(network.encoding), layer, network)


@st.cache_resource(max_entries=64, ttl="1h", show_spinner="Laying out the digits …")
def _flat(digest: str, set_of: str, encoding: str, layer: str, _network: Network) -> Projection:
    return principal_components(_points(_network, layer, results.test_digits().images))


def layout(network: Network, layer: str, method: str) -> tuple[str, Array]:
    """Return the method that was used and where each test digit lies, shape (n, 2)."""
    place = st.empty()  # always there, so that the map below keeps its place while another one is made
    if method == TSNE:
        found = _neighbours(network, layer, place)
        if found is not None:
            return TSNE, found
    return PCA, flat(network, layer).points


@st.cache_resource(max_entries=1, show_spinner=False)
def _finished() -> tuple[dict[tuple[str, str, str], Array], threading.Lock]:
    """Return the finished t-SNE maps, and a lock because one is made at a time."""
    return {}, threading.Lock()


def _neighbours(network: Network, layer: str, place: DeltaGenerator) -> Array | None:
    """Return the t-SNE of a layer, made now if need be with progress and a way to stop; None if it cannot be."""
    maps, lock = _finished()
    key = (f"{network.encoding}" if layer == PIXELS else network.digest, digit_sets.digest(), layer)
    if key in maps:
        return maps[key]
    if not lock.acquire(blocking=False):
        st.info(say("Another visitor's map is being made. Choose t-SNE again in a few seconds; here is PCA meanwhile."))
        return None
    try:
        with place.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(0.0, say("Getting ready"))
            st.button(say("Stop"), key=f"map_stop_{key[0]}", on_click=_back_to_pca)
        images = results.test_digits().images
        maps[key] = neighbour_map(
            _points(network, layer, images),
            report=lambda step: bar.progress(step / STEPS, say("Step {step} of {STEPS}", step=step, STEPS=STEPS)),
        )
        while len(maps) > KEPT:
            maps.pop(next(iter(maps)))
        return maps[key]
    except PackageMissing as error:
        tell(error)
        return None
    finally:
        lock.release()
        place.empty()


def _back_to_pca() -> None:
    set_value(MAP_METHOD, PCA)


def place_of_bench(network: Network, layer: str, method: str, points: Array) -> Any:
    """Return where the picture on the bench lies; None where t-SNE has no place for it."""
    seen = bench.picture()
    if seen.number is not None:
        return points[seen.number]
    if method == TSNE:
        return None
    return flat(network, layer).place(_points(network, layer, seen.image[None]))[0]


def height() -> int:
    """Return how high a map is; in half a page it is lower."""
    return 460 if is_half() else 620


def turned_words() -> str:
    """Return what cannot be compared between two maps; nothing where there is one."""
    if bench.beside() is None:
        return ""
    return say("Compare which digits lie together: the two maps may be turned, mirrored and scaled in different ways.")


def show_map(figure: go.Figure, key: str, alt: str) -> None:
    """Show the map; a click on a point lays its digit on the bench."""
    show_clickable(figure, key, alt, chooses=bench.lay_digit)


def agreement(network: Network) -> dict[str, float]:
    """Return for each layer the share of test digits whose nearest neighbour has the same label."""
    return _agreement(network.digest, digit_sets.digest(), network)


@st.cache_data(max_entries=128, ttl="1h", show_spinner=False)
def _agreement(digest: str, set_of: str, _network: Network) -> dict[str, float]:
    digits = results.test_digits()
    return {layer: nearest_agree(_points(_network, layer, digits.images), digits.labels) for layer in layers(_network)}


def agreement_words(network: Network) -> str:
    """Return the bars of `agreement` in words."""
    bars = ", ".join(f"{layer} {share(value)}" for layer, value in agreement(network).items())
    return say(
        "Share of digits whose nearest neighbour has the same label, by layer of {name}: {bars}.",
        name=network.name,
        bars=bars,
    )


def method_words(network: Network, layer: str, method: str, points: Array) -> str:
    """Return how far the picture can be trusted, in figures."""
    kept = nearest_agree(points, results.test_digits().labels)
    whole = agreement(network)[layer]
    seen = say(
        "In this picture {kept:share} of the digits have a nearest neighbour of their own kind, in the "
        "layer itself {whole:share}.",
        kept=kept,
        whole=whole,
    )
    if method == TSNE:
        return say(
            "{seen} t-SNE keeps neighbours together; sizes of groups and the distances between them mean little.",
            seen=seen,
        )
    explained = flat(network, layer).explained.sum()
    return say(
        "{seen} PCA shows the two directions of largest spread, {explained:share} of it all; the rest is flattened.",
        seen=seen,
        explained=explained,
    )


def missing_words(method: str, here: Any) -> str:
    """Return what the star is, or why there is none."""
    seen = bench.picture()
    if here is None:
        return say(
            "{capitalize} has no place here: t-SNE only knows the digits it was made with. PCA has one.",
            capitalize=seen.words.capitalize(),
        )
    return say("The star is {words}.", words=seen.words)

"""The part of the Layers page that sends many test digits through the network and keeps their activations on disk."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.film import film
from mnistnet.patterns.shapes import fitted
from mnistnet.patterns.store import PatternStore, store_patterns
from pages.ui.holdings import digit_sets, results
from pages.ui.kit.pictures import show_clickable
from pages.ui.rooms.layers.one_pattern import Look, as_picture, film_grid

ANY = "any"
PART = 24  # patterns on one page


def show_many(network: Network, layer: int, look: Look, name: str) -> None:
    """Show one layer for a page of test digits; a click on one lays it on the bench."""
    store, numbers = stored(network, *choose_many())
    pictures, page = one_page(store, numbers, layer, look)
    titles, grid = digit_titles(page), film_grid(pictures)
    figure = film(pictures, titles, numbers=page.tolist(), palette=look.palette, **grid)
    show_clickable(figure, "many_patterns", f"{name} for {len(page)} test digits.", chooses="digit")
    st.caption(
        f"Over each picture: the number of the test digit and its label; one scale for this page. {on_disk(store)} "
        "Click one to lay it on the bench."
    )


def choose_many() -> tuple[str | int, int]:
    """Show which patterns, and how many, pass through together; return both."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = st.selectbox(
            "Test digits of label", [ANY, *range(10)], key="many_label", bind="query-params", width=150
        )
        all_of_them = len(results.test_digits())
        counts = sorted({min(count, all_of_them) for count in (24, 100, all_of_them)})
        count = st.segmented_control(
            "How many", counts, default=counts[0], required=True, key="many", bind="query-params"
        )
    return label, count


def stored(network: Network, label: str | int, count: int) -> tuple[PatternStore, NDArray[np.intp]]:
    """Return the outputs of every layer for many test digits, kept on disk, and the digits' numbers."""
    labels = results.test_digits().labels
    numbers = np.flatnonzero(np.ones(len(labels), bool) if label == ANY else labels == label)[:count]
    return _stored(network.digest, digit_sets.digest(), label, count, network, numbers), numbers


@st.cache_resource(max_entries=4, ttl="30m", show_spinner=False, on_release=lambda store: store.close())
def _stored(
    digest: str, set_of: str, label: str | int, count: int, _network: Network, _numbers: NDArray[np.intp]
) -> PatternStore:
    images = results.test_digits().images[_numbers]
    if _network.image_shape != images.shape[1:]:
        images = np.stack([fitted(image, _network.image_shape) for image in images])
    return store_patterns(_network, images)


def one_page(
    store: PatternStore, numbers: NDArray[np.intp], layer: int, look: Look
) -> tuple[NDArray[np.floating], NDArray[np.intp]]:
    """Return one layer's pictures of a page of patterns and their numbers, with a control to turn over."""
    parts = -(-store.count // PART)
    page = st.pagination(parts, key=f"patterns_{parts}") if parts > 1 else 1
    start = (page - 1) * PART
    values = store.read(layer, start, start + PART)
    return np.stack([as_picture(one, look) for one in values]), numbers[start : start + PART]


def digit_titles(numbers: NDArray[np.intp]) -> list[str]:
    """Return "number: label" for test digits."""
    labels = results.test_digits().labels
    return [f"{n}: {labels[n]}" for n in numbers]


def on_disk(store: PatternStore) -> str:
    """Return a sentence about where the activations are."""
    return f"All layers of {store.count:,} patterns are on disk, {store.size / 1e6:.1f} MB, and read a page at a time."

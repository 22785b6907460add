"""The part of the Layers page that sends many patterns through the network and keeps their activations on disk."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network
from mnistnet.figures.film import film
from mnistnet.patterns.shapes import fitted
from mnistnet.patterns.store import PatternStore, store_patterns
from mnistnet.patterns.take_home import FORMS, many_files, packed
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import show_clickable
from pages.ui.kit.text import paragraph
from pages.ui.rooms.layers.film import as_picture, film_grid
from pages.ui.rooms.layers.passage import Look
from pages.ui.rooms.layers.pattern import NUMBER, SET
from pages.ui.rooms.layers.row_patterns import Patterns
from pages.ui.state import forget, set_value, value_of

PATTERN = "pattern"
MANY = "many"

ANY = "any"
PART = 24  # patterns on one page
AS_ARRAYS = mark(
    "As npy, a file for each layer shown above; with the titled pictures of the {n} patterns on this page."
)
AS_ARRAYS_AND_TEXT = mark(
    "As npy and json, a file for each layer shown above; with the titled pictures of the {n} patterns on this page."
)
MOST = 1_000  # patterns at once: the arrays of more would fill the disk
MOST_AS_TEXT = 100  # patterns: the JSON of more is longer than anybody reads


@dataclass(frozen=True, eq=False)
class Source:
    """Where the many patterns come from.

    Attributes
    ----------
    test : Digits
    names : tuple of str
        What each class is called.
    of_digits : bool
        Whether they are the test digits on the bench, and not patterns that a row model learns from.
    chooses : callable
        What a click on one of them does.
    """

    test: Digits
    names: tuple[str, ...]
    of_digits: bool
    chooses: Callable[[int], None]

    @property
    def called(self) -> str:
        """What files call them."""
        return mark("test digits") if self.of_digits else mark("test patterns")


def source_of(patterns: Patterns | None) -> Source:
    """Return the test split of the patterns that a row model learns from, or the test digits on the bench."""
    if patterns is None:
        names = tuple(map(str, range(10)))
        return Source(results.test_digits(), names, True, _lay_on_bench)
    return Source(patterns.test, patterns.names, False, _take_from_set)


def _lay_on_bench(number: int) -> None:
    bench.lay_digit(number)


def _take_from_set(number: int) -> None:
    set_value(PATTERN, SET)
    set_value(NUMBER, number)


def show_many(network: Network, patterns: Patterns | None, layer: int, shown: list[int], look: Look) -> None:
    """Show one layer for a page of many patterns; a click on one makes it the pattern that passes through."""
    source = source_of(patterns)
    store, numbers = stored(network, source, *choose_many(source))
    pictures, start = one_page(store, layer, look)
    page = numbers[start : start + PART]
    titles, grid = _titles(source, page), film_grid(pictures)
    figure = film(pictures, titles, numbers=page.tolist(), palette=look.palette, **grid)
    show_clickable(figure, "many_patterns", _alt(source, store.names[layer], len(page)), chooses=source.chooses)
    over = say("Over each picture: the number of the pattern and its class; one scale for this page.")
    to_bench, above = say("Click one to lay it on the bench."), say("Click one to let it pass through above.")
    st.caption(paragraph(over, on_disk(store), to_bench if source.of_digits else above))
    _download(store, network, source, numbers, (shown, range(start, start + len(page)), look))


def _alt(source: Source, layer: str, count: int) -> str:
    if source.of_digits:
        return plural("{layer} for {n} test digit.", "{layer} for {n} test digits.", count, layer=layer)
    return plural("{layer} for {n} test pattern.", "{layer} for {n} test patterns.", count, layer=layer)


def choose_many(source: Source) -> tuple[str | int, int]:
    """Show which patterns, and how many, pass through together; return both."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names: dict[str | int, str] = {ANY: mark("any")} | dict(enumerate(source.names))
        of_label, of_class = say("Test digits of label"), say("Test patterns of class")
        label = choices.select(of_label if source.names[0] == "0" else of_class, names, key="many_label", width=150)
        all_of_them = min(len(source.test), MOST)
        counts = sorted({min(count, all_of_them) for count in (24, 100, all_of_them)})
        if value_of(MANY, counts[0]) not in counts:
            forget(MANY)
        count = choices.segmented(say("How many"), counts, key=MANY)
    return label, count


def stored(network: Network, source: Source, label: str | int, count: int) -> tuple[PatternStore, NDArray[np.intp]]:
    """Return the outputs of every layer for many patterns, kept on disk, and the patterns' numbers."""
    labels = source.test.labels
    fitting = np.ones(len(labels), bool) if label == ANY else labels == label
    numbers = np.flatnonzero(fitting if fitting.any() else ~fitting)[:count]
    return _stored(network, source.test, numbers), numbers


@kept(max_entries=4, ttl="30m", on_release=lambda store: store.close())
def _stored(network: Network, digits: Digits, numbers: NDArray[np.intp]) -> PatternStore:
    images = digits.images[numbers]
    if network.image_shape != images.shape[1:]:
        images = np.stack([fitted(image, network.image_shape) for image in images])
    return store_patterns(network, images)


def one_page(store: PatternStore, layer: int, look: Look) -> tuple[NDArray[np.floating], int]:
    """Return one layer's pictures of a page of patterns, and the place of the first, with a control to turn over."""
    shown = turn_over(range(store.count), PART, "patterns_part")
    values = store.read(layer, shown.start, shown.stop)
    return np.stack([as_picture(one, look) for one in values]), shown.start


def _titles(source: Source, numbers: NDArray[np.intp]) -> list[str]:
    """Return "number: class" for patterns."""
    return [f"{n}: {say(source.names[source.test.labels[n]])}" for n in numbers]


def on_disk(store: PatternStore) -> str:
    """Return a sentence about where the activations are."""
    return say(
        "All layers of {count:,} patterns are on disk, {size:.1f} MB, and read a page at a time.",
        count=store.count,
        size=store.size / 1e6,
    )


def _download(
    store: PatternStore,
    network: Network,
    source: Source,
    numbers: NDArray[np.intp],
    shown: tuple[list[int], range, Look],
) -> None:
    """Offer the arrays of all these patterns, and the pictures of those on this page, as one zip."""
    layers, page, look = shown
    forms = [form for form in FORMS if form != "json" or store.count <= MOST_AS_TEXT]
    about = {"network": network.name, "epoch": network.epoch, "patterns_from": source.called}
    colours = look.colours  # asked for now: when the file is made, nobody knows the visitor's theme any more

    def content() -> bytes:
        words = _titles(source, numbers)
        files = many_files(store, words, layers, about=about, forms=forms, look=colours, pictures_of=page)
        return packed(files)

    st.download_button(
        say("Download the arrays of {count:,} patterns", count=store.count),
        content,
        f"many-patterns-through-{network.name}.zip",
        "application/zip",
        key="many_zip",
        icon=":material/download:",
        on_click="ignore",
        help=say(AS_ARRAYS_AND_TEXT if "json" in forms else AS_ARRAYS, n=len(page)),
    )

"""The Layers page: which pattern passes through."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.drawing.picture_file import light_of_file
from mnistnet.patterns.shapes import fitted, noise_pattern
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.upload import Box, File
from pages.ui.rooms.layers.row_patterns import Patterns, made
from pages.ui.state import Picture, set_value, value_of

BENCH, SET, NOISE, UPLOAD = "bench", "set", "noise", "upload"
SOURCES = {
    BENCH: mark("From the bench"),
    SET: mark("From a set"),
    NOISE: mark("Noise"),
    UPLOAD: mark("Upload"),
}
NUMBER = "pattern_number"
BOX = Box("pattern_file", ("png", "jpg", "jpeg"))


def choose_pattern(network: Network, patterns: Patterns | None) -> tuple[NDArray[np.uint8], str]:
    """Show the choice of pattern, and return it in the network's size, with what it is called.

    `patterns` are those that a row model learns from; a network on the bench has none, and made ones stand for them.
    """
    image, words = _chosen_pattern(network, patterns)
    if words != bench.picture().words:
        bench.show_instead(Picture(image, words))
    return image, words


def _chosen_pattern(network: Network, patterns: Patterns | None) -> tuple[NDArray[np.uint8], str]:
    rows, _ = network.image_shape
    with st.popover(say("Pattern"), icon=":material/texture:"):
        source = choices.segmented(say("Pattern"), SOURCES, key="pattern", default=BENCH if patterns is None else SET)
        if source == NOISE:
            seed = choices.number(say("Which noise"), 0, 9999, key="noise")
            return noise_pattern(rows, np.random.default_rng(seed)), say("noise {seed}", seed=seed)
        if source == SET:
            return _of_set(patterns or made(rows, 10))
        uploaded = _uploaded(network) if source == UPLOAD else None
    if uploaded is not None:
        return uploaded, say("your pattern")
    seen = bench.picture()
    return fitted(seen.image, network.image_shape), seen.words


def _of_set(patterns: Patterns) -> tuple[NDArray[np.uint8], str]:
    """Show which pattern of a set's test split, and return it."""
    test = patterns.digits.split("test")
    last = len(test) - 1
    if value_of(NUMBER, 0) > last:
        set_value(NUMBER, last)
    number = choices.number(say("Which pattern"), 0, last, key=NUMBER)
    classes = ", ".join(map(say, patterns.names))
    st.caption(say("Of {n:,} patterns kept for testing: {classes}.", n=len(test), classes=classes))
    name = say(patterns.names[test.labels[number]])
    return test.images[number], say("pattern {number}, {name}", number=number, name=name)


def _uploaded(network: Network) -> NDArray[np.uint8] | None:
    """Show the upload box and return the file's picture in the network's size; None while there is none."""
    files = BOX.ask(say("PNG or JPEG, best square"))
    inverted = choices.toggle(say("Light is ink"), key="pattern_light", help=say("Otherwise dark is ink, as on paper."))
    if not files:
        st.caption(say("Nothing uploaded yet: the pattern from the bench is shown."))
        return None
    light = BOX.read(_light)
    if light is None:
        return None
    ink = light if inverted else 1 - light
    return np.rint(255 * fitted(ink, network.image_shape)).astype(np.uint8)


@kept(max_entries=8, ttl="10m")
def _light(files: tuple[File, ...]) -> NDArray[np.float32]:
    return light_of_file(files[0][1])


def as_read_by(network: Network, pattern: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the pattern in the size that a network reads."""
    return pattern if pattern.shape == network.image_shape else fitted(pattern, network.image_shape)

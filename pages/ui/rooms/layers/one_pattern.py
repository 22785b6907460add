"""The Layers page: which pattern passes through which network, and how its passage is shown."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.drawing.picture_file import PictureError, light_of_file
from mnistnet.figures.architecture import shape_words
from mnistnet.figures.film import PALETTES
from mnistnet.patterns import LayerOutput, layer_outputs, row_network
from mnistnet.patterns.shapes import fitted, noise_pattern, rearranged, strip
from mnistnet.patterns.take_home import layer_files, packed
from pages.ui.bench import bench
from pages.ui.bench.time_machine import epoch_key
from pages.ui.holdings import shelf
from pages.ui.kit.pictures import show_clickable
from pages.ui.kit.viewport import is_half, is_phone, room

BENCH, NOISE, UPLOAD = SOURCES = ("From the bench", "Noise", "Upload")
BENCH_NETWORK, ANY_SIZE = MODELS = ("On the bench", "Row model of any size")
FITTING = "fitting"
FRAMES = 32  # epochs in one film


@dataclass(frozen=True)
class Look:
    """How the passage is shown."""

    across: int
    smallest: int
    common_scale: bool
    as_strips: bool
    palette: str


def choose_network() -> Network:
    """Show the choice between the network on the bench and an untrained row model, and return the network."""
    with st.popover("Model", icon=":material/account_tree:"):
        model = st.segmented_control(
            "Network", MODELS, default=BENCH_NETWORK, required=True, key="model", bind="query-params"
        )
        if model == BENCH_NETWORK:
            return bench.network()
        size = st.number_input(
            "Rows and columns of the pattern, n", 2, 128, 50, key="pattern_size", bind="query-params"
        )
        classes = st.number_input("Classes", 2, 100, 5, key="pattern_classes", bind="query-params")
        st.caption("Untrained: its weights are drawn at random. The network “rows” is its trained form for digits.")
        return _row_network(size, classes)


@st.cache_resource(max_entries=16, ttl="1h", show_spinner=False)
def _row_network(size: int, classes: int) -> Network:
    return row_network(size, classes)


def choose_pattern(network: Network) -> tuple[NDArray[np.uint8], str]:
    """Show the choice of pattern, and return it in the network's size, with what it is called."""
    rows, _ = network.image_shape
    with st.popover("Pattern", icon=":material/texture:"):
        source = st.segmented_control(
            "Pattern", SOURCES, default=BENCH, required=True, key="pattern", bind="query-params"
        )
        if source == NOISE:
            seed = st.number_input("Which noise", 0, 9999, 0, key="noise", bind="query-params")
            return noise_pattern(rows, np.random.default_rng(seed)), f"noise {seed}"
        uploaded = _uploaded(network) if source == UPLOAD else None
    if uploaded is not None:
        return uploaded, "your pattern"
    seen = bench.picture()
    return fitted(seen.image, network.image_shape), seen.words


def _uploaded(network: Network) -> NDArray[np.uint8] | None:
    """Show the upload box and return the file's picture in the network's size; None while there is none."""
    file = st.file_uploader("PNG or JPEG, best square", ["png", "jpg", "jpeg"], key="pattern_file", max_upload_size=5)
    inverted = st.toggle("Light is ink", key="pattern_light", help="Otherwise dark is ink, as on paper.")
    if file is None:
        st.caption("Nothing uploaded yet: the pattern from the bench is shown.")
        return None
    try:
        light = light_of_file(file.getvalue())
    except PictureError as error:
        st.error(str(error), icon=":material/error:")
        return None
    ink = light if inverted else 1 - light
    return np.rint(255 * fitted(ink, network.image_shape)).astype(np.uint8)


def choose_look() -> Look:
    """Show the controls of the grid and of the colours, and return what they say."""
    with st.popover("Grid and colours", icon=":material/grid_view:"):
        across = st.selectbox("Pictures side by side", [FITTING, *range(1, 9)], key="grid_size", bind="query-params")
        smallest = st.number_input(
            "Leave out layers with fewer values than", 0, 10_000, 0, key="smallest", bind="query-params"
        )
        common = st.toggle("One scale for all layers", key="layer_scale", bind="query-params")
        strips = st.toggle("Layers without rows as strips", key="strips", bind="query-params")
        palette = st.segmented_control(
            "Colours", PALETTES, default=PALETTES[0], required=True, key="palette", bind="query-params"
        )
    fitting = 2 if is_phone() else 4
    return Look(fitting if across == FITTING else int(across), smallest, common, strips, palette)


def across(look: Look) -> int:
    """Return how many pictures stand side by side; half a page has half as many."""
    return -(-look.across // 2) if is_half() else look.across


def tile(look: Look) -> int:
    """Return the width of one picture's place on the screen, in pixels."""
    return (358 if is_phone() else room(820)) // across(look)


def sides_of(network: Network) -> tuple[Network, ...]:
    """Return the networks to show: both that are on the bench, or the row model alone."""
    return bench.sides() if network is bench.network() else (network,)


def as_read_by(network: Network, pattern: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the pattern in the size that a network reads."""
    return pattern if pattern.shape == network.image_shape else fitted(pattern, network.image_shape)


def large_enough(outputs: list[LayerOutput], look: Look) -> list[int]:
    """Return the numbers of the layers that are shown; where all are too small, all."""
    found = [i for i, output in enumerate(outputs) if output.values.size >= look.smallest]
    return found or list(range(len(outputs)))


def say_if_all_are_small(outputs: list[LayerOutput], look: Look) -> None:
    """Say why all layers are shown although the limit leaves them all out."""
    if max(output.values.size for output in outputs) < look.smallest:
        st.info("Every layer is smaller than the limit set under “Grid and colours”, so you see them all.")


def choose_layer(network: Network, shown: list[int]) -> int:
    """Return the layer that is looked at closer; a click on a title chooses it, and so does the control."""
    names = ("input", *network.layer_names)
    if st.session_state.get("layer", shown[0]) not in shown:
        del st.session_state["layer"]
    return st.segmented_control(
        "Layer",
        shown,
        format_func=lambda i: names[i],
        required=True,
        default=None if "layer" in st.session_state else shown[min(1, len(shown) - 1)],
        key="layer",
        bind="query-params",
    )


def epochs(network: Network) -> list[Network]:
    """Return the network on the bench at its epochs, 32 at most; none if another network is looked at."""
    if network is not bench.network():
        return []
    name = st.session_state["network"]
    kept = shelf.epochs(name)
    if len(kept) == 1:
        return []
    chosen = {kept[i] for i in np.linspace(0, len(kept) - 1, min(FRAMES, len(kept))).round().astype(int)}
    return [shelf.network(name, epoch) for epoch in sorted(chosen | {network.epoch} & set(kept))]


def why_no_film(network: Network) -> str:
    """Return why there are no epochs to be seen."""
    if network is bench.network():
        return "Only one state of this network is known, so there are no epochs to walk through."
    return "This model is untrained, so it has no epochs. Choose the network on the bench to see them."


def at_every_epoch(networks: list[Network], pattern: NDArray[np.uint8], layer: int, look: Look) -> NDArray[np.floating]:
    """Return one layer's output at every epoch as pictures of shape (epochs, rows, columns)."""
    return np.stack([as_picture(layer_outputs(network, pattern)[layer].values, look) for network in networks])


def as_picture(values: NDArray[np.floating], look: Look) -> NDArray[np.floating]:
    if not look.as_strips or values.ndim == 2:
        return rearranged(values)
    return np.repeat(strip(values), max(1, values.size // 4), axis=0)


def film_grid(pictures: NDArray[np.floating]) -> dict[str, int]:
    """Return how many pictures of a film stand side by side, and their width: wide ones get more room."""
    wide = pictures.shape[2] > 1.5 * pictures.shape[1]
    across = (2 if wide else 4) if is_phone() else (4 if wide else 8)
    return {"across": across, "tile": (350 if is_phone() else 820) // across}


def show_film(figure: go.Figure, alt: str) -> None:
    """Show a film; a click on an epoch's title moves the bench to that epoch."""
    show_clickable(figure, "film", alt, chooses=epoch_key(st.session_state["network"]))


def download(outputs: list[LayerOutput], network: Network, words: str) -> None:
    """Offer all pictures and arrays of the passage as one zip."""
    about = {"network": network.name, "epoch": network.epoch, "pattern": words}
    st.download_button(
        "Download pictures and arrays",
        lambda: packed(layer_files(outputs, about)),
        f"layers of {network.name}.zip",
        "application/zip",
        key="layers_zip",
        icon=":material/download:",
        on_click="ignore",
    )


def summary_table(rows: list[tuple[str, str, tuple[int, ...], int]], network: Network) -> list[dict[str, str]]:
    """Return the summary as a table: layer, kind, output shape, parameters, and the total."""
    table = [
        {"layer": name, "kind": kind, "output shape": shape_words(shape), "parameters": f"{parameters:,}"}
        for name, kind, shape, parameters in rows
    ]
    return [*table, {"layer": "**total**", "kind": "", "output shape": "", "parameters": f"**{network.parameters:,}**"}]


def scale_words(look: Look) -> str:
    """Return a sentence about the scale of the pictures."""
    if look.common_scale:
        return "One scale for all of them."
    return "Each has a scale of its own, so compare patterns and not brightness."

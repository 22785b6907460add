"""The Layers page: how a passage is shown: its grid, its colours, which layers, and the layer looked at closer."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Dense, Network
from mnistnet.figures.architecture import shape_words
from mnistnet.figures.chart import Chart
from mnistnet.figures.layers import passage
from mnistnet.patterns import LayerOutput
from mnistnet.patterns.pictures import Look as Colours
from mnistnet.patterns.shapes import large_enough as is_large_enough
from mnistnet.patterns.take_home import layer_files, packed
from mnistnet.words import mark, say
from pages.ui.bench import written_out
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import is_dark
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_half, is_phone, room

LAYER = "layer"

FITTING, ALL = "fitting", "all"
ACROSS: dict[str | int, str] = {FITTING: mark("fitting")} | {n: str(n) for n in range(1, 9)}
DOWN: dict[str | int, str] = {ALL: mark("all")} | {n: str(n) for n in range(1, 9)}
PALETTE_TITLES = {"ink": mark("ink"), "viridis": "viridis"}


@dataclass(frozen=True)
class Look:
    """How the passage is shown.

    Attributes
    ----------
    across : int
        How many pictures stand side by side.
    down : int or None
        How many rows of them one sheet has; None is as many as it takes.
    smallest : (int, int)
        Layers whose output has fewer rows or fewer columns are left out.
    common_scale, as_strips, palette
        As for `mnistnet.patterns.pictures.Look`.
    """

    across: int
    down: int | None
    smallest: tuple[int, int]
    common_scale: bool
    as_strips: bool
    palette: str

    @property
    def colours(self) -> Colours:
        """What pictures in files look like, so that light means in them what it means here."""
        return Colours(self.palette, self.common_scale, self.as_strips, is_dark())


def choose_look() -> Look:
    """Show the controls of the grid and of the colours, and return what they say."""
    with st.popover(say("Grid and colours"), icon=":material/grid_view:"):
        across = choices.select(say("Pictures side by side"), ACROSS, key="grid_size")
        down = choices.select(say("Rows of pictures"), DOWN, key="grid_rows")
        st.caption(say("Leave out layers whose output is smaller than"))
        with st.container(horizontal=True):
            rows = choices.number(say("Rows"), 1, 1000, key="smallest_rows", width=110)
            columns = choices.number(say("Columns"), 1, 10_000, key="smallest_columns", width=110)
        common = choices.toggle(say("One scale for all layers"), key="layer_scale")
        strips = choices.toggle(say("Layers without rows as strips"), key="strips")
        palette = choices.segmented(say("Colours"), PALETTE_TITLES, key="palette")
    fitting = 2 if is_phone() else 4
    grid = (fitting if across == FITTING else int(across), None if down == ALL else int(down))
    return Look(*grid, (int(rows), int(columns)), common, strips, palette)


def across(look: Look) -> int:
    """Return how many pictures stand side by side; half a page has half as many."""
    return -(-look.across // 2) if is_half() else look.across


def tile(look: Look) -> int:
    """Return the width of one picture's place on the screen, in pixels."""
    return (358 if is_phone() else room(820)) // across(look)


def large_enough(outputs: list[LayerOutput], look: Look) -> list[int]:
    """Return the numbers of what is shown: the pattern, and the layers that are large enough; where none is, all."""
    found = [i for i, output in enumerate(outputs) if i and is_large_enough(output.shape, look.smallest)]
    return [0, *(found or range(1, len(outputs)))]


def choose_sheet(shown: list[int], look: Look) -> slice:
    """Return which pictures are on the sheet, with a control to turn over where there are several sheets.

    The last sheet is open at its end: a second network can have more layers than the first.
    """
    size = len(shown) if look.down is None else look.down * look.across
    part = turn_over(range(len(shown)), size, "layers_part")
    return slice(part.start, part.stop if part.stop < len(shown) else None)


def sheet_of(outputs: list[LayerOutput], numbers: list[int], chosen: int | None, look: Look) -> Chart:
    """Return some of a network's layers as a sheet of pictures, one of them perhaps marked."""
    return passage(
        [outputs[i] for i in numbers],
        numbers=numbers,
        chosen=chosen,
        tile=tile(look),
        across=across(look),
        common_scale=look.common_scale,
        as_strips=look.as_strips,
        palette=look.palette,
    )


def say_if_all_are_small(outputs: list[LayerOutput], look: Look) -> None:
    """Say why all layers are shown although the limit leaves them all out."""
    if not any(is_large_enough(output.shape, look.smallest) for output in outputs[1:]):
        st.info(say("Every layer is smaller than the limit set under “Grid and colours”, so you see them all."))


def which_layers(outputs: list[LayerOutput], shown: list[int], look: Look) -> str:
    """Return a sentence on which layers are shown, where some are left out."""
    layers, all_of_them = len(shown) - 1, len(outputs) - 1
    if layers == all_of_them:
        return ""
    rows, columns = look.smallest
    return say(
        "You see the pattern and {shown} of {n} layers: those of {rows} × {columns} and larger.",
        shown=layers,
        n=all_of_them,
        rows=rows,
        columns=columns,
    )


def choose_layer(network: Network, shown: list[int]) -> int:
    """Return the layer that is looked at closer; a click on a title chooses it, and so does the control."""
    names = ("input", *network.layer_names)
    default = shown[min(1, len(shown) - 1)]
    return choices.segmented(say("Layer"), {i: names[i] for i in shown}, key=LAYER, default=default)


def link_to_arithmetic(network: Network, pattern: NDArray[np.uint8], layer: int) -> None:
    """Show the way to the arithmetic of the layer's loudest node; nothing for the pattern itself and flat layers."""
    if layer and isinstance(network.layers[layer - 1], Dense):
        dense = sum(isinstance(one, Dense) for one in network.layers[:layer])
        written_out.link(dense, written_out.loudest(network, pattern, dense))


def loudest_words(output: LayerOutput) -> str:
    """Return in words which node of a layer sends on most."""
    values = output.values.ravel()
    node = int(values.argmax())
    return say(
        "In {layer} node {node} sends on most, {value:.3g}.", layer=output.name, node=node, value=float(values[node])
    )


def built_words(rows: list[tuple[str, str, tuple[int, ...], int]], network: Network) -> str:
    """Return the drawing of the network in words: every stage, and which has most parameters."""
    stages = ", ".join(f"{name} {shape_words(shape)}" for name, _, shape, _ in rows)
    most = max(rows, key=lambda row: row[-1])
    return say(
        "The {n} stages of {network} as boxes: {stages}. Most parameters has {most}: {parameters:,}.",
        n=len(rows),
        network=network.name,
        stages=stages,
        most=most[0],
        parameters=most[-1],
    )


def download(outputs: list[LayerOutput], network: Network, words: str, look: Look) -> None:
    """Offer all pictures and arrays of the passage as one zip."""
    about = {"network": network.name, "epoch": network.epoch, "pattern": words}
    colours = look.colours  # asked for now: when the file is made, nobody knows the visitor's theme any more
    st.download_button(
        say("Download pictures and arrays"),
        lambda: packed(layer_files(outputs, about, colours)),
        f"layers-of-{network.name}.zip",
        "application/zip",
        key="layers_zip",
        icon=":material/download:",
        on_click="ignore",
    )


def summary_table(rows: list[tuple[str, str, tuple[int, ...], int]], network: Network) -> list[dict[str, str]]:
    """Return the summary as a table: layer, kind, output shape, parameters, and the total."""
    titles = say("layer"), say("kind"), say("output shape"), say("parameters")
    lines = [(name, kind, shape_words(shape), say("{n:,}", n=parameters)) for name, kind, shape, parameters in rows]
    total = say("**total**"), "", "", say("**{n:,}**", n=network.parameters)
    return [dict(zip(titles, line, strict=True)) for line in (*lines, total)]


def about_passage(words: str, outputs: list[LayerOutput], shown: list[int], look: Look) -> str:
    """Return the sentences under the passage: which pattern and layers it shows, and how."""
    return paragraph(
        say("Passing through: {pattern}.", pattern=words),
        say("In a layer every square is one neuron: the more ink, the more it sends on. In the input it is a pixel."),
        which_layers(outputs, shown, look),
        say("Over each picture: the layer, the shape of its output (rows × nodes), its smallest and largest value."),
        say("The numbers in the last one are the answers."),
        scale_words(look),
        say("Click a title to follow that layer below."),
    )


def scale_words(look: Look) -> str:
    """Return a sentence about the scale of the pictures."""
    if look.common_scale:
        return say("One scale for all of them.")
    return say("Each has a scale of its own, so compare patterns and not brightness.")

"""A pattern on its way through the layers: one picture a layer, under its name and shape."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.architecture import shape_words
from mnistnet.figures.chart import Chart
from mnistnet.figures.film import PALETTES, palette_colours
from mnistnet.figures.theme import MARK, QUIET, blank, clickable
from mnistnet.patterns import LayerOutput
from mnistnet.patterns.shapes import rearranged, strip
from mnistnet.words import say

__all__ = ["passage"]

Array = NDArray[Any]
BOX = 0.72  # height of the place for a picture, as a share of the tile's width
MOST_ANSWERS = 12  # with their number in their square
TITLE = 36  # pixels of the screen for two lines over each picture


def passage(
    outputs: Sequence[LayerOutput],
    *,
    across: int,
    tile: int,
    numbers: Sequence[int] | None = None,
    chosen: int | None = None,
    common_scale: bool = False,
    as_strips: bool = False,
    palette: str = PALETTES[0],
) -> Chart:
    """Return every layer's output as a picture, under its name and shape; a title can be clicked.

    Parameters
    ----------
    outputs : sequence of LayerOutput
    across : int
        How many pictures stand side by side.
    tile : int
        Width of one picture's place on the screen, in pixels.
    numbers : sequence of int, optional
        What a click on each title gives (0, 1, ... by default).
    chosen : int, optional
        The number to mark.
    common_scale : bool
        Use one scale for all pictures, else each has its own.
    as_strips : bool
        Show one-dimensional outputs as strips, else rearranged into a near-square.
    palette : str
        One of `PALETTES`; outputs with negative values are blue and orange with "ink".
    """
    numbers = list(range(len(outputs)) if numbers is None else numbers)
    head = TITLE / tile
    down, step = ceil(len(outputs) / across), BOX + head
    figure = blank(round(down * step * tile) + 6)
    limits = _limits([o.values for o in outputs], common_scale)
    for i, (output, limit) in enumerate(zip(outputs, limits, strict=True)):
        left, top = (i % across) + 0.04, (i // across) * step + head
        picture = strip(output.values) if as_strips else rearranged(output.values)
        frame = _draw(figure, picture, output, left, top, palette_colours(limit, palette))
        figure.add_shape(type="rect", line={"color": QUIET, "width": 1}, **frame)
    _answers(figure, outputs[-1], frame, as_strips)
    _titles(figure, outputs, numbers, across, step, tile)
    if chosen in numbers:
        i = numbers.index(chosen)
        x, y = i % across, (i // across) * step
        figure.add_shape(
            type="rect", line={"color": MARK, "width": 3}, x0=x + 0.005, x1=x + 0.985, y0=y + 0.01, y1=y + step - 0.005
        )
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[0, across], **hidden)
    figure.update_yaxes(range=[down * step, 0], **hidden)
    return figure


def _limits(values: Sequence[Array], common: bool) -> list[tuple[float, float]]:
    """Return the smallest and the largest value of each picture, or of all of them."""
    pairs = [(float(v.min()), float(v.max())) for v in values]
    if common:
        pairs = [(min(low for low, _ in pairs), max(high for _, high in pairs))] * len(pairs)
    return pairs


def _draw(
    figure: Chart, picture: Array, output: LayerOutput, left: float, top: float, colours: dict[str, Any]
) -> dict[str, float]:
    """Add one picture, as large as its place allows, with square cells; return its frame."""
    rows, columns = picture.shape
    room_x, room_y = 0.92, BOX - 0.06
    dx = min(room_x / columns, room_y / rows)
    dy = dx if rows > 1 else max(dx, room_y / 4)  # a strip one cell high would be too thin to see
    x0 = left + (room_x - columns * dx) / 2
    figure.add_heatmap(
        z=np.asarray(picture, np.float32),
        x0=x0 + dx / 2,
        dx=dx,
        y0=top + dy / 2,
        dy=dy,
        customdata=_places(picture, output),
        hovertemplate=say("{name}, %{{customdata}}<br>%{{z:.3g}}<extra></extra>", name=output.name),
        hoverongaps=False,
        showscale=False,
        **colours,
    )
    return {"x0": x0, "x1": x0 + columns * dx, "y0": top, "y1": top + rows * dy}


def _places(picture: Array, output: LayerOutput) -> list[list[str]]:
    """Return words for where each cell comes from: row and column, or the number of the node."""
    rows, columns = picture.shape
    if output.values.ndim == 1:
        return [[say("node {i}", i=i * columns + j) for j in range(columns)] for i in range(rows)]
    return [[say("row {i}, column {j}", i=i, j=j) for j in range(columns)] for i in range(rows)]


def _answers(figure: Chart, output: LayerOutput, frame: dict[str, float], as_strip: bool) -> None:
    """Write in each square of the last output which answer it stands for, where all can be read."""
    if output.values.ndim != 1 or not 1 < output.values.size <= MOST_ANSWERS:
        return
    rows, columns = (strip if as_strip else rearranged)(output.values).shape
    wide, high = (frame["x1"] - frame["x0"]) / columns, (frame["y1"] - frame["y0"]) / rows
    figure.layout.annotations = [
        {
            "x": frame["x0"] + (place % columns + 0.5) * wide,
            "y": frame["y0"] + (place // columns + 0.5) * high,
            "text": f"<b>{place}</b>",
            "showarrow": False,
            "font": {"color": MARK, "size": 14},
        }
        for place in range(output.values.size)
    ]


def _titles(
    figure: Chart, outputs: Sequence[LayerOutput], numbers: Sequence[int], across: int, step: float, tile: int
) -> None:
    """Write name, shape and range over each picture; a click gives its number."""
    figure.add_scatter(
        x=[i % across + 0.5 for i in range(len(outputs))],
        y=[(i // across) * step + TITLE / tile / 2 for i in range(len(outputs))],
        text=[f"<b>{o.name}</b> {shape_words(o.shape)}<br>" + _range_words(o.values) for o in outputs],
        customdata=list(numbers),
        **clickable(TITLE, titled=True),
        hoverinfo="none",
    )


def _range_words(values: NDArray[Any]) -> str:
    return say("{low} to {high}", low=_short(values.min()), high=_short(values.max()))


def _short(value: float) -> str:
    """Return a number in two figures; what is nearly 0 is called 0."""
    return "0" if abs(value) < 0.005 else f"{value:.2g}".replace("-", "−")

"""A pattern on its way through the layers: one picture a layer, the layers as boxes, one layer over many patterns."""

from collections.abc import Sequence
from math import ceil, log2
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mnistnet.figures.theme import BAR, BAR_BEST, MARK, QUIET, blank, pixel_axes
from mnistnet.figures.tiles import GAP, Tiles
from mnistnet.patterns import LayerOutput, rearranged, strip

__all__ = ["PALETTES", "architecture", "film", "passage", "shape_words"]

Array = NDArray[Any]
PALETTES = ("ink", "viridis")
BOX = 0.72  # height of the place for a picture, as a share of the tile's width
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
) -> go.Figure:
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
        frame = _draw(figure, picture, output, left, top, _colours(limit, palette))
        figure.add_shape(type="rect", line={"color": QUIET, "width": 1}, **frame)
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


def _colours(limit: tuple[float, float], palette: str) -> dict[str, Any]:
    """Return the colours of a heat map that runs from limit[0] to limit[1]."""
    low, high = limit
    if palette != "ink":
        return {"colorscale": palette.capitalize(), "zmin": min(low, 0), "zmax": high if high > min(low, 0) else 1}
    if low < 0:
        largest = max(-low, high)
        return {"autocolorscale": True, "zmin": -largest, "zmax": largest}
    return {"autocolorscale": True, "zmin": 0, "zmax": high or 1}


def _draw(
    figure: go.Figure, picture: Array, output: LayerOutput, left: float, top: float, colours: dict[str, Any]
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
        hovertemplate=f"{output.name}, %{{customdata}}<br>%{{z:.3g}}<extra></extra>",
        hoverongaps=False,
        showscale=False,
        **colours,
    )
    return {"x0": x0, "x1": x0 + columns * dx, "y0": top, "y1": top + rows * dy}


def _places(picture: Array, output: LayerOutput) -> list[list[str]]:
    """Return words for where each cell comes from: row and column, or the number of the node."""
    rows, columns = picture.shape
    if output.values.ndim == 1:
        return [[f"node {i * columns + j}" for j in range(columns)] for i in range(rows)]
    return [[f"row {i}, column {j}" for j in range(columns)] for i in range(rows)]


def _titles(
    figure: go.Figure, outputs: Sequence[LayerOutput], numbers: Sequence[int], across: int, step: float, tile: int
) -> None:
    """Write name, shape and range over each picture; a click gives its number."""
    hidden = {"marker": {"opacity": 0.01}}
    figure.add_scatter(
        x=[i % across + 0.5 for i in range(len(outputs))],
        y=[(i // across) * step + TITLE / tile / 2 for i in range(len(outputs))],
        text=[
            f"<b>{o.name}</b> {shape_words(o.shape)}<br>{_short(o.values.min())} to {_short(o.values.max())}"
            for o in outputs
        ],
        customdata=list(numbers),
        mode="markers+text",
        marker={"size": TITLE, "symbol": "square", "opacity": 0.01, "color": MARK},
        textposition="middle center",
        textfont={"size": 12 if tile >= 150 else 10},
        hoverinfo="none",
        selected=hidden,
        unselected=hidden | {"textfont": {"color": None}},
    )


def _short(value: float) -> str:
    """Return a number in two figures; what is nearly 0 is called 0."""
    return "0" if abs(value) < 0.005 else f"{value:.2g}".replace("-", "−")


def shape_words(shape: tuple[int, ...]) -> str:
    """Return a shape for people: "28 × 75", or "10"."""
    return " × ".join(f"{n:,}" for n in shape)


def architecture(rows: Sequence[tuple[str, str, tuple[int, ...], int]], *, chosen: int | None = None) -> go.Figure:
    """Return the layers as boxes under each other, as wide as an output row is long, with what lies between them.

    Parameters
    ----------
    rows : sequence of (name, kind, output shape, parameters)
        As `mnistnet.patterns.layer_summary` returns them.
    chosen : int, optional
        The layer to mark.
    """
    figure = blank(58 * len(rows))
    longest = max(log2(1 + shape[-1]) for _, _, shape, _ in rows)
    for i, (_, _, shape, _) in enumerate(rows):
        half = 0.5 * log2(1 + shape[-1]) / longest
        height = 0.26 if len(shape) > 1 else 0.13
        box = {"x0": -half, "x1": half, "y0": i - height, "y1": i + height}
        line = {"color": MARK if i == chosen else QUIET, "width": 3 if i == chosen else 1}
        figure.add_shape(type="rect", fillcolor=BAR_BEST if i == len(rows) - 1 else BAR, opacity=0.22, line=line, **box)
        if i:
            figure.add_annotation(x=0, y=i - height, ax=0, ay=-18, arrowhead=2, arrowwidth=1, arrowcolor=QUIET, text="")
    words = [f"<b>{name}</b>  {shape_words(shape)}" for name, _, shape, _ in rows]
    figure.add_scatter(
        x=[0] * len(rows), y=list(range(len(rows))), text=words, mode="text", textfont={"size": 13}, hoverinfo="skip"
    )
    figure.update_xaxes(range=[-0.52, 0.52], visible=False, fixedrange=True)
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], visible=False, fixedrange=True)
    return figure


def film(
    pictures: Array,
    titles: Sequence[str],
    *,
    across: int,
    tile: int,
    numbers: Sequence[int] | None = None,
    chosen: int | None = None,
    palette: str = PALETTES[0],
) -> go.Figure:
    """Return one layer's output many times over, on one common scale; a picture can be clicked.

    Parameters
    ----------
    pictures : ndarray of shape (count, rows, columns)
    titles : sequence of str
    across, numbers, chosen, palette
        As for `passage`.
    tile : int
        Width of one picture on the screen, in pixels.
    """
    pictures = np.asarray(pictures, np.float32)
    numbers = list(range(len(pictures)) if numbers is None else numbers)
    rows, columns = pictures.shape[1:]
    cell = tile / (columns + GAP)  # pixels of the screen
    tiles = Tiles(len(pictures), rows, columns, across, head=max(1, ceil(17 / cell)))
    figure = blank(round(tiles.shape[0] * cell) + 8)
    values = pictures[np.isfinite(pictures)]
    figure.add_heatmap(
        z=tiles.lay(pictures),
        hoverongaps=False,
        hovertemplate="%{z:.3g}<extra></extra>",
        showscale=False,
        **_colours((float(values.min()), float(values.max())), palette),
    )
    figure.add_scatter(**tiles.outlines(), mode="lines", line={"color": QUIET, "width": 0.4}, hoverinfo="skip")
    x, y = tiles.centres
    hidden = {"marker": {"opacity": 0.01}}
    figure.add_scatter(
        x=x,
        y=y,
        text=list(titles),
        customdata=numbers,
        mode="markers+text",
        marker={"size": 22, "symbol": "square", "opacity": 0.01, "color": MARK},
        textposition="middle center",
        textfont={"size": 11},
        hoverinfo="none",
        selected=hidden,
        unselected=hidden | {"textfont": {"color": None}},
    )
    if chosen in numbers:
        figure.add_shape(type="rect", line={"color": MARK, "width": 3}, **tiles.frame(numbers.index(chosen), 0))
    pixel_axes(figure, *tiles.shape)
    return figure

"""A film shows one layer many times over: from epoch to epoch, or for one pattern after the other."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import MARK, QUIET, blank, clickable, pixel_axes
from mnistnet.figures.tiles import GAP, Tiles

__all__ = ["PALETTES", "film", "palette_colours"]

Array = NDArray[Any]
PALETTES = ("ink", "viridis")


def film(
    pictures: Array,
    titles: Sequence[str],
    *,
    across: int,
    tile: int,
    numbers: Sequence[int] | None = None,
    chosen: int | None = None,
    palette: str = PALETTES[0],
) -> Chart:
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
    figure = blank(round(tiles.shape[0] * cell) + 8, meta=tiles.meta)
    values = pictures[np.isfinite(pictures)]
    figure.add_heatmap(
        z=tiles.lay(pictures),
        hoverongaps=False,
        hovertemplate="%{z:.3g}<extra></extra>",
        showscale=False,
        **palette_colours((float(values.min()), float(values.max())), palette),
    )
    figure.add_scatter(**tiles.outlines(), mode="lines", line={"color": QUIET, "width": 0.4}, hoverinfo="skip")
    x, y = tiles.centres
    figure.add_scatter(
        x=x,
        y=y,
        text=list(titles),
        customdata=numbers,
        **clickable(22, titled=True),
        hoverinfo="none",
    )
    if chosen in numbers:
        figure.add_shape(type="rect", line={"color": MARK, "width": 3}, **tiles.frame(numbers.index(chosen), 0))
    pixel_axes(figure, *tiles.shape)
    return figure


def palette_colours(limit: tuple[float, float], palette: str) -> dict[str, Any]:
    """Return the colours of a heat map that runs from limit[0] to limit[1]."""
    low, high = limit
    if palette != "ink":
        return {"colorscale": palette.capitalize(), "zmin": min(low, 0), "zmax": high if high > min(low, 0) else 1}
    if low < 0:
        largest = max(-low, high)
        return {"autocolorscale": True, "zmin": -largest, "zmax": largest}
    return {"autocolorscale": True, "zmin": 0, "zmax": high or 1}

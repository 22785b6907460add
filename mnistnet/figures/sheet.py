"""A sheet of pictures in ink: many at once, each with a title, some framed by whether they were recognised."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import MARK, QUIET, RIGHT, WRONG, blank, clickable, pixel_axes
from mnistnet.figures.tiles import Flags, Numbers, Tiles, fitted, title_cells
from mnistnet.words.shares import share

__all__ = ["sheet", "verdict_titles"]

Array = NDArray[Any]


def sheet(
    pictures: Array,
    titles: Sequence[str],
    *,
    across: int,
    numbers: Sequence[int] | None = None,
    right: Flags | None = None,
    chosen: int | None = None,
    tile: int = 76,
    head: int = 1,
) -> Chart:
    """Return pictures in ink under their titles; each can be clicked and carries its number.

    Parameters
    ----------
    pictures : ndarray of shape (count, rows, columns)
        uint8, or floats from 0 (blank) to 1 (full ink).
    titles : sequence of str
        Stands over each picture.
    across : int
        How many pictures stand side by side.
    numbers : sequence of int, optional
        What a click on each picture gives (0, 1, ... by default).
    right : sequence of bool, optional
        Frames each picture as right or wrong; its title must say so too.
    chosen : int, optional
        The number of the picture to mark.
    tile : int
        Height of one picture on the screen, in pixels.
    head : int
        Blank cells over each picture for its title, at least; as many as its lines ("<br>" between them) need.
    """
    titles = fitted(titles, tile)
    ink = pictures / 255 if pictures.dtype == np.uint8 else pictures
    numbers = list(range(len(pictures)) if numbers is None else numbers)
    head = max(head, title_cells(titles, pictures.shape[1], tile))
    tiles = Tiles(len(pictures), pictures.shape[1], pictures.shape[2], across, head)
    figure = blank(round(tiles.shape[0] * tile / tiles.rows) + 4, meta=tiles.meta)
    figure.add_heatmap(
        z=tiles.lay(ink.astype(np.float32)), autocolorscale=True, zmin=0, zmax=1, showscale=False, hoverinfo="skip"
    )
    x, y = tiles.centres
    figure.add_scatter(x=x, y=y, text=titles, mode="text", hoverinfo="skip")
    figure.add_scatter(
        x=x,
        y=[value + (tiles.head + tiles.rows) / 2 for value in y],
        customdata=numbers,
        **clickable(tile),
        hoverinfo="none",
    )
    frames = [_frame(tiles, i, None if right is None else bool(right[i])) for i in range(len(pictures))]
    if chosen in numbers:
        frames.append(_marked(tiles, numbers.index(chosen)))
    figure.update_layout(shapes=frames)
    pixel_axes(figure, *tiles.shape)
    return figure


def _frame(tiles: Tiles, tile: int, right: bool | None) -> dict[str, Any]:
    line = {"color": QUIET, "width": 0.5} if right is None else {"color": RIGHT if right else WRONG, "width": 1.5}
    return {"type": "rect", "line": line, **tiles.frame(tile)}


def _marked(tiles: Tiles, tile: int) -> dict[str, Any]:
    return {"type": "rect", "line": {"color": MARK, "width": 3}, **tiles.frame(tile, margin=1)}


def verdict_titles(
    names: Sequence[Any] | Array, best: Numbers, confidence: Sequence[float] | Array, right: Flags
) -> list[str]:
    """Return "3 ✓ 98.2 %" where a picture is recognised and "7 → 8 ✗ 61.0 %" where it is not (wanted, answer)."""
    told = zip(names, best, confidence, right, strict=True)
    return [f"{name} ✓ {share(sure)}" if ok else f"{name} → {best} ✗ {share(sure)}" for name, best, sure, ok in told]

"""A wall of digits: many pictures at once, each framed by whether the network read it right."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import RIGHT, WRONG, blank, clickable, pixel_axes
from mnistnet.figures.tiles import Numbers, Tiles, title_cells
from mnistnet.words import say


def wall(
    images: NDArray[np.uint8],
    labels: Numbers,
    answers: Numbers,
    *,
    numbers: Numbers,
    across: int,
    chosen: int | None = None,
    tile: int = 56,
) -> Chart:
    """Return a wall whose every picture can be clicked and carries its number.

    A right answer has a green frame and "3 ✓", a wrong one a red frame and "3 → 8 ✗" (label, answer).

    Parameters
    ----------
    images : ndarray of shape (count, rows, columns), uint8
    labels, answers, numbers : sequences of `count` ints
    across : int
        How many pictures stand side by side.
    chosen : int, optional
        The number to mark.
    tile : int
        Height of one picture on the screen, in pixels.
    """
    verdicts = [f"{a} ✓" if a == b else f"{a} → {b} ✗" for a, b in zip(labels, answers, strict=True)]
    head = title_cells(verdicts, images.shape[1], tile)
    tiles = Tiles(len(images), images.shape[1], images.shape[2], across, head)
    figure = blank(round(tiles.shape[0] * tile / tiles.rows) + 4, meta=tiles.meta)
    figure.add_heatmap(
        z=tiles.lay(images.astype(np.float32)), autocolorscale=True, zmin=0, zmax=255, showscale=False, hoverinfo="skip"
    )
    _clickable(figure, tiles, verdicts, numbers, tile)
    figure.layout.shapes = _frames(tiles, labels, answers, numbers, chosen)
    pixel_axes(figure, *tiles.shape)
    return figure


def _clickable(figure: Chart, tiles: Tiles, verdicts: list[str], numbers: Numbers, tile: int) -> None:
    """Lay an invisible square over every picture that answers to a click, and write the verdict over it."""
    x, y = tiles.centres
    figure.add_scatter(x=x, y=y, text=verdicts, mode="text", hoverinfo="skip")
    figure.add_scatter(
        x=x,
        y=[value + (tiles.head + tiles.rows) / 2 for value in y],
        customdata=list(numbers),
        **clickable(tile),
        hovertemplate=say("number %{customdata}<extra></extra>"),
    )


def _frames(
    tiles: Tiles, labels: Numbers, answers: Numbers, numbers: Numbers, chosen: int | None
) -> list[dict[str, Any]]:
    """Return a frame for every picture: its colour says right or wrong, its width which one is open."""
    return [
        {
            "type": "rect",
            "line": {"color": RIGHT if label == answer else WRONG, "width": 5 if number == chosen else 1.5},
            **tiles.frame(i),
        }
        for i, (label, answer, number) in enumerate(zip(labels, answers, numbers, strict=True))
    ]

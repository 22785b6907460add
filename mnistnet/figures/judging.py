"""Judging a network: how often it is right, and how little it takes to change its answer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.scoreboard import DARK, LIGHT
from mnistnet.figures.theme import BAR, BAR_BEST, WRONG, blank, pixel_axes, set_axes
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["accuracy_bars", "turned"]

Array = NDArray[Any]


def accuracy_bars(
    values: ArrayLike, names: Sequence[str], *, label: str, best: int | None = None, height: int = 230
) -> Chart:
    """Return a bar from 0 to 100 % for each name, its value written over it.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Shares from 0 to 1; NaN draws no bar.
    names : sequence of n str
    label : str
        What the names are, written under them.
    best : int, optional
        The bar to colour.
    """
    figure, shares = blank(height, bargap=0.3), np.asarray(values, float)
    figure.add_bar(
        x=list(names),
        y=shares,
        marker={"color": [BAR_BEST if i == best else BAR for i in range(len(names))], "line": {"width": 0}},
        text=["" if np.isnan(v) else share(v) for v in shares],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="none",
    )
    set_axes(
        figure,
        {"type": "category", "title": label, "fixedrange": True, "ticks": ""},
        {"range": [0, 1.12], "visible": False, "fixedrange": True},
    )
    return figure


def turned(image: NDArray[np.uint8], pixels: tuple[tuple[int, int], ...], *, height: int = 280) -> Chart:
    """Return a changed digit with its changed pixels framed: "+" where ink was added, "−" where it was taken away.

    Parameters
    ----------
    image : ndarray of shape (rows, columns), uint8
        The digit after the change.
    pixels : tuple of (row, column)
    """
    figure = blank(height)
    figure.add_heatmap(
        z=image.astype(np.float32), autocolorscale=True, zmin=0, zmax=255, showscale=False, hoverinfo="skip"
    )
    frame = {"type": "rect", "line": {"color": WRONG, "width": 2}}
    figure.layout.shapes = [
        {"x0": column - 0.5, "x1": column + 0.5, "y0": row - 0.5, "y1": row + 0.5, **frame} for row, column in pixels
    ]
    figure.add_scatter(
        x=[column for _, column in pixels],
        y=[row for row, _ in pixels],
        text=["<b>+</b>" if image[place] else "<b>−</b>" for place in pixels],
        mode="markers+text",
        marker={"symbol": "square", "size": 13, "color": LIGHT, "line": {"color": WRONG, "width": 2}},
        textfont={"color": DARK, "size": 14},  # on a plate of its own: the pixel below may be ink or paper
        hovertemplate=say("row %{y}, column %{x}<extra></extra>"),
    )
    pixel_axes(figure, *image.shape)
    return figure

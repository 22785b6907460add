"""Erasing a digit pixel by pixel: the film of it, and the curves of the answer's fall."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import Curve
from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import QUIET, WRONG, blank, pixel_axes
from mnistnet.figures.tiles import Tiles
from mnistnet.words import say

__all__ = ["erasure_curves", "film"]

Array = NDArray[Any]
COLOURS = ("#3B82C4", "#D9762B", "#8B8C8C", "#2E9E5B")  # readable on light paper and on the dark board


def film(frames: Array, titles: Sequence[str], *, across: int, tile: int = 58, mark: int | None = None) -> Chart:
    """Return the frames of a film as ink, side by side, a title over each.

    Parameters
    ----------
    frames : ndarray of shape (count, rows, columns)
        From 0 (blank) to 1 (ink).
    titles : sequence of `count` str
    across : int
        How many frames stand side by side.
    tile : int
        Height of one frame on the screen, in pixels.
    mark : int, optional
        The frame to put a red frame round: where the answer changes.
    """
    frames = np.asarray(frames, np.float32)
    count, rows, columns = frames.shape
    tiles = Tiles(count, rows, columns, across, head=round(32 * rows / tile))
    figure = blank(round(tiles.shape[0] * tile / tiles.rows) + 4, meta=tiles.meta)
    figure.add_heatmap(
        z=tiles.lay(frames), autocolorscale=True, zmin=0, zmax=1, showscale=False, hoverinfo="skip", hoverongaps=False
    )
    figure.add_scatter(**tiles.outlines(), mode="lines", line={"color": QUIET, "width": 0.5}, hoverinfo="skip")
    x, y = tiles.centres
    figure.add_scatter(x=x, y=y, text=list(titles), mode="text", hoverinfo="skip")
    if mark is not None:
        figure.add_shape(type="rect", line={"color": WRONG, "width": 3}, **tiles.frame(mark))
    pixel_axes(figure, *tiles.shape)
    return figure


def erasure_curves(
    curves: Mapping[str, tuple[Curve, Curve]], *, what: str, as_share: bool = True, height: int = 330
) -> Chart:
    """Return deletion curves (solid) and insertion curves (dotted), one colour a name.

    Parameters
    ----------
    curves : mapping of str to (deletion, insertion)
        Curves of one node each.
    what : str
        What is drawn upwards.
    as_share : bool
        Write the values in percent.
    """
    figure = blank(height)
    figure.update_layout(margin={"r": 24})
    for (name, pair), colour in zip(curves.items(), COLOURS, strict=False):
        for curve, way, dash in zip(pair, ("erased", say("put in")), ("solid", "dot"), strict=True):
            figure.add_scatter(
                x=curve.fractions,
                y=curve.values[0],
                mode="lines",
                name=f"{name}, {way}",
                line={"color": colour, "dash": dash, "width": 2.5},
                hovertemplate=say(
                    "{name}: %{{x:.0%}} {way}, %{{y:.3{value}}}<extra></extra>",
                    name=name,
                    way=way,
                    value="%" if as_share else "g",
                ),
            )
    figure.update_xaxes(title=say("share of the ink's pixels erased, or put in"), range=[0, 1], tickformat=".0%")
    figure.update_yaxes(title=what, tickformat=".0%" if as_share else None, rangemode="tozero")
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    return figure

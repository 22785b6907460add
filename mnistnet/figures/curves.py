"""Curves of activations, and what a network makes of a plane."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.basics.curves import Curve, scalar_names
from mnistnet.figures.chart import Chart
from mnistnet.figures.scoreboard import DARK, LIGHT
from mnistnet.figures.theme import MARK, blank
from mnistnet.words import say

__all__ = ["curves", "plane"]

Array = NDArray[Any]
PALE = 1.8  # full colour would hide the points
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "2px,2px,8px,2px")


def curves(
    lines: Sequence[Curve], *, point: float, slopes: bool = False, height: int = 330, fitted: bool = False
) -> Chart:
    """Return the curves of activations, drawn together, each with a dot at the point.

    Parameters
    ----------
    lines : sequence of Curve
        Each with its own dash, because colour is never the only sign.
    point : float
        The sum to mark.
    slopes : bool
        Draw the derivatives instead of the values.
    fitted : bool
        Let the curves fill the height; else as far up as to the right.
    """
    figure = blank(height)
    for line in lines:
        values = line.slopes if slopes else line.values
        figure.add_scatter(
            x=line.sums,
            y=values,
            mode="lines",
            name=line.name,
            line={"dash": _dash(line.name), "width": 2.5, "shape": _shape(line, slopes)},
            hovertemplate=say("{name}: %{{y:.3f}} at %{{x:.2f}}<extra></extra>", name=line.name),
        )
    places = [int(np.abs(line.sums - point).argmin()) for line in lines]
    figure.add_scatter(
        x=[line.sums[i] for line, i in zip(lines, places, strict=True)],
        y=[(line.slopes if slopes else line.values)[i] for line, i in zip(lines, places, strict=True)],
        mode="markers",
        marker={"color": MARK, "size": 9},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_vline(x=point, line={"color": MARK, "width": 1, "dash": "dot"})
    figure.update_xaxes(title=say("sum a that arrives"), fixedrange=True, zeroline=True)
    figure.update_yaxes(range=[-0.15, 1.25] if slopes else _heights(lines, fitted), fixedrange=True, zeroline=True)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    return figure


def _heights(lines: Sequence[Curve], fitted: bool = False) -> list[float]:
    """Return from where to where values are drawn: as far up as sums run to the right, and down to the lowest curve."""
    lowest = min(line.values.min() for line in lines)
    highest = max((line.values if fitted else line.sums).max() for line in lines)
    return [float(lowest) - 0.03 * float(highest), 1.04 * float(highest)]


def _dash(name: str) -> str:
    """Return the dash of an activation, which stays its own whatever else is drawn."""
    return DASHES[scalar_names().index(name) % len(DASHES)]


def _shape(line: Curve, slopes: bool) -> str:
    """Return how points are joined: a jump is drawn as a jump."""
    rule = ACTIVATIONS[line.name]
    return "hv" if rule.flat or (slopes and rule.kink) else "linear"


def plane(side: Array, sure: Array, points: Array, labels: Array, *, height: int = 300) -> Chart:
    """Return how sure a network is of class 1 all over the plane, with the points that it learned from.

    Parameters
    ----------
    side : ndarray of shape (n,)
        Coordinates along one side.
    sure : ndarray of shape (n, n)
        Indexed [y, x], 0 to 1; 0.5 is the middle of the colour scale.
    points : ndarray of shape (m, 2)
    labels : ndarray of shape (m,)
        0 (circles) or 1 (crosses).
    """
    figure = blank(height)
    figure.add_heatmap(
        x=side,
        y=side,
        z=np.asarray(2 * sure - 1, np.float32),
        autocolorscale=True,
        zmin=-PALE,
        zmax=PALE,
        showscale=False,
        hoverinfo="skip",
    )
    for label, symbol, fill, edge in ((0, "circle", LIGHT, DARK), (1, "x", DARK, LIGHT)):
        here = labels == label
        figure.add_scatter(
            x=points[here, 0],
            y=points[here, 1],
            mode="markers",
            marker={"symbol": symbol, "size": 7, "color": fill, "line": {"width": 1, "color": edge}},
            hoverinfo="skip",
        )
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[-1, 1], constrain="domain", **hidden)
    figure.update_yaxes(range=[-1, 1], scaleanchor="x", constrain="domain", **hidden)
    return figure

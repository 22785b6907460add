"""The loss over one weight: its curve, the tangent where the weight stands, and where a step leads by each of them."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR_BEST, MARK, QUIET, blank
from mnistnet.words import say

__all__ = ["tangent"]

Array = NDArray[Any]


def tangent(
    values: Array, losses: Array, *, at: float, loss: float, slope: float, step: float, true: float, height: int = 300
) -> Chart:
    """Return the curve of the loss with its tangent, where the weight stands, and where a step leads by each of them.

    Parameters
    ----------
    values, losses : ndarray of shape (n,)
        The weight, and the loss there.
    at, loss : float
        Where the weight stands, and the loss there.
    slope : float
        Of the curve there.
    step : float
        How far the weight is moved.
    true : float
        By how much the loss truly changes with that step.
    """
    figure = blank(height, showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    lowest, highest = min(losses.min(), loss), max(losses.max(), loss)
    room = 0.08 * (highest - lowest) or 1e-12
    figure.add_scatter(
        x=values,
        y=losses,
        mode="lines",
        name=say("true loss"),
        line={"color": BAR_BEST, "width": 2.5},
        hovertemplate=say("weight %{x:.3g}, loss %{y:.3g}<extra></extra>"),
    )
    ends = values[[0, -1]]
    figure.add_scatter(
        x=ends,
        y=loss + slope * (ends - at),
        mode="lines",
        name=say("tangent: slope × step"),
        line={"color": MARK, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[at, at + step, at + step],
        y=[loss, loss + slope * step, loss + true],
        mode="markers",
        marker={"color": [QUIET, MARK, BAR_BEST], "size": 11, "symbol": ["circle", "diamond", "square"]},
        customdata=[say("here it stands"), say("predicted"), say("true")],
        hovertemplate=say("%{customdata}: %{y:.3g}<extra></extra>"),
        showlegend=False,
    )
    figure.update_xaxes(title=say("the weight"), fixedrange=True)
    figure.update_yaxes(title=say("loss"), fixedrange=True, range=[lowest - room, highest + room])
    return figure

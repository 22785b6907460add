"""Calibration as pictures: how sure a network was against how often it was right."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, BAR_BEST, MARK, QUIET, RIGHT, blank, set_axes
from mnistnet.mistakes.calibration import Reliability, Threshold
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["reliability_diagram", "threshold_curves"]


def reliability_diagram(bins: Reliability, *, height: int = 300) -> Chart:
    """Return how often the network was right against how sure it was; the diagonal is a network that knows itself.

    Each bin is a bar at its place with the number of its answers over it; empty bins have none.
    """
    figure = blank(height)
    filled = bins.counts > 0
    centres = (bins.edges[:-1] + bins.edges[1:]) / 2
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": QUIET, "dash": "dot"}, hoverinfo="skip")
    figure.add_bar(
        x=centres[filled],
        y=bins.accuracies[filled],
        width=np.diff(bins.edges)[filled] * 0.92,
        marker={"color": BAR, "line": {"width": 0}},
        customdata=_told(bins, filled),
        text=[str(n) for n in bins.counts[filled]],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=say(
            "%{customdata[0]} answers, on average %{customdata[1]} sure, %{customdata[2]} right<extra></extra>"
        ),
    )
    _share_axes(figure, say("how sure it was"), say("how often it was right"), top=1.1)
    return figure


def threshold_curves(curves: Threshold, *, chosen: float, height: int = 300) -> Chart:
    """Return the share of digits answered, and of those answered right, against how sure it must be."""
    figure = blank(height)
    for values, colour, dash, name in (
        (curves.answered, BAR_BEST, "solid", "answered"),
        (curves.accuracies, RIGHT, "dash", say("right among them")),
    ):
        figure.add_scatter(
            x=curves.thresholds,
            y=values,
            mode="lines",
            name=name,
            line={"color": colour, "dash": dash, "width": 3},
            text=[share(value) for value in np.nan_to_num(values)],
            hovertemplate=say("%{{text}} {name}<extra></extra>", name=name),
        )
    figure.add_vline(x=chosen, line={"color": MARK, "width": 2})
    _share_axes(figure, say("how sure it must be to answer"), "", top=1.03)
    figure.layout.showlegend = True
    figure.layout.legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    return figure


def _told(bins: Reliability, filled: NDArray[np.bool_]) -> list[list[str]]:
    """Return for each bar how many answers it holds, how sure they were and how many of them were right."""
    rows = zip(bins.counts[filled], bins.confidences[filled], bins.accuracies[filled], strict=True)
    return [[f"{count:,}", share(sure), share(right)] for count, sure, right in rows]


def _share_axes(figure: Chart, x: str, y: str, top: float) -> None:
    """Give the figure two axes in percent."""
    shared = {"tickformat": ".0%", "fixedrange": True}
    set_axes(
        figure,
        {"title": x, "range": [0, 1], "dtick": 0.2, **shared},
        {"title": y, "range": [0, top], "tickvals": [0, 0.25, 0.5, 0.75, 1], **shared},
    )

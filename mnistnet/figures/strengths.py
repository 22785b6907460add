"""Curves of accuracy against the strength of a change, one for each network."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR_BEST, MARK, QUIET, blank
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["strength_curves"]

Array = NDArray[Any]
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("square", "diamond", "triangle-up", "x", "star", "pentagon")


def strength_curves(
    strengths: ArrayLike,
    curves: Mapping[str, Array],
    *,
    unit: str,
    bench: str,
    at: float | None = None,
    height: int = 330,
    spread: Mapping[str, tuple[Array, Array]] | None = None,
    ticks: Sequence[str] | None = None,
) -> Chart:
    """Return how often each network is right against how strong the change is.

    Parameters
    ----------
    strengths : ndarray of shape (n,)
    curves : mapping of network name to ndarray of shape (n,)
        Shares from 0 to 1; NaN where nothing is known yet.
    unit : str
        What the strengths are measured in.
    bench : str
        The network to draw thick and solid; the others have dashes and marks of their own.
    at : float, optional
        The strength to mark.
    spread : mapping of network name to two ndarrays of shape (n,), optional
        The lowest and the highest share that chance has given; drawn as bars on the points.
    ticks : sequence of str, optional
        What stands at each strength instead of its number.
    """
    figure, x = blank(height, hovermode="x unified"), np.asarray(strengths, np.float32)
    for i, (name, values) in enumerate(curves.items()):
        here = name == bench
        line = {"color": BAR_BEST, "width": 4} if here else {"dash": DASHES[i % len(DASHES)], "width": 2}
        figure.add_scatter(
            x=x,
            y=np.asarray(values, np.float32),
            name=name,
            mode="lines+markers",
            line=line,
            marker={"size": 6, "symbol": "circle" if here else SYMBOLS[i % len(SYMBOLS)]},
            text=["" if np.isnan(value) else share(value) for value in np.asarray(values, float)],
            hovertemplate="%{text}",
            error_y=_bars(values, *spread[name]) if spread else None,
        )
    figure.add_hline(y=0.1, line={"color": QUIET, "dash": "dot", "width": 1})
    if at is not None:
        figure.add_vline(x=at, line={"color": MARK, "width": 2})
    figure.update_xaxes(title=unit, fixedrange=True, zeroline=True)
    if ticks is not None:
        figure.update_xaxes(tickvals=x, ticktext=list(ticks))
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", fixedrange=True, title=say("read right"))
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    figure.update_layout(showlegend=True, legend=legend, margin={"l": 0, "r": 8, "t": 24, "b": 0})
    return figure


def _bars(values: Array, low: Array, high: Array) -> dict[str, Any]:
    """Return bars from the lowest to the highest of several draws."""
    up, down = (np.asarray(one, np.float32) for one in (high - values, values - low))
    return {"array": up, "arrayminus": down, "symmetric": False, "width": 3, "thickness": 1}

"""How like itself a map stays while the network forgets, layer by layer: one curve a method."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR_BEST, QUIET, blank
from mnistnet.words import say

__all__ = ["forgetting_curves"]

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star", "pentagon")


def forgetting_curves(
    curves: Mapping[str, NDArray[Any]], steps: Sequence[str], *, chosen: str, bar: float, height: int = 340
) -> Chart:
    """Return rank correlations with the map of the trained network against how much was forgotten.

    Parameters
    ----------
    curves : mapping of name to ndarray of shape (steps,)
    steps : sequence of str
        What is random at each step.
    chosen : str
        The curve to draw thick.
    bar : float
        From here on a method is called blind; a line shows it.
    """
    figure = blank(height, hovermode="x unified")
    for i, (name, values) in enumerate(curves.items()):
        here = name == chosen
        line = {"color": BAR_BEST, "width": 4} if here else {"dash": DASHES[i % len(DASHES)], "width": 1.5}
        figure.add_scatter(
            x=list(range(len(steps))),
            y=np.asarray(values, np.float32),
            name=name,
            mode="lines+markers",
            line=line,
            marker={"size": 6, "symbol": SYMBOLS[i % len(SYMBOLS)]},
            hovertemplate="%{y:.2f}",
        )
    figure.add_hline(y=bar, line={"color": QUIET, "dash": "dot", "width": 1})
    figure.update_xaxes(tickvals=list(range(len(steps))), ticktext=list(steps), fixedrange=True, zeroline=False)
    figure.update_yaxes(title=say("rank correlation with the first"), range=[-0.6, 1.05], fixedrange=True)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    figure.update_layout(showlegend=True, legend=legend, margin={"l": 0, "r": 8, "t": 24, "b": 0})
    return figure

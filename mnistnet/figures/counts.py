"""How many pictures of each label there are: one bar a label, its count over it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, SMALLEST, blank

__all__ = ["count_bars"]


def count_bars(counts: ArrayLike, names: Sequence[str], *, label: str, height: int = 230) -> Chart:
    """Return an upright bar for each name, its count written over it; what there is none of has a 0 and no bar.

    Parameters
    ----------
    counts : ndarray of shape (n,), int
    names : sequence of n str
    label : str
        What the names are, written under them.
    """
    values = np.asarray(counts)
    figure = blank(height, bargap=0.25, uniformtext={"minsize": SMALLEST, "mode": "show"})
    figure.add_bar(
        x=list(names),
        y=values.astype(np.float32),
        text=[f"{value:,}" for value in values.tolist()],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        marker={"color": BAR, "line": {"width": 0}},
        hoverinfo="none",
    )
    figure.update_xaxes(type="category", title=label, fixedrange=True, ticks="")
    figure.update_yaxes(range=[0, 1.12 * max(float(values.max(initial=0)), 1.0)], visible=False, fixedrange=True)
    return figure

"""Bars for classes or neurons: one number each, with its sign shown by side, colour and figure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, BAR_BEST, QUIET, SMALLEST, blank

__all__ = ["DOWN", "UP", "bars"]

UP, DOWN = "#C56220", "#326CAB"  # the orange and blue of signed maps, readable in both themes
LETTER = 0.22  # of the longest bar: the room of one more decimal, in the narrowest column


def bars(
    values: NDArray[Any],
    names: Sequence[str],
    *,
    signed: bool = False,
    most: float | None = None,
    height: int = 280,
    digits: int = 2,
) -> Chart:
    """Return one horizontal bar for each value, the first on top, its figure at its end.

    Parameters
    ----------
    values : ndarray of shape (count,)
        nan draws no bar.
    names : sequence of str
    signed : bool
        Orange to the right for positive, blue to the left for negative values; else all to the right
        and the largest in colour.
    most : float, optional
        The value at which a bar is full; the largest by default.
    digits : int
        How many decimals are written.
    """
    values = np.asarray(values, np.float64)
    size = most or float(np.nanmax(np.abs(values), initial=0)) or 1.0
    if signed:
        colours = [UP if value >= 0 else DOWN for value in values]
    else:
        colours = [BAR] * len(values)
        if np.isfinite(values).any():
            colours[int(np.nanargmax(values))] = BAR_BEST
    figure = blank(height, bargap=0.25, uniformtext={"minsize": SMALLEST, "mode": "show"})
    figure.add_bar(
        x=values.astype(np.float32),
        y=list(names),
        orientation="h",
        marker={"color": colours, "line": {"width": 0}},
        text=["–" if np.isnan(value) else _figure(value, signed, digits) for value in values],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="none",
    )
    end = (1.35 + LETTER * max(digits - 2, 0)) * size  # room for the figures, even where a bar is the longest
    low = -end if signed and (values < 0).any() else 0
    figure.update_xaxes(range=[low, end], visible=False, fixedrange=True)
    if low:
        figure.add_vline(x=0, line={"color": QUIET, "width": 1})
    figure.update_yaxes(autorange="reversed", type="category", fixedrange=True, ticks="", tickfont={"size": 14})
    return figure


def _figure(value: float, signed: bool, digits: int) -> str:
    return (f"{value:+.{digits}f}" if signed else f"{value:.{digits}f}").replace("-", "−")

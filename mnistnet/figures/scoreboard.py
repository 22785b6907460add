"""The scoreboard as one picture: methods down, layers across, calm where a map is right and loud where it is not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import blank, shades
from mnistnet.words import say

__all__ = ["CALM_TO_LOUD", "contrasting", "score_grid"]

Array = NDArray[Any]
CALM_TO_LOUD = ("#9FB3BF", "#CDBE97", "#EE9A4D", "#D1401F")  # mid-tones: the same on light paper and on the dark board
DARK, LIGHT = "#111418", "#FFFFFF"


def score_grid(
    texts: Sequence[Sequence[str]],
    alarms: Array,
    methods: Sequence[str],
    views: Sequence[str],
    *,
    hover: Sequence[Sequence[str]] | None = None,
    size: int = 13,
    row: int = 34,
) -> Chart:
    """Return a table whose cells are coloured by how much they ought to worry you.

    Parameters
    ----------
    texts : sequence of sequences of str
        What is printed in each cell, shape (methods, views).
    alarms : ndarray of shape (methods, views)
        0 calm to 1 loud; a row of NaN is a method that does not apply.
    methods, views : sequences of str
    hover : like `texts`, optional
    size : int
        Of the letters, in pixels.
    row : int
        Height of a row, in pixels.
    """
    alarms = np.asarray(alarms, np.float32)
    figure = blank(row * len(methods) + 30)
    figure.update_layout(margin={"l": 9 * size, "r": 2, "t": 28, "b": 2})
    figure.add_heatmap(
        z=alarms,
        x=list(range(len(views))),
        y=list(range(len(methods))),
        **shades(CALM_TO_LOUD),
        text=[list(line) for line in (hover or texts)],
        hovertemplate="%{text}<extra></extra>",
    )
    _values(figure, texts, alarms, size)
    _left_out(figure, alarms, size)
    common = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "tickfont": {"size": size}}
    figure.update_xaxes(side="top", range=[-0.5, len(views) - 0.5], **_ticks(views), **common)
    figure.update_yaxes(range=[len(methods) - 0.5, -0.5], **_ticks(methods), **common)
    return figure


def contrasting(alarm: float, colours: Sequence[str] = CALM_TO_LOUD) -> str:
    """Return the colour of letters, dark or light, that stands out most from a cell's colour on a scale from 0 to 1."""
    place = float(alarm) * (len(colours) - 1)
    i = min(int(place), len(colours) - 2)
    left, right = (np.array([int(c[k : k + 2], 16) for k in (1, 3, 5)]) for c in colours[i : i + 2])
    light = _luminance(left + (right - left) * (place - i))
    return LIGHT if 1.05 / (light + 0.05) > (light + 0.05) / 0.057 else DARK


def _luminance(rgb: Array) -> float:
    """Return the relative luminance of a colour, as the guidelines for readable web pages define it."""
    c = rgb / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _ticks(names: Sequence[str]) -> dict[str, Any]:
    return {"tickvals": list(range(len(names))), "ticktext": list(names)}


def _values(figure: Chart, texts: Sequence[Sequence[str]], alarms: Array, size: int) -> None:
    """Print the value in each cell that has one, in letters that can be read on its colour."""
    cells = [(int(i), int(j)) for i, j in np.argwhere(np.isfinite(alarms))]
    figure.add_scatter(
        x=[j for _, j in cells],
        y=[i for i, _ in cells],
        mode="text",
        text=[texts[i][j] for i, j in cells],
        textfont={"size": size, "color": [contrasting(alarms[i, j]) for i, j in cells]},
        hoverinfo="skip",
    )


def _left_out(figure: Chart, alarms: Array, size: int) -> None:
    """Say in words which methods do not apply, and put a dash where a single value is missing."""
    rows = np.flatnonzero(~np.isfinite(alarms).any(axis=1))
    down, across = np.nonzero(~np.isfinite(alarms) & np.isfinite(alarms).any(axis=1, keepdims=True))
    figure.add_scatter(
        x=[(alarms.shape[1] - 1) / 2] * len(rows) + across.tolist(),
        y=rows.tolist() + down.tolist(),
        mode="text",
        text=[say("does not apply")] * len(rows) + ["–"] * len(down),
        textfont={"size": size},
        hoverinfo="skip",
    )

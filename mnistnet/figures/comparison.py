"""Two networks compared: by how much their confusions differ, and how alike their layers are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.scoreboard import contrasting
from mnistnet.figures.theme import MARK, QUIET, blank, clickable_cells, shades
from mnistnet.words import say

__all__ = ["confusion_difference", "likeness_grid"]

Array = NDArray[Any]
UNLIKE_TO_ALIKE = ("#D5DCE2", "#7FA6CF", "#1F5FA8")  # the same on light paper and on the dark board


def confusion_difference(
    difference: Array, *, chosen: tuple[int | None, int | None] = (None, None), height: int = 380
) -> Chart:
    """Return by how much two confusion matrices differ, signed; every cell can be clicked.

    Parameters
    ----------
    difference : ndarray of shape (classes, classes)
        How much more often the second network gave each label (row) each answer (column).
    chosen : (label, answer)
        The row, column or cell to mark; None for any.

    Notes
    -----
    The last trace is clickable and carries ``label * classes + answer``.
    """
    classes, most = len(difference), max(int(np.abs(difference).max()), 1)
    figure = blank(height)
    figure.add_heatmap(
        z=difference.astype(np.float32),
        autocolorscale=True,
        zmin=-1.3 * most,
        zmax=1.3 * most,
        showscale=False,
        hoverinfo="skip",
        xgap=1,
        ygap=1,
        text=[[_signed(n) if n else "" for n in row] for row in difference.tolist()],
        texttemplate="%{text}",
    )
    _diagonal(figure, classes)
    _clickable_cells(figure, difference, size=(height - 44) / classes * 0.8)
    label, answer = chosen
    if label is not None or answer is not None:
        figure.add_shape(type="rect", line={"color": MARK, "width": 3}, **_edges(label, answer, classes))
    ticks = {"tickvals": list(range(classes)), "showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    figure.update_xaxes(title=say("what was answered"), side="top", range=[-0.5, classes - 0.5], **ticks)
    figure.update_yaxes(title=say("label"), range=[classes - 0.5, -0.5], **ticks)
    return figure


def _signed(count: int) -> str:
    return f"{count:+d}".replace("-", "−")


def _diagonal(figure: Chart, classes: int) -> None:
    """Frame the right answers."""
    for i in range(classes):
        edges = {"x0": i - 0.5, "x1": i + 0.5, "y0": i - 0.5, "y1": i + 0.5}
        figure.add_shape(type="rect", line={"color": QUIET, "width": 1}, **edges)


def _clickable_cells(figure: Chart, difference: Array, size: float) -> None:
    """Lay an invisible square over every cell that answers to a click."""
    classes = len(difference)
    labels, answers = np.divmod(np.arange(classes**2), classes)
    figure.add_scatter(
        **clickable_cells(classes, size),
        text=[
            say("label {a}, answer {b}: {change}", a=a, b=b, change=_signed(n))
            for a, b, n in zip(labels, answers, difference.flat, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _edges(label: int | None, answer: int | None, classes: int) -> dict[str, float]:
    """Return the corners of the chosen row, column or cell."""
    y = (-0.5, classes - 0.5) if label is None else (label - 0.5, label + 0.5)
    x = (-0.5, classes - 0.5) if answer is None else (answer - 0.5, answer + 0.5)
    return {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}


def likeness_grid(
    values: Array,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    row_title: str,
    column_title: str,
    row: int = 46,
) -> Chart:
    """Return how alike each layer of one network (row) is to each layer of another (column), 0 to 1.

    Parameters
    ----------
    values : ndarray of shape (len(rows), len(columns))
        NaN is left blank.
    rows, columns : sequences of str
        The names of the layers.
    row_title, column_title : str
        The names of the networks.
    row : int
        Height of a row, in pixels.
    """
    values = np.asarray(values, np.float32)
    figure = blank(row * len(rows) + 50)
    figure.add_heatmap(
        z=values,
        **shades(UNLIKE_TO_ALIKE),
        hovertemplate=say(
            "{row_title} %{{customdata[0]}}, {column_title} %{{customdata[1]}}: %{{z:.3f}}<extra></extra>",
            row_title=row_title,
            column_title=column_title,
        ),
        customdata=[[[a, b] for b in columns] for a in rows],
    )
    cells = np.argwhere(np.isfinite(values))
    shown = values[tuple(cells.T)]
    figure.add_scatter(
        x=cells[:, 1],
        y=cells[:, 0],
        mode="text",
        text=[f"{value:.2f}" for value in shown],
        textfont={"size": 14, "color": [contrasting(np.clip(value, 0, 1), UNLIKE_TO_ALIKE) for value in shown]},
        hoverinfo="skip",
    )
    common = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    figure.update_xaxes(title=column_title, side="top", range=[-0.5, len(columns) - 0.5], **_ticks(columns), **common)
    figure.update_yaxes(title=row_title, range=[len(rows) - 0.5, -0.5], **_ticks(rows), **common)
    return figure


def _ticks(names: Sequence[str]) -> dict[str, Any]:
    return {"tickvals": list(range(len(names))), "ticktext": list(names)}

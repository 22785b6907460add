"""The confusion matrix: which digits the network takes for which."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import MARK, blank, clickable_cells, set_axes
from mnistnet.words import say

__all__ = ["confusion"]

Array = NDArray[Any]


def confusion(
    counts: Array, *, chosen: tuple[int | None, int | None] = (None, None), height: int = 380, of: str = ""
) -> Chart:
    """Return the confusion matrix; only mistakes are coloured, and every cell can be clicked.

    Parameters
    ----------
    counts : ndarray of shape (classes, classes)
        How often each label (row) got each answer (column).
    chosen : (label, answer)
        The row, column or cell to mark; None for any.
    of : str
        What stands over the columns, where the answers are not those of a network.

    Notes
    -----
    The last trace is clickable and carries ``label * classes + answer``.
    """
    classes = len(counts)
    off = np.where(np.eye(classes, dtype=bool), np.nan, counts).astype(np.float32)
    figure = blank(height)
    figure.add_heatmap(
        z=off,
        autocolorscale=True,
        zmin=0,
        zmax=max(float(np.nanmax(off)), 1) * 1.15,
        showscale=False,
        hoverinfo="skip",
        xgap=1,
        ygap=1,
        text=[[str(n) if n and i != j else "" for j, n in enumerate(row)] for i, row in enumerate(counts.tolist())],
        texttemplate="%{text}",
    )
    _diagonal(figure, counts)
    labels, answers = np.divmod(np.arange(classes**2), classes)
    figure.add_scatter(
        **clickable_cells(classes, (height - 44) / classes * 0.8),
        text=[
            say("label {a}, answer {b}: {counts} times", a=a, b=b, counts=counts[a, b])
            for a, b in zip(labels, answers, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    figure.layout.shapes = _marked(chosen, classes)
    ticks = {"tickvals": list(range(classes)), "showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    set_axes(
        figure,
        {"title": of or say("what the network answered"), "side": "top", "range": [-0.5, classes - 0.5], **ticks},
        {"title": say("label"), "range": [classes - 0.5, -0.5], **ticks},
    )
    return figure


def _diagonal(figure: Chart, counts: Array) -> None:
    """Write the numbers of right answers along the diagonal, with a tick and on no colour."""
    places = np.arange(len(counts))
    figure.add_scatter(
        x=places,
        y=places,
        text=[f"{n}✓" for n in counts.diagonal()],
        mode="text",
        hoverinfo="skip",
    )


def _marked(chosen: tuple[int | None, int | None], classes: int) -> list[dict[str, Any]]:
    """Return a frame round the chosen row, column or cell; none where nothing is chosen."""
    label, answer = chosen
    if label is None and answer is None:
        return []
    y = (-0.5, classes - 0.5) if label is None else (label - 0.5, label + 0.5)
    x = (-0.5, classes - 0.5) if answer is None else (answer - 0.5, answer + 0.5)
    edges = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    return [{"type": "rect", "line": {"color": MARK, "width": 3}, **edges}]

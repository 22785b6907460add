"""Judging a network: what it takes for what, how often it is right, and whether it knows when it is not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from mnistnet.calibration import Reliability, Threshold
from mnistnet.figures.answers import share
from mnistnet.figures.theme import BAR, BAR_BEST, MARK, QUIET, RIGHT, WRONG, blank, pixel_axes

__all__ = ["accuracy_bars", "confusion", "reliability_diagram", "threshold_curves", "turned"]

Array = NDArray[Any]


def confusion(counts: Array, *, chosen: tuple[int | None, int | None] = (None, None), height: int = 380) -> go.Figure:
    """Return the confusion matrix; only mistakes are coloured, and every cell can be clicked.

    Parameters
    ----------
    counts : ndarray of shape (classes, classes)
        How often each label (row) got each answer (column).
    chosen : (label, answer)
        The row, column or cell to mark; None for any.

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
    hidden = {"marker": {"opacity": 0.01}}
    figure.add_scatter(
        x=answers,
        y=labels,
        customdata=np.arange(classes**2),
        mode="markers",
        marker={"size": (height - 44) / classes * 0.8, "symbol": "square", "opacity": 0.01, "color": MARK},
        text=[f"label {a}, answer {b}: {counts[a, b]} times" for a, b in zip(labels, answers, strict=True)],
        hovertemplate="%{text}<extra></extra>",
        selected=hidden,
        unselected=hidden,
    )
    figure.update_layout(shapes=_marked(chosen, classes))
    ticks = {"tickvals": list(range(classes)), "showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    figure.update_xaxes(title="what the network answered", side="top", range=[-0.5, classes - 0.5], **ticks)
    figure.update_yaxes(title="label", range=[classes - 0.5, -0.5], **ticks)
    return figure


def _diagonal(figure: go.Figure, counts: Array) -> None:
    """Write the numbers of right answers along the diagonal, with a tick."""
    places = np.arange(len(counts))
    figure.add_scatter(
        x=places,
        y=places,
        text=[f"{n}✓" for n in counts.diagonal()],
        mode="text",
        textfont={"size": 10, "color": RIGHT},
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


def accuracy_bars(
    values: ArrayLike, names: Sequence[str], *, label: str, best: int | None = None, height: int = 230
) -> go.Figure:
    """Return a bar from 0 to 100 % for each name, its value written over it.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Shares from 0 to 1; NaN draws no bar.
    names : sequence of n str
    label : str
        What the names are, written under them.
    best : int, optional
        The bar to colour.
    """
    figure, shares = blank(height, bargap=0.3), np.asarray(values, float)
    figure.add_bar(
        x=list(names),
        y=shares,
        marker={"color": [BAR_BEST if i == best else BAR for i in range(len(names))], "line": {"width": 0}},
        text=["" if np.isnan(v) else share(v) for v in shares],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="none",
    )
    figure.update_xaxes(type="category", title=label, fixedrange=True, ticks="")
    figure.update_yaxes(range=[0, 1.12], visible=False, fixedrange=True)
    return figure


def reliability_diagram(bins: Reliability, *, height: int = 300) -> go.Figure:
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
        customdata=np.stack([bins.counts, bins.confidences], axis=-1)[filled],
        text=[str(n) for n in bins.counts[filled]],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{customdata[0]} answers, on average %{customdata[1]:.1%} sure, %{y:.1%} right<extra></extra>",
    )
    _share_axes(figure, "how sure it was", "how often it was right", top=1.1)
    return figure


def threshold_curves(curves: Threshold, *, chosen: float, height: int = 300) -> go.Figure:
    """Return the share of digits answered, and of those answered right, against how sure it must be."""
    figure = blank(height)
    for values, colour, dash, name in (
        (curves.answered, BAR_BEST, "solid", "answered"),
        (curves.accuracies, RIGHT, "dash", "right among them"),
    ):
        figure.add_scatter(
            x=curves.thresholds,
            y=values,
            mode="lines",
            name=name,
            line={"color": colour, "dash": dash, "width": 3},
            hovertemplate=f"%{{y:.1%}} {name}<extra></extra>",
        )
    figure.add_vline(x=chosen, line={"color": MARK, "width": 2})
    _share_axes(figure, "how sure it must be to answer", "", top=1.03)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0})
    return figure


def _share_axes(figure: go.Figure, x: str, y: str, top: float) -> None:
    """Give the figure two axes in percent."""
    figure.update_xaxes(title=x, range=[0, 1], tickformat=".0%", dtick=0.2, fixedrange=True)
    figure.update_yaxes(title=y, range=[0, top], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1], fixedrange=True)


def turned(image: NDArray[np.uint8], pixels: tuple[tuple[int, int], ...], *, height: int = 280) -> go.Figure:
    """Return a changed digit with its changed pixels framed: "+" where ink was added, "−" where it was taken away.

    Parameters
    ----------
    image : ndarray of shape (rows, columns), uint8
        The digit after the change.
    pixels : tuple of (row, column)
    """
    figure = blank(height)
    figure.add_heatmap(
        z=image.astype(np.float32), autocolorscale=True, zmin=0, zmax=255, showscale=False, hoverinfo="skip"
    )
    for row, column in pixels:
        edges = {"x0": column - 0.5, "x1": column + 0.5, "y0": row - 0.5, "y1": row + 0.5}
        figure.add_shape(type="rect", line={"color": WRONG, "width": 2}, **edges)
    figure.add_scatter(
        x=[column for _, column in pixels],
        y=[row for row, _ in pixels],
        text=["<b>+</b>" if image[place] else "<b>−</b>" for place in pixels],
        mode="text",
        textfont={"color": WRONG, "size": 14},
        hovertemplate="row %{y}, column %{x}<extra></extra>",
    )
    pixel_axes(figure, *image.shape)
    return figure

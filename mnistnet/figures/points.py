"""Digits as points of a map: a mark for each class, rings round errors, and what each is read as on hover."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart, merged
from mnistnet.figures.theme import MARK, WRONG, blank
from mnistnet.words import say

__all__ = ["digit_in_dots", "digit_map", "with_pictures"]

Array = NDArray[Any]
SYMBOLS = ("circle", "square", "diamond", "cross", "x", "triangle-up", "triangle-down", "star", "pentagon", "hexagram")
OPACITY = 0.9  # paler marks would be lost on paper
# Which bit of a Braille sign stands for each of its dots, four rows of two.
DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])


def digit_map(
    points: Array,
    labels: Array,
    answers: Array,
    *,
    numbers: NDArray[np.intp] | None = None,
    here: Sequence[float] | None = None,
    here_words: str = "",
    height: int = 620,
) -> Chart:
    """Return the map; each point can be clicked and carries its number.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
    labels, answers : ndarray of shape (n,)
        Points whose answer is not the label get a ring.
    numbers : ndarray of shape (n,), optional
        What each point carries; their places, if not given.
    here : (x, y), optional
        A place to mark.
    here_words : str
        What is there.
    """
    figure = blank(height)
    numbers = np.arange(len(labels)) if numbers is None else numbers
    verdicts = [
        say("number {i}: a {a} ✓", i=i, a=a) if a == b else say("number {i}: a {a}, read as {b} ✗", i=i, a=a, b=b)
        for i, a, b in zip(numbers, labels, answers, strict=True)
    ]
    for label in np.unique(labels):
        chosen = np.flatnonzero(labels == label)
        _class(figure, int(label), points[chosen], numbers[chosen], [verdicts[i] for i in chosen])
    wrong = np.flatnonzero(labels != answers)
    ring = {"symbol": "circle-open", "size": 16, "color": WRONG, "line": {"width": 2}}
    figure.add_scatter(
        x=points[wrong, 0], y=points[wrong, 1], mode="markers", name="error", marker=ring, hoverinfo="skip"
    )
    _names(figure, points, labels)
    if here is not None:
        star = {"symbol": "star-diamond", "size": 20, "color": MARK, "line": {"width": 1, "color": "#FFFFFF"}}
        figure.add_scatter(
            x=[here[0]],
            y=[here[1]],
            mode="markers",
            name=here_words,
            marker=star,
            hovertemplate=here_words + "<extra></extra>",
        )
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(**hidden)
    figure.update_yaxes(**hidden)
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"font": {"family": "monospace", "size": 15}},
    )
    return figure


def with_pictures(figure: Chart, labels: Array, pictures: Sequence[str]) -> Chart:
    """Return a map that shows each digit on hover by itself; it is six times as large. The given one stays as it is.

    Parameters
    ----------
    figure : Chart
        Of `digit_map`.
    labels : ndarray of shape (n,)
    pictures : sequence of n str
        Each digit as `digit_in_dots` writes it.
    """
    classes = [[pictures[int(i)] for i in np.flatnonzero(labels == label)] for label in np.unique(labels)]
    pictured = [
        merged(trace, {"text": [f"{dots}<br>{words}" for dots, words in zip(own, trace.text, strict=True)]})
        for trace, own in zip(figure.data, classes, strict=False)
    ]
    result = Chart(figure.layout)
    result["data"] = [*pictured, *figure.data[len(pictured) :]]
    return result


def _class(figure: Chart, label: int, points: Array, numbers: Array, words: list[str]) -> None:
    """Add the points of one class; the theme gives each class its colour."""
    same = {"marker": {"opacity": OPACITY}}
    figure.add_scatter(
        x=points[:, 0].astype(np.float32),
        y=points[:, 1].astype(np.float32),
        mode="markers",
        name=str(label),
        customdata=numbers,
        text=words,
        hovertemplate="%{text}<extra></extra>",
        marker={"symbol": SYMBOLS[label % len(SYMBOLS)], "size": 7, "opacity": OPACITY},
        selected=same,
        unselected=same,
    )


def _names(figure: Chart, points: Array, labels: Array) -> None:
    """Write each class's digit over the middle of its points."""
    classes = np.unique(labels)
    middles = np.array([np.median(points[labels == label], axis=0) for label in classes])
    figure.add_scatter(
        x=middles[:, 0],
        y=middles[:, 1],
        text=[f"<b>{label}</b>" for label in classes],
        mode="text",
        textfont={"size": 26, "shadow": "auto"},
        hoverinfo="skip",
        showlegend=False,
    )


def digit_in_dots(image: NDArray[np.uint8]) -> str:
    """Return a digit written in Braille signs, 2 x 4 dots each, its blank margin cut off; lines parted by <br>.

    A dot stands for a pixel of more than a third of full ink.
    """
    ink = np.asarray(image) > 85
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return "⠀"
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    cut = np.pad(cut, ((0, -len(cut) % 4), (0, -cut.shape[1] % 2)))
    blocks = cut.reshape(len(cut) // 4, 4, cut.shape[1] // 2, 2).transpose(0, 2, 1, 3)
    signs = 0x2800 + (blocks * DOTS).sum(axis=(2, 3))
    return "<br>".join("".join(chr(sign) for sign in row) for row in signs)

"""The answer of a network: one bar a class, the label's class marked right or wrong."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, BAR_BEST, RIGHT, SMALLEST, WRONG, blank, set_axes
from mnistnet.words import say
from mnistnet.words.shares import share


def answers(
    outputs: NDArray[Any],
    *,
    label: int | None = None,
    names: Sequence[str] | None = None,
    height: int = 300,
    beyond: float = 0.32,
) -> Chart:
    """Return a bar for each class, from 0 to 1, the largest in colour.

    Parameters
    ----------
    outputs : ndarray of shape (classes,)
        Between 0 and 1: probabilities, or sigmoid outputs as they are.
    label : int, optional
        The right answer. Then the largest bar is green with a tick if it is the label's, else red
        with a cross, and the label's own class is named.
    names : sequence of str, optional
        The classes; their numbers by default.
    beyond : float
        Room for the words to the right of a full bar, as a share of that bar; narrow figures need more.
    """
    names = list(names or map(str, range(len(outputs))))
    best = int(np.argmax(outputs))
    colours, marks = [BAR] * len(outputs), [""] * len(outputs)
    colours[best] = BAR_BEST if label is None else RIGHT if best == label else WRONG
    if label is not None:
        marks[best] = " ✓" if best == label else " ✗"
        if label < len(marks):  # a network of fewer classes does not know it
            marks[label] = marks[label] or say(" ← label")
    figure = blank(height, bargap=0.25, uniformtext={"minsize": SMALLEST, "mode": "show"})
    figure.add_bar(
        x=np.asarray(outputs, np.float32),
        y=names,
        orientation="h",
        marker={"color": colours, "line": {"width": 0}},
        text=[f"{share(value)}{mark}" for value, mark in zip(outputs, marks, strict=True)],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="none",
    )
    set_axes(
        figure,
        {"range": [0, 1 + beyond], "visible": False, "fixedrange": True},
        {"autorange": "reversed", "type": "category", "fixedrange": True, "ticks": "", "tickfont": {"size": 14}},
    )
    return figure

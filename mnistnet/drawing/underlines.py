"""A line under digits is no part of them, nor are the short strokes upon it that part places of a form."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import frame, sizes

__all__ = ["underlines"]

Array = NDArray[Any]
FLAT = 0.25  # of its length is a line high at most, its slant included
FILLED = 0.9  # of its columns, at least, have ink all in one stretch
BEYOND = 0.04  # of the width of the row that stands on it does a line reach further, on either side
TEETH = 0.25  # of its columns at most belong to teeth
GAP = 0.02, 0.5  # of the height of that row: how far below it a line lies


def underlines(labels: Array, around: Array) -> NDArray[np.bool_]:
    """Return which pieces are lines under others; takes what `mnistnet.drawing.rings.rings` takes."""
    found = np.zeros(len(around), bool)
    heights, widths = (around[:, axis + 2] - around[:, axis] for axis in (0, 1))
    flat = heights <= FLAT * widths
    large = sizes(around) >= sizes(around)[~flat].max(initial=0) / 4
    for line in map(int, np.flatnonzero(large & flat)):
        bare = _without_teeth(labels, line, around[line])
        above = around[large & ~flat & _is_above(around, bare)]
        row = frame(above[above[:, 2] > above[above[:, 2].argmax(), 0]]) if len(above) else None
        found[line] = row is not None and _is_under(bare, row) and _is_one_stroke(labels, line, around[line])
    return found


def _without_teeth(labels: Array, line: int, box: Array) -> Array:
    """Return the box of a line without the short strokes upon it, of which most of its columns have none."""
    own = labels[box[0] : box[2], box[1] : box[3]] == line + 1
    tops = own.argmax(axis=0)[own.any(axis=0)]
    usual, rest = int(np.median(tops)), tops >= np.quantile(tops, TEETH)
    return np.array([box[0] + min(usual, int(tops[rest].min())), *box[1:]])


def _is_above(around: Array, line: Array) -> NDArray[np.bool_]:
    """Return which pieces end above the foot of a line and stand over it, at least in part."""
    over = (around[:, 1] < line[3]) & (around[:, 3] > line[1])
    return np.asarray(over & (around[:, 2] <= line[0] + (line[2] - line[0]) / 2))


def _is_under(line: Array, row: Array) -> bool:
    """Return whether a line lies a little below a row of pieces, and reaches beyond it on both sides."""
    height, width = row[2] - row[0], row[3] - row[1]
    gap = (line[0] - row[2]) / height
    beyond = min(row[1] - line[1], line[3] - row[3]) / width
    return bool(GAP[0] < gap < GAP[1] and beyond > BEYOND)


def _is_one_stroke(labels: Array, line: int, box: Array) -> bool:
    """Return whether a piece is as a pen leaves it that goes straight across: hardly a column is bare or forked."""
    own = labels[box[0] : box[2], box[1] : box[3]] == line + 1
    starts = own[:1].sum(axis=0) + (own[1:] & ~own[:-1]).sum(axis=0)
    return bool((starts == 1).mean() >= FILLED)

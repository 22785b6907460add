"""Several digits on one paper are taken apart: pieces of ink become digits, and digits are put in reading order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.width import changed_width

__all__ = ["apart"]

Array = NDArray[Any]
SMALLEST = 0.25  # of the tallest piece: what is smaller both ways is no digit by itself
PART = 0.12  # of the tallest piece: what is smaller both ways is no part of a digit either
OVERLAP = 0.5  # of the narrower piece's width lies under or over the other: parts of one digit
GAP = 0.15  # of the tallest piece: so far apart can parts of one digit lie, one above the other
TOUCHING = 0.005  # of the picture's longer side: pieces that are less far apart were one stroke
MOST_PIECES = 400  # the largest are looked at; a texture has thousands


def apart(ink: Ink) -> list[Ink]:
    """Return the ink of each digit on its own piece of paper, lines from top to bottom, digits from left to right.

    Pieces of ink belong to one digit when they nearly touch, or lie above each other: when half of the
    narrower one's width lies within the other's and the gap between them is small. Specks are left out, and so is
    what runs into the picture's border if anything else is there.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    wide = changed_width((ink > EDGE).astype(np.float32), 2 * round(TOUCHING / 2 * max(ink.shape)))
    labels = label_pieces(wide > EDGE)
    around = boxes(labels)
    kept = _worth_reading(around, np.bincount(labels.ravel())[1:], ink.shape)
    if kept.size == 0:
        return []
    tallest = _sizes(around[kept]).max()
    groups = _joined(around[kept], tallest)
    digits = [kept[groups == group] for group in np.unique(groups)]
    framed = [_frame(around[pieces]) for pieces in digits]
    large = [i for i, box in enumerate(framed) if _sizes(box[None])[0] >= SMALLEST * tallest]
    order = _reading_order([framed[i] for i in large])
    return [_cut_out(ink, labels, digits[large[i]] + 1, framed[large[i]]) for i in order]


def _worth_reading(around: Array, areas: Array, shape: tuple[int, ...]) -> Array:
    """Return the numbers of the pieces that may be digits or parts of them."""
    inside = (around[:, :2] > 0).all(1) & (around[:, 2:] < shape).all(1)
    kept = np.flatnonzero(inside) if inside.any() else np.arange(len(around))
    kept = kept[np.argsort(-areas[kept], kind="stable")[:MOST_PIECES]]
    if kept.size == 0:
        return kept
    sizes = _sizes(around[kept])
    return kept[sizes >= PART * sizes.max()]


def _sizes(around: Array) -> Array:
    """Return the longer side of every box."""
    return (around[:, 2:] - around[:, :2]).max(1)


def _joined(around: Array, tallest: int) -> Array:
    """Return a number for every piece, the same for pieces of one digit."""
    top, left, bottom, right = around.T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    gap = np.maximum(top[:, None], top) - np.minimum(bottom[:, None], bottom)
    width = right - left
    near = (across >= OVERLAP * np.minimum(width[:, None], width)) & (gap <= GAP * tallest)
    groups = np.arange(len(around))
    for _ in groups:  # the smallest number spreads along every chain of neighbours
        groups = np.where(near, groups, len(groups)).min(1)
    return groups


def _frame(around: Array) -> Array:
    """Return the box around several boxes."""
    return np.concatenate([around[:, :2].min(0), around[:, 2:].max(0)])


def _reading_order(framed: list[Array]) -> list[int]:
    """Return the places of the boxes in lines from top to bottom, from left to right in each.

    A box belongs to the line if its middle lies above the bottom of the line's first box.
    """
    waiting = sorted(range(len(framed)), key=lambda i: int(framed[i][0]))
    order: list[int] = []
    while waiting:
        bottom = framed[waiting[0]][2]
        line = [i for i in waiting if framed[i][0] + framed[i][2] < 2 * bottom]
        order += sorted(line, key=lambda i: int(framed[i][1]))
        waiting = [i for i in waiting if i not in line]
    return order


def _cut_out(ink: Ink, labels: Array, numbers: Array, box: Array) -> Ink:
    """Return the ink of some pieces, and the soft rim around them, with a little blank paper on every side."""
    top, left, bottom, right = box
    part = np.pad(ink[top:bottom, left:right], 1)
    other = ~np.isin(np.pad(labels[top:bottom, left:right], 1), [0, *numbers])
    return np.where(other, np.float32(0), part)

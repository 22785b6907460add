"""Pieces of ink that make one digit are joined: what lies above each other, what broke, and the bar of a 5."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.broken import WIDEST, broken_apart
from mnistnet.drawing.flags import flags_apart
from mnistnet.drawing.ink import Ink

__all__ = ["frame", "is_cut_off", "joined", "sizes"]

Array = NDArray[Any]
OVERLAP = 0.5  # of the narrower piece's width lies under or over the other: parts of one digit
GAP = 0.15  # of the tallest piece: so far apart can parts of one digit lie, one above the other
LARGER = 0.6  # of a piece that an edge cut off: such a piece further in is what the picture shows
ROWS, LIKE = 8, (0.7, 1.4)  # so many pieces of about the usual height stand in rows: none is a half of another
STACKED = 0.3  # of the usual height at most do two pieces in rows above each other reach past one another
TWICE = 2  # times the largest piece is one digit tall at most


def joined(ink: Ink, labels: Array, around: Array, kept: Array) -> list[Array]:
    """Return the numbers of the pieces of every digit.

    How large a digit is tells how far apart its pieces may lie. Pieces that were joined are looked at once more as
    wholes: of a 4 that broke in five, no two pieces may lie above each other, and yet its halves do.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    labels : ndarray of the same shape, int
        The number of the piece that every pixel belongs to.
    around : ndarray of shape (n, 4), int
        The boxes of all pieces.
    kept : ndarray of shape (m,), int
        The numbers, less one, of the pieces to join.
    """
    pieces = around[kept]
    tallest = int(sizes(pieces).max())
    above = _above(pieces, tallest)
    broken = broken_apart(ink, labels, pieces, kept, _size(pieces, _groups(above)))
    groups = _groups(above | broken)
    framed = np.array([frame(pieces[groups == group]) for group in range(groups.max() + 1)])
    near = _above(framed, tallest)
    areas = np.bincount(groups, np.bincount(labels.ravel())[1 + kept])
    wholes = _groups(near | flags_apart(framed, areas, near.sum(0) == 1))[groups]
    return [kept[wholes == whole] for whole in range(wholes.max() + 1)]


def frame(around: Array) -> Array:
    """Return the box around several boxes."""
    return np.concatenate([around[:, :2].min(0), around[:, 2:].max(0)])


def sizes(around: Array) -> Array:
    """Return the longer side of every box."""
    return np.asarray((around[:, 2:] - around[:, :2]).max(1))


def is_cut_off(longest: Array, inside: Array) -> Array:
    """Return which pieces an edge cut off while something else was written; `longest` are their sizes."""
    return np.asarray(~inside & (longest * LARGER < longest[inside].max(initial=0)))


def _size(pieces: Array, groups: Array) -> int:
    """Return about how large the largest digit is: a group of pieces, or all there is if that has a digit's shape."""
    largest = max(int(sizes(frame(pieces[groups == group])[None])[0]) for group in range(groups.max() + 1))
    top, left, bottom, right = frame(pieces)
    is_one = right - left <= WIDEST * (bottom - top) <= WIDEST * TWICE * largest
    return max(largest, int(bottom - top)) if is_one else largest


def _above(around: Array, tallest: int) -> NDArray[np.bool_]:
    """Return which boxes lie above each other with a small gap, or overlap."""
    top, left, bottom, right = around.T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    gap = np.maximum(top[:, None], top) - np.minimum(bottom[:, None], bottom)
    height, width = bottom - top, right - left
    usual = float(np.median(height))
    whole = (height >= LIKE[0] * usual) & (height <= LIKE[1] * usual)
    near = (across >= OVERLAP * np.minimum(width[:, None], width)) & (gap <= GAP * tallest)
    if whole.sum() >= max(ROWS, len(height) / 2):
        near &= ~(whole[:, None] & whole & (gap > -STACKED * usual))
    return np.asarray(near | np.eye(len(around), dtype=bool))


def _groups(near: NDArray[np.bool_]) -> Array:
    """Return a number for every piece, from 0, the same along every chain of neighbours."""
    groups = np.arange(len(near))
    for _ in groups:
        groups = np.where(near, groups, len(groups)).min(1)
    return np.unique(groups, return_inverse=True)[1]

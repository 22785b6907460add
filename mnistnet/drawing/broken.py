"""A pen that skips leaves gaps in a stroke: pieces that are hardly apart, and make no more than one digit, are one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.sliding import largest

__all__ = ["WIDEST", "broken_apart"]

Array = NDArray[Any]
HAIR = 0.028  # of the largest digit: digits that somebody writes side by side are hardly ever so near
CLOSE = 0.06  # of the largest digit: so near are parts too low to be digits beside it
LOW = 0.6  # of the whole is a part lower than that
NARROW, WIDEST = 1.05, 1.3  # times its height is one digit wide: where it must be narrow, and at most


def broken_apart(ink: Ink, labels: Array, around: Array, kept: Array, size: int) -> NDArray[np.bool_]:
    """Return which pieces are one digit that was broken, a matrix over the kept pieces.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    labels : ndarray of the same shape, int
        The number of the piece that every pixel belongs to.
    around : ndarray of shape (n, 4), int
        The boxes of the kept pieces.
    kept : ndarray of shape (n,), int
        Their numbers, less one.
    size : int
        The longer side of the largest digit, as far as pieces above each other tell.
    """
    together = np.eye(len(kept), dtype=bool)
    if len(kept) < 2:
        return together
    numbers, first = np.unique(labels, return_index=True)
    places = first[np.searchsorted(numbers, kept + 1)]
    for share, is_one in ((HAIR, _is_narrow), (CLOSE, _is_in_parts)):
        wide = largest(ink > EDGE, 2 * round(share * size / 2) + 1)
        groups = label_pieces(wide).ravel()[places]
        for group in np.unique(groups[groups > 0]):  # 0: a reach so short that it leaves a piece's own rim out
            members = np.flatnonzero(groups == group)
            if len(members) > 1 and is_one(around[members]):
                together[np.ix_(members, members)] = True
    return together


def _is_narrow(around: Array, widest: float = NARROW) -> bool:
    height, width = _size(around)
    return bool(width <= widest * height)


def _is_in_parts(around: Array) -> bool:
    """Return whether all pieces but one are too low to be digits beside it."""
    heights = np.sort(around[:, 2] - around[:, 0])
    return _is_narrow(around, WIDEST) and bool(heights[-2] <= LOW * _size(around)[0])


def _size(around: Array) -> Array:
    """Return height and width of the box around several boxes."""
    return np.asarray(around[:, 2:].max(0) - around[:, :2].min(0))

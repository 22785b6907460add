"""A corner that a hard shadow darkens is no ink: it runs out of the picture, and is far too thick for the pen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.sliding import smallest
from mnistnet.drawing.width import stroke_width

__all__ = ["is_shade"]

Array = NDArray[Any]
SMALL = 250  # pixels of the longer side: enough to see how thick a piece is
THICKER = 2.5  # times the pen: a square so large fits into no stroke
TALL = 0.2  # of the largest piece is what tells how thick the pen was; a speck does not


def is_shade(labels: Array, around: Array, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which pieces are shade, shape (pieces,).

    Parameters
    ----------
    labels : ndarray of shape (rows, columns), int
        The number of the piece that every pixel belongs to, from 1.
    around : ndarray of shape (pieces, 4)
        Their boxes.
    inside : ndarray of shape (pieces,), bool
        Which of them do not touch the picture's border; they were written.
    """
    none = np.zeros(len(around), bool)
    sizes = (around[:, 2:] - around[:, :2]).max(1)
    written = inside & (sizes >= TALL * sizes.max(initial=0))
    if inside.all() or not written.any():
        return none
    times = -(-max(labels.shape) // SMALL)
    small = labels[::times, ::times]
    pen = stroke_width(np.isin(small, 1 + np.flatnonzero(written)).astype(np.float32))
    if pen <= 0:
        return none
    side = 2 * round(THICKER * pen / 2) + 1
    runs_out = np.isin(small, 1 + np.flatnonzero(~inside))
    thick = smallest(np.pad(runs_out, side, "edge"), side)[side:-side, side:-side] > 0.5
    none[np.unique(small[thick & (small > 0)]) - 1] = True
    return none

"""A ring round a digit is no digit: somebody circled an answer, by hand or in print."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import sizes

__all__ = ["rings"]

Array = NDArray[Any]
INSIDE = 0.3  # of the ring's longer side: what lies in it is at least as large, if it is a digit and not a speck
THIN = 0.4  # of its box at most does a ring fill
RAYS = 16  # ways out of the middle, in nearly all of which a ring is met
OPEN = 2  # of them may lead through the gap that a hand leaves
STRAIGHT = 0.2  # of its length does a straight stroke scatter sideways, at most
LEANING = 0.2  # columns a row: a straight stroke that leans more, in a tall ring, is the slash of a zero
ROUND = 1.25  # times as high as wide at most is a ring with a slanting stroke, to be no zero


def rings(labels: Array, around: Array) -> NDArray[np.bool_]:
    """Return which pieces are rings round others.

    Parameters
    ----------
    labels : ndarray of shape (rows, columns)
        The number of the piece that each pixel belongs to; 0 is blank.
    around : ndarray of shape (pieces, 4)
        The box of every piece: top, left, bottom, right.
    """
    found = np.zeros(len(around), bool)
    longest = sizes(around)
    for ring in np.flatnonzero(longest >= longest.max(initial=0) / 2):
        inner = _inside(around, int(ring))
        inner = inner[longest[inner] >= INSIDE * longest[ring]]
        if inner.size:
            box = around[ring]
            own = labels[box[0] : box[2], box[1] : box[3]]
            found[ring] = _goes_round(own == ring + 1, _middle(around[inner]) - box[:2]) and not (
                inner.size == 1 and _is_slashed_zero(own == inner[0] + 1, box)
            )
    return found


def _inside(around: Array, ring: int) -> Array:
    """Return the pieces whose boxes lie within the box of a piece."""
    box = around[ring]
    inside = (around[:, :2] > box[:2]).all(axis=1) & (around[:, 2:] < box[2:]).all(axis=1)
    return np.flatnonzero(inside)


def _middle(around: Array) -> Array:
    return (around[:, :2].min(axis=0) + around[:, 2:].max(axis=0)) / 2


def _goes_round(ring: NDArray[np.bool_], middle: Array) -> bool:
    """Return whether nearly every way out of a middle meets a thin piece."""
    if ring.mean() > THIN:
        return False
    met, steps = 0, np.arange(1, max(ring.shape))
    for angle in np.arange(RAYS) * (2 * np.pi / RAYS):
        rows, columns = (
            np.rint(middle[axis] + steps * way).astype(int) for axis, way in enumerate((np.sin(angle), np.cos(angle)))
        )
        on = (rows >= 0) & (rows < ring.shape[0]) & (columns >= 0) & (columns < ring.shape[1])
        met += bool(ring[rows[on], columns[on]].any())
    return met >= RAYS - OPEN


def _is_slashed_zero(stroke: NDArray[np.bool_], box: Array) -> bool:
    """Return whether the only piece in a ring that is higher than wide is a straight slanting stroke."""
    places = np.argwhere(stroke)
    if box[2] - box[0] <= ROUND * (box[3] - box[1]) or len(places) < 3:
        return False
    sizes_of_axes, axes = np.linalg.eigh(np.cov(places.T))
    down, across = axes[:, 1]
    is_straight = sizes_of_axes[0] < STRAIGHT**2 * sizes_of_axes[1]
    return bool(is_straight and abs(across) > LEANING * abs(down))

"""The ring that a cup leaves beside digits is no 0: as round as a cup, and paler or larger than what was written."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.joining import frame

__all__ = ["is_round", "without_stains"]

Array = NDArray[Any]
PALER = 0.8  # of the darkness of what was written at most
LARGER = 1.6  # times as large as any digit beside it
ROUND = 1.12  # times as long as wide at most
EVEN = 0.07  # of its mean distance from the middle do the pixels of a ring scatter at most
THIN = 0.35  # of its box at most does a ring fill


def without_stains(groups: list[Array], ink: Ink, labels: Array, around: Array) -> list[int]:
    """Return the places of the groups of pieces that are no ring of a cup.

    Parameters
    ----------
    groups, labels, around
        As `mnistnet.drawing.things.without_things` takes them.
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    places = list(range(len(groups)))
    own = [_own(pieces, ink, labels, around) for pieces in groups]
    dark = [float(np.median(one[one > EDGE])) if (one > EDGE).any() else 0.0 for one in own]
    size = [max(one.shape) for one in own]
    other = [max([size[j] for j in places if j != i], default=size[i]) for i in places]
    is_odd = [dark[i] < PALER * max(dark) or size[i] > LARGER * other[i] for i in places]
    is_stain = [is_odd[i] and is_round(own[i] > EDGE) for i in places]
    return [i for i in places if not is_stain[i]]


def is_round(ring: NDArray[np.bool_]) -> bool:
    """Return whether ink, cut to its box, is a ring as round as if it was drawn around a cup."""
    height, width = ring.shape
    if max(height, width) > ROUND * min(height, width) or ring.mean() > THIN:
        return False
    y, x = np.nonzero(ring)
    away = np.hypot(y - (height - 1) / 2, x - (width - 1) / 2)
    return bool(away.size and away.std() <= EVEN * away.mean())


def _own(pieces: Array, ink: Ink, labels: Array, around: Array) -> Ink:
    top, left, bottom, right = frame(around[pieces])
    part = np.isin(labels[top:bottom, left:right], pieces + 1)
    return np.where(part, ink[top:bottom, left:right], np.float32(0))

"""A tiny picture of which pixels were lost: a blank pixel between two of ink, one on each side, is filled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink

__all__ = ["without_holes"]

Array = NDArray[Any]
BLANK, SURE = 0.1, 0.3  # of full ink: a hole has less, both its neighbours more
FEW = 0.02  # holes for a pixel of ink: with fewer, nothing was lost
FILLED = 0.7  # of the fainter neighbour: the eye of a small 8 looks like a hole too
STRAIGHT = ((0, 1), (1, 0))  # steps, in rows and columns, to a neighbour
SLANTING = ((1, 1), (1, -1))


def without_holes(ink: Ink) -> Ink:
    """Return the ink with its holes filled where pixels seem to be missing; else as it is.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
        Of a picture so small that a stroke is one or two pixels wide.
    """
    inked = ink > EDGE
    blank = ink < BLANK
    found = (blank & (_between(ink, STRAIGHT) > SURE)).sum()
    if found < FEW * inked.sum() and not _misses_a_row(inked):
        return ink
    between = _between(ink, STRAIGHT + SLANTING)
    return np.where(blank & (between > SURE), FILLED * between, ink).astype(np.float32)


def _between(ink: Ink, steps: tuple[tuple[int, int], ...]) -> Array:
    """Return the fainter of two opposite neighbours of each pixel, in the direction where that is darkest."""
    rows, columns = ink.shape
    wide = np.pad(ink, 1)
    pairs = [
        np.minimum(
            wide[1 + down : 1 + down + rows, 1 + across : 1 + across + columns],
            wide[1 - down : 1 - down + rows, 1 - across : 1 - across + columns],
        )
        for down, across in steps
    ]
    return np.asarray(np.max(pairs, axis=0))


def _misses_a_row(inked: NDArray[np.bool_]) -> bool:
    """Return whether just one row is blank between the first and the last that have ink."""
    rows = np.flatnonzero(inked.any(axis=1))
    return bool(len(rows) and rows[-1] - rows[0] == len(rows))

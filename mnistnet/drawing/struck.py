"""A digit that somebody struck out is not meant: a straight line runs through it and beyond it on both sides."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.resizing import fewer
from mnistnet.drawing.width import stroke_width

__all__ = ["is_struck"]

Array = NDArray[Any]
SEEN = 80  # pixels of the longer side: enough to see a line
LEAST = 12  # of these pixels is a digit high at least
STEEPEST, STEPS = 52, 60  # degrees, and how many slopes between there and its opposite: a 4 has steeper lines
PARTS = 6  # of these slopes: the one with the most ink in a line is looked at in each
BAND = 1.5  # of these pixels to either side of its middle is a line at least
UNBROKEN = 0.92  # of a line is ink
BEYOND = 0.1  # of the digit's size does the line reach further on either side
BESIDE = 0.1  # of the ink at least lies on either side of the line


def is_struck(ink: Ink) -> bool:
    """Return whether a line strikes out what the ink of one digit shows; the slash of a zero does not.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    mask = fewer(ink, SEEN) > EDGE
    y, x = np.nonzero(mask)
    if len(y) < LEAST or np.ptp(y) < LEAST:
        return False
    pen = max(stroke_width(mask.astype(np.float32)), 1.0)
    angles = np.deg2rad(np.linspace(-STEEPEST, STEEPEST, STEPS))
    across = np.cos(angles)[:, None] * y - np.sin(angles)[:, None] * x
    across -= across.min()
    rows = np.rint(across).astype(int)
    side = int(rows.max()) + 1
    counts = np.bincount((rows + side * np.arange(STEPS)[:, None]).ravel(), minlength=side * STEPS).reshape(STEPS, side)
    in_band = counts[:, :-2] + counts[:, 1:-1] + counts[:, 2:]
    best = in_band.max(axis=1).reshape(PARTS, -1).argmax(axis=1) + np.arange(PARTS) * (STEPS // PARTS)
    return any(
        _strikes(x * np.cos(angles[i]) + y * np.sin(angles[i]), across[i] - 1 - in_band[i].argmax(), pen) for i in best
    )


def _strikes(along: Array, off: Array, pen: float) -> bool:
    """Return whether a line strikes out the ink at places so far along it and off it."""
    line, rest = along[np.abs(off) <= BAND], np.abs(off) > max(pen, BAND)
    if not rest.any() or len(np.unique(np.rint(line))) < UNBROKEN * np.ptp(line):
        return False
    if min((rest & (off > 0)).sum(), (rest & (off < 0)).sum()) < BESIDE * len(off):
        return False
    size = max(np.ptp(along[rest]), np.ptp(off[rest]))
    return bool(min(along[rest].min() - line.min(), line.max() - along[rest].max()) > BEYOND * size)

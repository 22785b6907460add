"""Dots and dashes in a row are one stroke: the gaps between them are filled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.sliding import closed

__all__ = ["without_gaps"]

Array = NDArray[Any]
FEWEST, MOST = 6, 1000  # pieces: fewer are broken strokes, more a texture
SHORT = 3.2  # widths of the pen is a dash long at most
SHARE = 0.6  # of the ink is dots or dashes
BRIDGED = 1.3  # times the usual gap


def without_gaps(ink: Ink, width: float) -> Ink:
    """Return the ink with its gaps filled where most of it is dots or dashes; else as it is.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    width : float
        Of the pen, in pixels.
    """
    labels = label_pieces(ink > EDGE)
    areas = np.bincount(labels.ravel())[1:]
    large = np.flatnonzero(areas > 0.2 * width**2)
    if not FEWEST <= len(large) <= MOST:
        return ink
    around = boxes(labels)[large]
    short = (around[:, 2:] - around[:, :2]).max(1) <= SHORT * width
    if areas[large][short].sum() < SHARE * areas.sum():
        return ink
    gap = float(np.quantile(_gaps(around), 0.85))
    side = 2 * round(BRIDGED * gap / 2 + 1) + 1
    if side > 6 * width:
        return ink
    wide = np.pad(ink, side)
    return np.asarray(closed(wide, side)[side:-side, side:-side], np.float32)


def _gaps(around: Array) -> Array:
    """Return how far every box lies from the nearest other one."""
    top, left, bottom, right = around.T
    down = np.maximum(top[:, None], top) - np.minimum(bottom[:, None], bottom)
    across = np.maximum(left[:, None], left) - np.minimum(right[:, None], right)
    apart = np.hypot(down.clip(0), across.clip(0))
    np.fill_diagonal(apart, np.inf)
    return np.asarray(apart.min(1))

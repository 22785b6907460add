"""Beside a dark pen a red one is hardly seen in its strongest colour: what it wrote is taken from the light."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import sizes
from mnistnet.drawing.paper import Light
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import largest

__all__ = ["and_other_pens"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
SMALL = 250  # pixels of the longer side: enough to see pieces
LEAST = 0.001  # of the picture is ink of another pen at least
INKED = 0.3  # of such a pixel is ink
SHORTEST, LONGEST = 0.35, 2.0  # times as long as the longest piece of the dark pen is what another one wrote
RIM = 5  # of these pixels wide is a piece's rim


def and_other_pens(strong: Light, written: Light, seen: Mask, unseen: Mask) -> Light:
    """Return the marks in the strongest colour, and beside them what another pen wrote, as the light shows it.

    What is left of coloured print is smaller than a digit, longer, or runs out of the picture.

    Parameters
    ----------
    strong, written : ndarray of shape (rows, columns)
        How far each pixel falls behind the paper in its strongest colour, and in the light without printed lines.
    seen, unseen : ndarray of the same shape, bool
        The ink in the light that is seen in its strongest colour too, and that is hardly seen there.
    """
    if unseen.mean() < LEAST:
        return strong
    usual = int(sizes(boxes(_pieces(seen))).max(initial=0))
    labels = _pieces(unseen)
    around = boxes(labels)
    longest = sizes(around)
    inside = (around[:, :2] > 0).all(axis=1) & (around[:, 2:] < labels.shape).all(axis=1)
    of_a_pen = inside & (longest >= SHORTEST * usual) & (longest <= LONGEST * usual)
    if not of_a_pen.any():
        return strong
    place = largest(np.isin(labels, 1 + np.flatnonzero(of_a_pen)).astype(np.float32), RIM)
    return np.where(stretched(place, strong.shape) > 0.5, np.maximum(strong, written), strong)


def _pieces(ink: Mask) -> Array:
    """Return the number of the piece that each of fewer pixels belongs to."""
    return label_pieces(np.asarray(fewer(ink.astype(np.float32), SMALL) > INKED))

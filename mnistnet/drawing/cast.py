"""A shade that a hand or a blind casts is no ink: it is paler, wider than the pen, and runs out of the picture."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.sliding import largest, smallest

__all__ = ["cast_shade"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
LEAST = 0.003  # of the picture is ink beside a shade
MUCH = 0.3  # of the ink is a shade at least
PALER = 1.3  # times as dark as a shade is ink
WIDER, WIDE = 1.4, 5  # times the pen's width, and pixels: no stroke is so wide
CLEARLY, LINE = 1.1, 3  # times the level is ink dark beside a shade: then all of its piece is shade, but for edges
FAR_WIDER, FAR = 2.0, 0.14  # times the pen's width, and of the longer side: what is so wide need not run out


def cast_shade(marks: Array, ink: Mask, level: float, pen: float) -> Mask:
    """Return which of the ink is shade: what is paler than the darkest, and too wide for the pen that left those.

    Parameters
    ----------
    marks : ndarray of shape (rows, columns)
        By what share of the paper's light each pixel is darker than the paper.
    ink : ndarray of the same shape, bool
        What was taken for ink so far.
    level : float
        What parts the darker marks in it from the paler ones.
    pen : float
        The width of the strokes in the darker part.
    """
    none = np.zeros_like(ink)
    dark = ink & (marks > level)
    faint = ink & ~dark
    if dark.sum() < LEAST * ink.size or faint.sum() < MUCH * dark.sum():
        return none
    wide = _opened(faint, max(WIDER * pen + 1, WIDE))
    if not wide.any():
        return none
    depth, shade = float(np.median(marks[dark])), float(np.median(marks[wide]))
    if depth < PALER * shade:
        return none
    pieces = label_pieces(wide)
    ends = np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])
    far = pieces[_opened(faint, max(FAR_WIDER * pen + 1, FAR * max(ink.shape)))]
    found = np.asarray(np.isin(pieces, np.union1d(ends, far)) & wide)
    in_the_light = 1 - (1 - depth) / (1 - shade)  # how dark ink is that lies beside the shade
    if not found.any() or in_the_light <= CLEARLY * level:
        return found
    parts = label_pieces(_opened(faint, LINE))
    return np.asarray((parts > 0) & np.isin(parts, parts[found]))


def _opened(mask: Mask, side: float) -> Mask:
    """Return all squares of a side that fit into a mask; beyond the picture it goes on as at its border."""
    odd = 2 * round((side - 1) / 2) + 1
    wide = np.pad(mask, odd, "edge")
    return np.asarray(largest(smallest(wide, odd) > 0, odd)[odd:-odd, odd:-odd])

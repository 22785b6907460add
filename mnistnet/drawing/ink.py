"""Ink is what a pen left on the paper: an array from 0 (blank) to 1 (full ink), however the picture was coloured."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.words import say

__all__ = ["EDGE", "Box", "Ink", "ink_box", "ink_of_canvas", "without_specks"]

Ink = NDArray[np.float32]
Box = tuple[int, int, int, int]

EDGE = 0.3  # where a stroke ends: MNIST's own boxes come out right for thresholds up to 0.3
SPECK_AREA = 0.12  # of the largest piece: a dot of the pen beside a digit; the bar of a 7 or 5 is larger
SPECK_GAP = 0.1  # of the digit's longer side: how far off a small piece must lie to be a speck


def ink_of_canvas(rgba: ArrayLike | None) -> Ink:
    """Return the ink on a canvas, shape (rows, columns), 0 to 1.

    Parameters
    ----------
    rgba : ndarray of shape (rows, columns, 4), uint8, or None
        Light strokes on black or on nothing; where no light is seen at all, dark strokes on nothing.

    Raises
    ------
    ValueError
        If the array is none of this.
    """
    if rgba is None:
        return np.zeros((1, 1), np.float32)
    pixels = np.asarray(rgba)
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8 or pixels.size == 0:
        raise ValueError(
            say(
                "A canvas is an array of shape (rows, columns, 4) of uint8, not {shape} of {dtype}.",
                shape=pixels.shape,
                dtype=pixels.dtype,
            )
        )
    red, green, blue, alpha = (pixels[..., i].astype(np.float32) for i in range(4))
    ink = np.maximum(np.maximum(red, green), blue) * alpha / 255  # (ten times faster than along the axis of 4)
    return np.asarray((ink if ink.any() else alpha - alpha.min()) / 255, np.float32)


def ink_box(ink: NDArray[Any]) -> Box | None:
    """Return the box around the ink as (top, left, bottom, right), ends excluded; None for blank paper."""
    mask = ink > EDGE
    if not mask.any():
        return None
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def without_specks(ink: Ink) -> Ink:
    """Return the ink without small pieces that lie far from the digit.

    No digit of any style has a dot beside it, so a piece of less than `SPECK_AREA` of the largest one
    that lies outside the box around the larger pieces, by more than `SPECK_GAP` of its longer side,
    was a slip of the pen. Pieces inside or near that box stay.
    """
    labels = label_pieces(ink > EDGE)
    areas = np.bincount(labels.ravel())[1:]
    if len(areas) < 2:
        return ink
    around = boxes(labels)
    large = areas >= SPECK_AREA * areas.max()
    top, left = around[large, :2].min(0)
    bottom, right = around[large, 2:].max(0)
    margin = SPECK_GAP * max(bottom - top, right - left)
    outside = (around[:, 0] > bottom + margin) | (around[:, 2] < top - margin)
    outside |= (around[:, 1] > right + margin) | (around[:, 3] < left - margin)
    specks = np.flatnonzero(outside & ~large) + 1
    return ink if specks.size == 0 else _erased(ink, np.isin(labels, specks))


def _erased(ink: Ink, mask: NDArray[np.bool_]) -> Ink:
    """Return the ink without what lies under the mask or touches it (the soft rim of a speck)."""
    rim = np.pad(mask, 1)
    rows, columns = mask.shape
    for i in range(3):
        for j in range(3):
            mask = mask | rim[i : i + rows, j : j + columns]
    return np.where(mask, np.float32(0), ink)

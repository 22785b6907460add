"""The bar of a 5 that is written apart from it belongs to the 5, though it lies at its upper right and not above it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["flags_apart"]

Array = NDArray[Any]
FLAT = 0.5  # times as high as wide is a bar at most
SHORT, LONG = 0.2, 0.9  # of the height of what it belongs to is a bar wide
NEAR = 0.4  # of that height lies a bar away at most: sideways and upwards together
HIGH = 0.3  # of that height, from the top: there the middle of a bar lies at the lowest; a minus lies lower
THIN = 0.25  # of that height: a bar is no thicker


def flags_apart(around: Array, areas: Array, alone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which pieces are a bar and the digit that it belongs to, a matrix over the pieces.

    A bar belongs to the nearest piece that it can be the flag of: one that lies lower, and of which it is neither the
    greater part nor far away. By itself a bar is no digit.

    Parameters
    ----------
    around : ndarray of shape (n, 4), int
        The boxes of the pieces.
    areas : ndarray of shape (n,), int
        How many pixels each has.
    alone : ndarray of shape (n,), bool
        Which belong to no other piece so far; only such a bar needs a digit.
    """
    top, left, bottom, right = around.T
    height, width = (bottom - top)[:, None], right - left
    flat = alone & (bottom - top <= FLAT * width) & (areas <= THIN * height * width)
    sideways, upwards = np.maximum(0, left - right[:, None]), np.maximum(0, top[:, None] - bottom)
    away = np.hypot(sideways, upwards) / height
    fits = flat & (width >= SHORT * height) & (width <= LONG * height) & (away <= NEAR)
    fits &= (left >= left[:, None]) & (right > right[:, None]) & (top + bottom <= 2 * (top[:, None] + HIGH * height))
    away = np.where(fits, away, np.inf)
    digit = away.argmin(0)
    belongs = np.arange(len(around))[:, None] == digit
    return np.asarray(belongs & fits | (belongs & fits).T)

"""Sliding windows over a picture: the largest, the smallest and the mean of every square of pixels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["closed", "filled", "largest", "mean_of_squares", "smallest"]

Array = NDArray[Any]


def largest(picture: Array, side: int) -> Array:
    """Return the largest value in the square of an odd `side` around every pixel; outside lies nothing."""
    for axis in (0, 1):
        picture = _along(picture, side // 2, axis)
    return picture


def smallest(picture: Array, side: int) -> Array:
    """Return the smallest value in the square of an odd `side` around every pixel."""
    return -largest(-picture.astype(np.float32), side)


def closed(picture: Array, side: int) -> Array:
    """Return the picture with every dark place filled that no square of `side` fits into (a morphological closing)."""
    return smallest(largest(picture, side), side)


def mean_of_squares(picture: Array, reach: int) -> Array:
    """Return the mean of the square that reaches `reach` pixels to every side, borders repeated."""
    padded = np.pad(picture, reach + 1, "edge").astype(np.float64)
    sums = padded.cumsum(0).cumsum(1)
    side = 2 * reach + 1
    total = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return np.asarray(total[: picture.shape[0], : picture.shape[1]] / side**2, np.float32)


def filled(picture: Array, known: NDArray[np.bool_]) -> Array:
    """Return the picture with what is not known guessed from what is known around it, ever coarser.

    Parameters
    ----------
    picture : ndarray of shape (rows, columns)
    known : ndarray of shape (rows, columns), bool
        With one True at least.
    """
    if known.all():
        return picture
    rows, columns = picture.shape
    even = ((0, rows % 2), (0, columns % 2))
    weight = np.pad(known.astype(np.float32), even)
    value = np.pad(np.where(known, picture, 0).astype(np.float32), even)
    fours = [array.reshape(weight.shape[0] // 2, 2, -1, 2).sum((1, 3)) for array in (value, weight)]
    coarse = filled(fours[0] / np.maximum(fours[1], 1), fours[1] > 0)
    smooth = mean_of_squares(coarse, 1) if min(coarse.shape) > 2 else coarse
    guess = np.where(fours[1] > 0, coarse, smooth).repeat(2, 0).repeat(2, 1)[:rows, :columns]
    return np.where(known, picture, guess).astype(np.float32)


def _along(picture: Array, reach: int, axis: int) -> Array:
    """Return the largest value up to `reach` pixels away along an axis; the windows double, then overlap."""
    if reach == 0:
        return picture
    rows = np.moveaxis(picture, axis, 0)
    low = np.full((reach, *rows.shape[1:]), -np.inf if rows.dtype.kind == "f" else False, rows.dtype)
    best, width, wanted = np.concatenate([low, rows, low]), 1, 2 * reach + 1
    while width < wanted:
        step = min(width, wanted - width)
        best = np.maximum(best[:-step], best[step:])
        width += step
    return np.moveaxis(best, 0, axis)

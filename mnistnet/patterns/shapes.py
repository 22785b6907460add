"""Shapes of patterns: what comes in is fitted to the network, what comes out is laid out as a picture."""

from math import ceil, isqrt, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.words import say

__all__ = ["fitted", "large_enough", "noise_pattern", "rearranged", "strip"]

Array = NDArray[Any]


def strip(values: Array) -> Array:
    """Return an output as a picture: two-dimensional ones as they are, others as a single row."""
    return values.reshape(1, -1) if values.ndim == 1 else values


def rearranged(values: Array) -> Array:
    """Return an output as a picture: two-dimensional ones as they are, others row by row in a near-square, rest NaN."""
    if values.ndim == 2:
        return values
    rows = isqrt(values.size)
    columns = ceil(values.size / rows)
    picture = np.full(rows * columns, np.nan, values.dtype)
    picture[: values.size] = values
    return picture.reshape(rows, columns)


def large_enough(shape: tuple[int, ...], smallest: tuple[int, int]) -> bool:
    """Say whether an output has so many rows and so many columns; one without rows counts as one row.

    With 15 x 15 the outputs of 50 x 25 are large enough, those of 50 x 10, 500 and 5 are not.
    """
    rows, columns = shape if len(shape) == 2 else (1, shape[0])
    return rows >= smallest[0] and columns >= smallest[1]


def noise_pattern(size: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a pattern of size x size whose every pixel is drawn at random from 0 to 255."""
    return rng.integers(0, 256, (size, size), dtype=np.uint8)


def fitted(image: ArrayLike, shape: tuple[int, int]) -> Array:
    """Return the picture with another number of rows and columns; each new pixel is the mean of what it covers.

    Parameters
    ----------
    image : ndarray of shape (rows, columns)
    shape : (int, int)
        The rows and columns wanted, more or fewer.

    Notes
    -----
    The mean over areas keeps the mean of the whole picture; integers are rounded.
    """
    picture = np.asarray(image)
    if prod(picture.shape) == 0:
        raise ValueError(say("A picture without pixels cannot be fitted."))
    down, across = (_shares(old, new) for old, new in zip(picture.shape, shape, strict=True))
    result = down @ picture.astype(float) @ across.T
    return np.rint(result).astype(picture.dtype) if np.issubdtype(picture.dtype, np.integer) else result


def _shares(old: int, new: int) -> Array:
    """Return which share each old pixel has in each new one along one axis, shape (new, old); rows add up to 1."""
    edges = np.arange(new + 1) * old / new
    left, right = np.maximum(edges[:-1, None], np.arange(old)), np.minimum(edges[1:, None], np.arange(old) + 1)
    return np.asarray(np.maximum(right - left, 0) * new / old)

"""Pieces are the connected parts of a picture: pixels of ink that touch, at an edge or at a corner."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["boxes", "label_pieces"]

Array = NDArray[Any]


def label_pieces(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of the piece that each pixel belongs to: 0 for blank, then 1, 2, ... in reading order.

    Every row is cut into runs of ink; a run and a run of the next row that touch belong together.
    Each run starts with its own number, and the smaller number of a touching pair wins until
    nothing changes.

    Parameters
    ----------
    mask : ndarray of shape (rows, columns), bool

    References
    ----------
    L. He, Y. Chao, K. Suzuki, "A run-based two-scan labeling algorithm", IEEE Trans. Image Processing 17 (2008).
    """
    rows, columns = mask.shape
    stride = columns + 1  # one blank column at the right keeps the rows apart
    flat = np.zeros(rows * stride + 1, np.int8)
    flat[1:].reshape(rows, stride)[:, :columns] = mask
    starts, ends = (np.flatnonzero(np.diff(flat) == step) for step in (1, -1))
    first = np.searchsorted(ends, starts + stride, "left")
    last = np.searchsorted(starts, ends + stride, "right")
    upper = np.repeat(np.arange(len(starts)), last - first)
    lower = np.arange(len(upper)) - np.repeat(np.cumsum(last - first) - last, last - first)
    numbers = _smallest(np.arange(len(starts)), upper, lower)
    labels = np.zeros(rows * stride, np.int64)
    places = np.unique(numbers, return_inverse=True)[1] + 1
    labels[flat[1:] == 1] = np.repeat(places, ends - starts)
    return labels.reshape(rows, stride)[:, :columns]


def boxes(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the box around every piece, shape (pieces, 4): top, left, bottom, right, ends excluded."""
    pieces = int(labels.max(initial=0))
    rows, columns = np.nonzero(labels)
    numbers = labels[rows, columns] - 1
    around = np.empty((pieces, 4), np.int64)
    around[:, :2], around[:, 2:] = max(labels.shape), 0
    for axis, places in enumerate((rows, columns)):
        np.minimum.at(around[:, axis], numbers, places)
        np.maximum.at(around[:, axis + 2], numbers, places + 1)
    return around


def _smallest(numbers: Array, upper: Array, lower: Array) -> Array:
    """Return for every run the smallest number among the runs that hang together with it."""
    while True:
        before = numbers.copy()
        for _ in range(2):
            smaller = np.minimum(numbers[upper], numbers[lower])
            np.minimum.at(numbers, upper, smaller)
            np.minimum.at(numbers, lower, smaller)
        numbers = numbers[numbers]
        if np.array_equal(numbers, before):
            return numbers

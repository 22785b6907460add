"""The contour of a digit: thin lines round its ink, which lie over a map and leave the map's colours alone."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["INKED", "contour"]

Array = NDArray[Any]
Corner = tuple[float, float]
INKED = 64  # of 255: what is darker belongs to the digit


def contour(mask: ArrayLike) -> tuple[Array, Array]:
    """Return the x and y of closed lines along every edge of a mask, a point at each corner, NaN between two lines.

    Parameters
    ----------
    mask : ndarray of shape (rows, columns), bool
        Cell (i, j) reaches from j - 0.5 to j + 0.5 across and from i - 0.5 to i + 0.5 down.

    Returns
    -------
    x, y : ndarray of shape (points,), float32

    Examples
    --------
    >>> x, y = contour([[True, True]])
    >>> x.tolist(), y.tolist()
    ([-0.5, 1.5, 1.5, -0.5, -0.5, nan], [-0.5, -0.5, 0.5, 0.5, -0.5, nan])
    """
    inside = np.pad(np.asarray(mask, bool), 1)
    across = {(x, y): (other, y) for y, x, other in _edges(inside)}
    down = {(x, y): (x, other) for x, y, other in _edges(inside.T)}
    points = [point for line in _lines(across, down) for point in (*line, (np.nan, np.nan))]
    x, y = np.array(points, np.float32).reshape(-1, 2).T
    return x, y


def _edges(inside: NDArray[np.bool_]) -> list[tuple[float, float, float]]:
    """Return the straight edges between rows, from each of their ends: where an edge lies, this end and the other."""
    between = np.pad(inside[1:] != inside[:-1], ((0, 0), (1, 1))).astype(int)
    steps = np.diff(between, axis=1)
    rows, begins = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    edges = np.stack([rows - 0.5, begins - 1.5, ends - 1.5], axis=1).tolist()
    return [edge for row, begin, end in edges for edge in ((row, begin, end), (row, end, begin))]


def _lines(across: dict[Corner, Corner], down: Mapping[Corner, Corner]) -> Iterator[list[Corner]]:
    """Yield closed lines through all corners: at every one an edge across ends, and an edge down."""
    while across:
        line = [next(iter(across))]
        while line[-1] in across:
            line.append(across.pop(line[-1]))
            del across[line[-1]]
            line.append(down[line[-1]])
        yield line

"""The contour of a digit: thin lines round its ink, which lie over a map and leave the map's colours alone."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["INKED", "contour"]

Array = NDArray[Any]
INKED = 64  # of 255: what is darker belongs to the digit


def contour(mask: ArrayLike) -> tuple[Array, Array]:
    """Return the x and y of lines along every edge of a mask, as long as the edge is straight, NaN between two lines.

    Parameters
    ----------
    mask : ndarray of shape (rows, columns), bool
        Cell (i, j) reaches from j - 0.5 to j + 0.5 across and from i - 0.5 to i + 0.5 down.

    Returns
    -------
    x, y : ndarray of shape (3 * lines,), float32

    Examples
    --------
    >>> x, y = contour([[True, True]])
    >>> x[:3].tolist(), y[:3].tolist()
    ([-0.5, 1.5, nan], [-0.5, -0.5, nan])
    """
    inside = np.pad(np.asarray(mask, bool), 1)
    across, down = _edges(inside), _edges(inside.T)
    x = np.concatenate([across[:, 1:].ravel(), down[:, [0, 0, 3]].ravel()])
    y = np.concatenate([across[:, [0, 0, 3]].ravel(), down[:, 1:].ravel()])
    return x.astype(np.float32), y.astype(np.float32)


def _edges(inside: NDArray[np.bool_]) -> Array:
    """Return the straight edges between rows, shape (lines, 4): where they lie, begin and end, and NaN."""
    between = np.pad(inside[1:] != inside[:-1], ((0, 0), (1, 1))).astype(int)
    steps = np.diff(between, axis=1)
    rows, begins = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return np.stack([rows - 0.5, begins - 1.5, ends - 1.5, np.full(len(rows), np.nan)], axis=1)

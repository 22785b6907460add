"""A sheet is many small pictures of one size as one, row by row, with a thin line of grey between them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["sheet"]

GREY = 140


def sheet(pictures: NDArray[np.uint8], across: int = 10) -> NDArray[np.uint8]:
    """Return pictures side by side.

    Parameters
    ----------
    pictures : ndarray of shape (count, rows, columns, 3), uint8
        At least one.
    across : int
        How many stand in a row at most.

    Returns
    -------
    ndarray of shape (height, width, 3), uint8
        Each picture has a line of grey, 1 pixel wide, on every side; places without a picture are grey.
    """
    count, rows, columns, _ = pictures.shape
    across = min(across, count)
    down = -(-count // across)
    tiles = np.full((down * across, rows + 1, columns + 1, 3), GREY, np.uint8)
    tiles[:count, 1:, 1:] = pictures
    joined = tiles.reshape(down, across, rows + 1, columns + 1, 3).swapaxes(1, 2)
    joined = joined.reshape(down * (rows + 1), across * (columns + 1), 3)
    return np.pad(joined, ((0, 1), (0, 1), (0, 0)), constant_values=GREY)

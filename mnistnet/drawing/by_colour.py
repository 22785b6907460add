"""Red ink on green paper may be as light as that: then it is told by its colour alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.paper import Light
from mnistnet.drawing.sliding import mean_of_squares

__all__ = ["light_by_colour"]

Array = NDArray[Any]
REACH = 2  # pixels to every side are seen as one: cameras store colours coarsely
DARK = 30  # of 255 times 3: of what is darker no colour is seen
LEAST = 0.05  # of all light is ink redder, greener or bluer than paper
FULL = 0.995  # of the pixels have less colour than full ink
PAPER, DEPTH = 0.9, 0.7  # light that is given to the colour of paper, and how much less to full ink


def light_by_colour(colours: NDArray[np.uint8]) -> Light | None:
    """Return a picture in which the paper's colour is light, 0 to 1, and the colour furthest from it dark.

    Each pixel's share of red, green and blue is seen along the line on which shares differ most; None where they hardly
    do.

    Parameters
    ----------
    colours : ndarray of shape (rows, columns, 3), uint8
    """
    smooth = np.stack([mean_of_squares(colours[..., i], REACH) for i in range(3)], axis=-1)
    shares = smooth / np.maximum(smooth.sum(axis=-1, keepdims=True), DARK)
    off = shares - np.median(shares.reshape(-1, 3), axis=0)
    flat = off.reshape(-1, 3)
    along = flat @ np.linalg.eigh(flat.T @ flat)[1][:, -1]
    ends = np.quantile(along, (1 - FULL, FULL))
    if ends[1] < -ends[0]:
        along, ends = -along, -ends[::-1]
    if ends[1] < LEAST:
        return None
    return np.asarray((PAPER - DEPTH * along / ends[1]).clip(0, 1).reshape(colours.shape[:2]), np.float32)

"""A digit's own ink, coloured by what it speaks for: orange for, blue against, grey for neither."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.notebook.colours import rgb
from mnistnet.notebook.png import png_bytes
from mnistnet.patterns.colours import DIVERGING, SEQUENTIAL

__all__ = ["coloured_ink"]

QUIET, BLUE, ORANGE = 2, 1, 8  # places in the app's colours: ink that says nothing, and full blue and orange


def coloured_ink(image: NDArray[Any], values: NDArray[Any], *, dark: bool = False, zoom: int = 10) -> bytes:
    """Return a digit as the bytes of a PNG, every pixel a crisp square of `zoom` x `zoom`.

    Parameters
    ----------
    image : ndarray of shape (rows, columns), uint8
        0 is blank, 255 full ink.
    values : ndarray of shape (rows, columns)
        Signed; the largest in size has full colour.
    dark : bool
        On a dark board instead of light paper.
    """
    paper, grey = (_rgb(SEQUENTIAL[dark][place]) for place in (0, QUIET))
    blue, orange = (_rgb(DIVERGING[dark][place]) for place in (BLUE, ORANGE))
    strength = np.asarray(values, np.float64)[..., None] / (np.abs(values).max() or 1)
    ink = np.asarray(image)[..., None] / 255
    colour = grey + np.abs(strength) * (np.where(strength > 0, orange, blue) - grey)
    share = np.maximum(ink, np.abs(strength))  # faint ink that says much shall be seen
    pixels = np.rint(paper + share * (colour - paper)).astype(np.uint8)
    return png_bytes(pixels, zoom=zoom)


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array(rgb(colour), np.float64)

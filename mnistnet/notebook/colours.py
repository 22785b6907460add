"""What a number looks like: ink on paper for 0 to 1, blue or orange for what pulls down or pushes up."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["INK", "PAPER", "SCALE", "ink_colours", "rgb", "signed_colours"]

Array = NDArray[Any]
Colours = NDArray[np.uint8]
# The app's diverging colours on light paper, its two equal middle ones as one: only zero looks like zero.
SCALE = ("#08407F", "#326CAB", "#5A9BD8", "#ABCBE9", "#FBFAF6", "#F8C39E", "#EE8A3A", "#C56220", "#9C3A00")
PAPER, INK = "#FBFAF6", "#16181C"


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour written in hexadecimal.

    Examples
    --------
    >>> rgb("#FBFAF6")
    (251, 250, 246)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def signed_colours(values: Array, limit: float) -> Colours:
    """Return the colour of every value, shape (..., 3): paper for 0, full blue for -limit, full orange for +limit."""
    stops = np.array([rgb(colour) for colour in SCALE], float)
    places = np.linspace(-1, 1, len(SCALE))
    share = np.asarray(values, float) / limit
    return np.rint(np.stack([np.interp(share, places, stop) for stop in stops.T], axis=-1)).astype(np.uint8)


def ink_colours(images: Array) -> Colours:
    """Return the colour of every pixel, shape (..., 3): paper for 0, full ink for 255."""
    blank, full = np.array(rgb(PAPER)), np.array(rgb(INK))
    return np.rint(blank + (full - blank) * (np.asarray(images)[..., None] / 255)).astype(np.uint8)

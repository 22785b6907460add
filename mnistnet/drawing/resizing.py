"""Resizing arrays of light or ink: fewer pixels as means or maxima, and smooth steps back to many."""

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["fewer", "peaks", "stretched"]

Light = NDArray[np.float32]


def fewer(picture: Light, longest: int) -> Light:
    """Return the picture with at most `longest` pixels on its longer side, each the mean of what it covers."""
    times = ceil(max(picture.shape) / longest)
    return picture if times <= 1 else np.asarray(Image.fromarray(picture).reduce(times), np.float32)


def peaks(picture: Light, times: int) -> Light:
    """Return the largest value of every square of `times` x `times` pixels, so that thin lines are not lost."""
    rows, columns = (ceil(n / times) for n in picture.shape)
    even = ((0, rows * times - picture.shape[0]), (0, columns * times - picture.shape[1]))
    return np.asarray(np.pad(picture, even, "edge").reshape(rows, times, columns, times).max((1, 3)), np.float32)


def stretched(picture: Any, shape: tuple[int, ...]) -> Light:
    """Return the picture in more pixels, with smooth steps."""
    if picture.shape == tuple(shape):
        return np.asarray(picture, np.float32)
    image = Image.fromarray(np.asarray(picture, np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BILINEAR), np.float32)

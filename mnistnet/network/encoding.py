"""Pixels become the numbers that a network receives: in its number format, and in the range that it learned from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.words import say

__all__ = ["AS_THEY_ARE", "PixelEncoding", "as_pictures", "encoded"]

Array = NDArray[Any]


@dataclass(frozen=True)
class PixelEncoding:
    """How a pixel p (0 = blank, 1 = full ink) becomes the network's input: ``offset + scale * p``.

    Examples
    --------
    >>> str(PixelEncoding(-1.0, 2.0))
    '-1 + 2 p / 255'
    """

    offset: float = 0.0
    scale: float = 1.0

    @property
    def ink(self) -> float:
        """What a pixel full of ink becomes; a blank one becomes the offset."""
        return self.offset + self.scale

    def __str__(self) -> str:
        if self.offset == 0 and self.scale == 1:
            return "p / 255"
        return f"{self.offset:g} + {self.scale:g} p / 255"


AS_THEY_ARE = PixelEncoding()


def as_pictures(images: ArrayLike, image_shape: tuple[int, int]) -> Array:
    """Return pictures as an array of shape (n, rows, columns), or raise ValueError."""
    pixels = np.asarray(images)
    rows, columns = image_shape
    if pixels.shape[-2:] == (rows, columns) or pixels.shape[-1:] == (rows * columns,):
        return pixels.reshape(-1, rows, columns)
    raise ValueError(
        say(
            "This network reads pictures of {rows} x {columns} pixels, not an array of shape {shape}.",
            rows=rows,
            columns=columns,
            shape=pixels.shape,
        )
    )


def encoded(pixels: Array, input_shape: tuple[int, ...], encoding: PixelEncoding, dtype: DTypeLike) -> Array:
    """Return pictures as inputs of shape (n, *input_shape), or raise ValueError; see `Network.encode`."""
    values = pixels.astype(dtype).reshape(-1, *input_shape)
    if pixels.dtype == np.uint8:
        values /= 255
    elif values.size and not (values.min() >= -1 and values.max() <= 2):
        raise ValueError(say("Pixels given as floats must lie between 0 and 1; give 0 to 255 as uint8."))
    if encoding.scale != 1:
        values *= encoding.scale
    if encoding.offset != 0:
        values += encoding.offset
    return values

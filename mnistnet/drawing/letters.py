"""Letters beside digits, and whatever else a network that has learned to doubt takes for no digit, are left out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import Box
from mnistnet.drawing.known import MOST_DOUBT, doubt
from mnistnet.drawing.stems import is_b
from mnistnet.network import Network

__all__ = ["without_letters"]

Array = NDArray[Any]
LOWER = 0.3  # of a digit's height does a small letter begin below its top, at least
SPACE = 0.4  # of a digit's height is between two words


def without_letters(digits: Sequence[Array], boxes: Sequence[Box], reader: Network) -> list[int]:
    """Return the places of the pictures that may be digits, in their order; of all if that would be none.

    Small letters beside a letter are left out too, though an o, an i or a g is written like a digit.

    Parameters
    ----------
    digits : sequence of ndarray of shape (28, 28), uint8
    boxes : sequence of (top, left, bottom, right)
        Where each lies on the paper.
    reader : Network
        As `mnistnet.drawing.known.doubt` takes it.
    """
    places = list(range(len(digits)))
    if len(digits) < 2:
        return places
    doubted = doubt(np.stack(digits), reader) > MOST_DOUBT
    doubted |= np.array([is_b(digit, reader) for digit in digits])
    if doubted.all() or not doubted.any():
        return places
    letters = _spelt(doubted, np.array(boxes, float))
    return [place for place in places if not letters[place]] or [place for place in places if not doubted[place]]


def _spelt(letters: NDArray[np.bool_], boxes: Array) -> NDArray[np.bool_]:
    """Return which boxes hold letters: those that are known, and what is low and stands in a word with one of them."""
    top, left, bottom, right = boxes.T
    height = bottom - top
    in_line = (top[:, None] < bottom) & (top < bottom[:, None])
    is_low = (in_line & ~letters & (top[:, None] - top > LOWER * height)).any(axis=1)
    apart = np.maximum(left, left[:, None]) - np.minimum(right, right[:, None])
    near = in_line & (apart < SPACE * height[~letters].max())
    for _ in boxes:
        letters = letters | (is_low & (near & letters).any(axis=1))
    return letters

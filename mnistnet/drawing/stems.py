"""A B is read as an 8, but has a straight back: no 8 of people has."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network

__all__ = ["is_b"]

FULL = 127  # of 255: what is darker is ink
LEAST = 8  # rows
STRAIGHT = 0.5  # pixels at most lies a row's left end off a straight line: the back of none of MNIST's 974 8s does


def is_b(digit: NDArray[Any], reader: Network) -> bool:
    """Return whether a picture, shape (28, 28), is read as an 8 and has a back as straight as the stem of a B."""
    ink = digit > FULL
    ink = ink[ink.any(axis=1)][1:-1]
    if len(ink) < LEAST:
        return False
    left, down = ink.argmax(axis=1), np.arange(len(ink))
    off = np.abs(left - np.polyval(np.polyfit(down, left, 1), down)).max()
    return bool(off < STRAIGHT and reader.predict(digit).argmax() == 8)

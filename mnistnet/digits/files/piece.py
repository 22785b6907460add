"""A piece is what one file gives: pictures, their labels, or both; pieces that belong together make a set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.files.limits import SIDE

__all__ = ["Piece"]


@dataclass(frozen=True, eq=False)
class Piece:
    """What one file, or one pair of arrays in it, gives.

    Attributes
    ----------
    name : str
        Of the file and of what is in it; tells test from training digits.
    images : ndarray of shape (n, 28, 28), uint8, or None
    labels : ndarray of shape (n,), uint8, or None
    total : int
        How many there are in the file, of which the first are here.
    notes : tuple of str
        What was done to read them, in sentences.
    side : int
        Rows and columns of its pictures as they came.
    splits : mapping of str to ndarray, or None
        Where the file parts its digits itself.
    """

    name: str
    images: NDArray[np.uint8] | None
    labels: NDArray[np.uint8] | None
    total: int
    notes: tuple[str, ...] = ()
    side: int = SIDE
    splits: dict[str, NDArray[np.int64]] | None = None

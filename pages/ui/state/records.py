"""What a visitor can have: a picture on the bench, a state of the drawing board, a network, a set of digits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistnet import Digits
from mnistnet.desk import KeptNetwork

__all__ = ["Board", "KeptNetwork", "OwnSet", "Picture", "joined"]


@dataclass(frozen=True, eq=False)
class Picture:
    """The picture on the bench: its pixels, what it is called; its label and number if it is a test digit."""

    image: NDArray[np.uint8]
    words: str
    label: int | None = None
    number: int | None = None


@dataclass(frozen=True, eq=False)
class Board:
    """One state of the drawing board.

    Attributes
    ----------
    png : bytes
        What is drawn on it, as a picture of 280 x 280 pixels; empty while nothing is.
    digit : ndarray of shape (28, 28), uint8, or None
        A digit that was laid on the board and needs no reading.
    sample : int or None
        The number of the test digit that lies there to be drawn over: the first stroke wipes it.
    """

    png: bytes = b""
    digit: NDArray[np.uint8] | None = None
    sample: int | None = None

    @property
    def is_sample(self) -> bool:
        """Whether a test digit lies there, and nothing that the visitor drew."""
        return self.sample is not None


@dataclass(frozen=True, eq=False)
class OwnSet:
    """A set of digits that the visitor brought along.

    Attributes
    ----------
    name : str
    parts : dict of str to Digits
        The three splits; together they are all of it.
    digest : str
        What caches and workers know it by.
    """

    name: str
    parts: dict[str, Digits]
    digest: str

    def __len__(self) -> int:
        return sum(map(len, self.parts.values()))

    def whole(self) -> Digits:
        """Return the set in one piece, split after split."""
        return joined(self.parts, self.name)


def joined(parts: dict[str, Digits], name: str) -> Digits:
    """Return the splits of a set as one set that still knows them."""
    images, labels = (np.concatenate([getattr(part, kind) for part in parts.values()]) for kind in ("images", "labels"))
    ends = np.cumsum([len(part) for part in parts.values()])
    splits = {split: np.arange(end - len(part), end) for (split, part), end in zip(parts.items(), ends, strict=True)}
    return Digits(images, labels, name, splits)

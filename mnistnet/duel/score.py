"""The score of two readers of the same digits: what each takes for what, and what only one of them reads."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CANNOT_TELL", "Score", "packed", "unpacked"]

Numbers = NDArray[np.intp]
CANNOT_TELL = -1
TEXT = re.compile("[0-9-]*")


@dataclass(frozen=True, eq=False)
class Score:
    """Two readers of the same digits.

    Attributes
    ----------
    labels, one, other : ndarray of shape (n,), int
        What is right, and what each reader answers, 0 to 9 or CANNOT_TELL.
    """

    labels: Numbers
    one: Numbers
    other: Numbers

    @property
    def right(self) -> tuple[int, int]:
        """How many each reads right."""
        return int((self.one == self.labels).sum()), int((self.other == self.labels).sum())

    @property
    def agreed(self) -> int:
        """How often both answer the same."""
        return int((self.one == self.other).sum())

    @property
    def only_one(self) -> Numbers:
        """The places of the digits that the first alone reads right."""
        return np.flatnonzero((self.one == self.labels) & (self.other != self.labels))

    @property
    def only_other(self) -> Numbers:
        """The places of the digits that the second alone reads right."""
        return np.flatnonzero((self.other == self.labels) & (self.one != self.labels))

    def confusions(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each reader how often each label (row) got each answer (column), without what it cannot tell."""
        return _confusion(self.labels, self.one), _confusion(self.labels, self.other)


def _confusion(labels: Numbers, answers: Numbers) -> NDArray[np.int64]:
    counts = np.zeros((10, 10), np.int64)
    told = answers != CANNOT_TELL
    np.add.at(counts, (labels[told], answers[told]), 1)
    return counts


def packed(answers: list[int]) -> str:
    """Return answers as one letter each; "-" for what one cannot tell."""
    return "".join("-" if one == CANNOT_TELL else str(one) for one in answers)


def unpacked(text: str, most: int) -> list[int]:
    """Return the answers that `packed` wrote, at most so many; none if the text is anything else."""
    if not TEXT.fullmatch(text):
        return []
    return [CANNOT_TELL if letter == "-" else int(letter) for letter in text[:most]]

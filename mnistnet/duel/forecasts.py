"""A forecast says what a network will answer; with and without its influence map they show whether the map helps."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from mnistnet.mistakes.chance import chance_range

__all__ = ["Difference", "difference", "shows_map"]


@dataclass(frozen=True)
class Difference:
    """By how much one share is larger than another, with its interval at 95 %.

    Attributes
    ----------
    value, low, high : float
        From -1 to 1.
    """

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def difference(right: int, count: int, right_before: int, count_before: int) -> Difference:
    """Return by how much the share ``right / count`` is larger than the one before.

    Notes
    -----
    Newcombe's interval, made of the two Wilson intervals: it stays within -1 and 1 and suits small counts.

    References
    ----------
    R. G. Newcombe, *Interval estimation for the difference between independent proportions*, 1998, method 10.

    Examples
    --------
    >>> found = difference(56, 70, 48, 80)
    >>> [round(end, 4) for end in (found.value, found.low, found.high)]
    [0.2, 0.0524, 0.3339]
    """
    new, old = right / count, right_before / count_before
    (new_low, new_high), (old_low, old_high) = chance_range(new, count), chance_range(old, count_before)
    value = new - old
    low = value - sqrt((new - new_low) ** 2 + (old_high - old) ** 2)
    high = value + sqrt((new_high - new) ** 2 + (old - old_low) ** 2)
    return Difference(value, low, high)


def shows_map(count: int, seed: int = 0) -> NDArray[np.bool_]:
    """Return with which of so many digits the map is shown: half of them, drawn by lot."""
    shown = np.zeros(count, bool)
    shown[np.random.default_rng(seed).permutation(count)[: count // 2]] = True
    return shown

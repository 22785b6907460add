"""A sum of products is all that a network computes, forwards and backwards: pairs of numbers, multiplied, added up."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Products"]

Array = NDArray[Any]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Products:
    """Two rows of numbers that are multiplied pair by pair.

    Attributes
    ----------
    places : ndarray of shape (n,), int
        Which node of its layer, or which pixel, each pair belongs to; counted row by row.
    first, second : ndarray of shape (n,), float64
        What comes from there, and what it is multiplied with.
    """

    places: Numbers
    first: Array
    second: Array

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def values(self) -> Array:
        """Return the products, shape (n,)."""
        return self.first * self.second

    @property
    def total(self) -> float:
        """Return their sum."""
        return float(self.values.sum())

    def largest(self, count: int) -> Numbers:
        """Return which pairs have the largest products, of either sign, the largest first; none that are 0."""
        order = np.argsort(-np.abs(self.values), kind="stable")[:count]
        return order[self.values[order] != 0]

    def rest(self, shown: Numbers) -> tuple[int, float]:
        """Return how many pairs are not among some, and what their products add up to."""
        if len(shown) == len(self):
            return 0, 0.0
        return len(self) - len(shown), self.total - float(self.values[shown].sum())

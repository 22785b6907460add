"""What a walk through an estimator or a model has taken: the stack that grows, and which arrays are in it."""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from mnistnet.weight_files.graph.stack import Stack

__all__ = ["Taking"]

Array = NDArray[Any]


class Taking:
    """The stack that grows, and the names of the arrays that were taken.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        All that a file holds.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays, self.stack = arrays, Stack()
        self.used: set[str] = set()

    def array(self, name: str, dimensions: int) -> Array:
        """Take an array; KeyError where there is none of so many dimensions."""
        array = self.arrays[name]
        if array.ndim != dimensions or array.size == 0:
            raise KeyError(name)
        self.used.add(name)
        return array

    def row(self, name: str) -> Array:
        """Take a number for each node of the last layer; KeyError where there is no such row."""
        row = self.array(name, 1)
        if row.size != self.stack.width:
            raise KeyError(name)
        return row

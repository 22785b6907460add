"""A part is one dense layer as a file holds it, a chain all of them in order."""

from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

__all__ = ["Chain", "Part"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Part:
    """A dense layer in a file.

    Attributes
    ----------
    weights : ndarray of shape (fan_in, fan_out)
    biases : ndarray of shape (fan_out,) or None
    name : str
        What the file calls the layer; may be empty.
    number : int or None
        The last number in its name.
    """

    weights: Array
    biases: Array | None = None
    name: str = ""
    number: int | None = None

    @property
    def turned(self) -> "Part":
        """The same layer if the file holds its weights as (fan_out, fan_in)."""
        return replace(self, weights=self.weights.T)

    @property
    def fan_in(self) -> int:
        """How many numbers each node receives."""
        return int(self.weights.shape[0])

    @property
    def fan_out(self) -> int:
        """How many nodes the layer has."""
        return int(self.weights.shape[1])

    @property
    def is_whole(self) -> bool:
        """Whether there are as many biases as nodes, or none."""
        return self.biases is None or self.biases.shape == (self.fan_out,)


@dataclass(frozen=True, eq=False)
class Chain:
    """A chain of dense layers that was found in a file.

    Attributes
    ----------
    ways : tuple of (tuple of Part, str)
        The layers in order, weights as (fan_in, fan_out), with what was done to them in words; more than one
        where the file does not say what was meant.
    used : frozenset of str
        The names of the arrays that are in it.
    """

    ways: tuple[tuple[tuple[Part, ...], str], ...]
    used: frozenset[str]

    def told(self, done: tuple[str, ...]) -> "Chain":
        """Return the same chain, with what was done before in the words of every way."""
        ways = tuple((parts, "; ".join((*done, words) if words else done)) for parts, words in self.ways)
        return Chain(ways, self.used)

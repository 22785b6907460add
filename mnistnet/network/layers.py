"""A layer makes its own numbers of those before it: a dense one by its weights, a flat one by laying rows in a line."""

from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.activations import ACTIVATIONS, Activation
from mnistnet.words import say

__all__ = ["Dense", "Flatten", "Layer"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Dense:
    """A dense layer: every output node sees every entry of the input's last axis.

    Attributes
    ----------
    weights : ndarray of shape (fan_in, fan_out)
    biases : ndarray of shape (fan_out,) or None
    activation : str
        A name in `mnistnet.activations.ACTIVATIONS`.
    name : str
        What people call the layer; may be empty.

    Raises
    ------
    ValueError
        If the shapes do not belong together or the activation is unknown.

    Examples
    --------
    >>> layer = Dense(np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([0.5, 0.0]), "relu")
    >>> layer
    Dense(2 -> 2, relu)
    >>> layer.pre_activations(np.array([1.0, 3.0]))
    array([ 7.5, -1. ])
    """

    weights: Array
    biases: Array | None = None
    activation: str = "sigmoid"
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", _frozen(self.weights, 2, "weights"))
        object.__setattr__(self, "biases", _frozen(self.biases, 1, "biases"))
        if self.biases is not None and self.biases.shape != (self.fan_out,):
            raise ValueError(
                say("{nodes} nodes need {nodes} biases, not {size}.", nodes=self.fan_out, size=self.biases.size)
            )
        if self.activation not in ACTIVATIONS:
            raise ValueError(
                say(
                    "There is no activation {activation!r}; there are {known}.",
                    activation=self.activation,
                    known=", ".join(ACTIVATIONS),
                )
            )

    def __reduce__(self) -> tuple[Any, ...]:
        return Dense, (self.weights, self.biases, self.activation, self.name)

    @property
    def fan_in(self) -> int:
        """How many numbers each node receives."""
        return int(self.weights.shape[0])

    @property
    def fan_out(self) -> int:
        """How many nodes the layer has."""
        return int(self.weights.shape[1])

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        return self.weights.size + (0 if self.biases is None else self.biases.size)

    @property
    def rule(self) -> Activation:
        """The activation itself."""
        return ACTIVATIONS[self.activation]

    def pre_activations(self, inputs: Array) -> Array:
        """Return ``inputs @ weights + biases``, shape (..., fan_out) for inputs of shape (..., fan_in)."""
        sums = inputs @ self.weights
        return sums if self.biases is None else np.add(sums, self.biases, out=sums)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of one output for one input of `shape`."""
        if shape[-1] != self.fan_in:
            raise ValueError(
                say(
                    "A layer of {inputs} inputs per node cannot follow an output of shape {shape}.",
                    inputs=self.fan_in,
                    shape=shape,
                )
            )
        return (*shape[:-1], self.fan_out)

    def astype(self, dtype: DTypeLike) -> "Dense":
        """Return the same layer with its numbers in another floating-point format."""
        biases = None if self.biases is None else self.biases.astype(dtype)
        return replace(self, weights=self.weights.astype(dtype), biases=biases)

    def __repr__(self) -> str:
        bias = "" if self.biases is not None else ", no biases"
        return f"Dense({self.fan_in} -> {self.fan_out}, {self.activation}{bias})"


@dataclass(frozen=True)
class Flatten:
    """A layer that lays the rows of a pattern end to end: (rows, columns) becomes (rows * columns,)."""

    name: str = ""
    parameters = 0

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of one output for one input of `shape`."""
        return (prod(shape),)

    def astype(self, dtype: DTypeLike) -> "Flatten":
        """Return the layer itself: it holds no numbers."""
        return self

    def __repr__(self) -> str:
        return "Flatten()"


Layer = Dense | Flatten


def _frozen(array: ArrayLike | None, dimensions: int, what: str) -> Array | None:
    """Return a read-only floating-point copy of `array`, or None for None."""
    if array is None:
        return None
    copy = np.array(array, order="C")
    if not np.issubdtype(copy.dtype, np.floating):
        copy = copy.astype(np.float64)
    if copy.ndim != dimensions:
        raise ValueError(
            say(
                "{what} must have {dimensions} dimensions, not {found}.",
                what=what,
                dimensions=dimensions,
                found=copy.ndim,
            )
        )
    copy.flags.writeable = False
    return copy

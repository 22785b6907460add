"""The activations once more, written over their own input: training runs them often and makes no new arrays.

Every slope can be told from the activations z alone, so training keeps no pre-activations.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "nothing",
    "relu",
    "relu_slope",
    "sigmoid",
    "sigmoid_slope",
    "softmax",
    "softmax_slope",
    "tanh",
    "tanh_slope",
]

Array = NDArray[Any]
_ONE = np.ones((), np.float32)  # as an array, since NumPy takes longer to make sense of a plain 1


def sigmoid(a: Array) -> None:
    """Write 1 / (1 + exp(-a)) over a."""
    np.negative(a, a)
    np.exp(a, a)
    np.add(a, _ONE, a)
    np.reciprocal(a, a)


def softmax(a: Array) -> None:
    """Write each row's shares over a."""
    columns = a.T.copy()  # sums and maxima of long rows are fast, of ten numbers each they are not
    columns -= columns.max(axis=0)
    np.exp(columns, columns)
    np.divide(columns.T, columns.sum(axis=0)[..., np.newaxis], a)


def sigmoid_slope(gradient: Array, z: Array, scratch: Array) -> None:
    """Multiply the gradient by z (1 - z)."""
    np.multiply(z, z, scratch)
    np.subtract(z, scratch, scratch)
    np.multiply(gradient, scratch, gradient)


def tanh(a: Array) -> None:
    """Write the hyperbolic tangent over a."""
    np.tanh(a, out=a)


def tanh_slope(gradient: Array, z: Array, scratch: Array) -> None:
    """Multiply the gradient by 1 - z^2."""
    np.multiply(z, z, scratch)
    np.subtract(_ONE, scratch, scratch)
    np.multiply(gradient, scratch, gradient)


def softmax_slope(gradient: Array, z: Array, scratch: Array) -> None:
    """Turn the gradient by the shares into z (g - sum of g z)."""
    np.multiply(gradient, z, out=scratch)
    gradient -= scratch.sum(axis=-1, keepdims=True)
    np.multiply(gradient, z, out=gradient)


def relu(a: Array) -> None:
    """Write max(a, 0) over a."""
    np.maximum(a, 0, out=a)


def relu_slope(gradient: Array, z: Array, scratch: Array) -> None:
    """Multiply the gradient by 1 where z is positive, by 0 elsewhere."""
    np.multiply(gradient, z > 0, out=gradient)


def nothing(*arrays: Array) -> None:
    """Leave everything as it is: the identity, and its slope of 1."""

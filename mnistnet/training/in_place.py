"""The activations once more, written over their own input: training runs them often and makes no new arrays."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ACTIVATE", "TIMES_SLOPE"]

Array = NDArray[Any]
_ONE = np.ones((), np.float32)  # as an array, since NumPy takes longer to make sense of a plain 1


def _sigmoid(a: Array) -> None:
    np.negative(a, a)
    np.exp(a, a)
    np.add(a, _ONE, a)
    np.reciprocal(a, a)


def _softmax(a: Array) -> None:
    columns = a.T.copy()  # sums and maxima of long rows are fast, of ten numbers each they are not
    columns -= columns.max(axis=0)
    np.exp(columns, columns)
    np.divide(columns.T, columns.sum(axis=0)[..., np.newaxis], a)


def _sigmoid_slope(gradient: Array, z: Array, scratch: Array) -> None:
    np.multiply(z, z, scratch)
    np.subtract(z, scratch, scratch)
    np.multiply(gradient, scratch, gradient)


def _tanh_slope(gradient: Array, z: Array, scratch: Array) -> None:
    np.multiply(z, z, scratch)
    np.subtract(_ONE, scratch, scratch)
    np.multiply(gradient, scratch, gradient)


def _softmax_slope(gradient: Array, z: Array, scratch: Array) -> None:
    np.multiply(gradient, z, out=scratch)
    gradient -= scratch.sum(axis=-1, keepdims=True)
    np.multiply(gradient, z, out=gradient)


# Name of the activation -> what turns pre-activations into activations where they stand.
ACTIVATE: MappingProxyType[str, Callable[[Array], object]] = MappingProxyType(
    {
        "sigmoid": _sigmoid,
        "tanh": lambda a: np.tanh(a, out=a),
        "relu": lambda a: np.maximum(a, 0, out=a),
        "identity": lambda a: None,
        "softmax": _softmax,
    }
)

# Name of the activation -> what turns the gradient by the activations z into the gradient by the
# pre-activations (chain rule). All of these slopes can be told from z alone, so nobody keeps a.
TIMES_SLOPE: MappingProxyType[str, Callable[[Array, Array, Array], object]] = MappingProxyType(
    {
        "sigmoid": _sigmoid_slope,
        "tanh": _tanh_slope,
        "relu": lambda gradient, z, scratch: np.multiply(gradient, z > 0, out=gradient),
        "identity": lambda gradient, z, scratch: None,
        "softmax": _softmax_slope,
    }
)

"""Overflow is what happens when a number is too large for its format: the formula as written then fails."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

__all__ = ["Watched", "naive_sigmoid", "naive_softmax", "watched"]

Array = NDArray[Any]


def naive_sigmoid(pre_activations: Array) -> Array:
    """Return 1 / (1 + exp(-a)) exactly as the formula is written.

    Notes
    -----
    For a very negative sum exp(-a) is too large for the format; NumPy warns and goes on with infinity.

    References
    ----------
    K. Saitoh, *Deep Learning from Scratch*, section 3.2.
    """
    return np.asarray(1 / (1 + np.exp(-pre_activations)))


def naive_softmax(pre_activations: Array) -> Array:
    """Return exp(a) / sum(exp(a)) along the last axis exactly as the formula is written.

    Notes
    -----
    For large sums it divides infinity by infinity, which is not a number (NaN).

    References
    ----------
    K. Saitoh, *Deep Learning from Scratch*, section 3.5.
    """
    powers = np.exp(pre_activations)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


@dataclass(frozen=True, eq=False)
class Watched:
    """What a function returned, and what NumPy said meanwhile.

    Attributes
    ----------
    values : ndarray
    warnings : tuple of str
        NumPy's warnings, each once, in order; empty when all went well.
    """

    values: Array
    warnings: tuple[str, ...]


def watched(function: Callable[[Array], Array], pre_activations: ArrayLike, dtype: DTypeLike = np.float64) -> Watched:
    """Return the function's values and the warnings that it causes, which are caught.

    Parameters
    ----------
    function : callable
    pre_activations : array
    dtype : floating-point format
        float32 overflows in exp from about 89 on, float64 from about 710 on.
    """
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        values = function(np.asarray(pre_activations, dtype))
    return Watched(values, tuple(dict.fromkeys(str(warning.message) for warning in caught)))

"""The activations as functions: sums that arrive in, what is sent on out, in the same shape and number format."""

from math import erf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LEAK",
    "below",
    "density",
    "gelu",
    "identity",
    "leaky_relu",
    "logit",
    "relu",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
]

Array = NDArray[Any]
LEAK = 0.01  # slope of a leaky ReLU below zero
STEPS = 64  # places in each unit where a standard normal distribution's share below is known
SHARES = np.array([(1 + erf(place / STEPS / sqrt(2))) / 2 for place in range(-8 * STEPS, 8 * STEPS + 1)])


def sigmoid(pre_activations: Array) -> Array:
    """Return 1 / (1 + exp(-a)), between 0 and 1, for any a.

    Notes
    -----
    Where exp(-a) is too large for the number format it becomes infinity, and 1 / infinity is the
    right answer, 0; so the overflow is silenced, not avoided.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    with np.errstate(over="ignore"):
        powers = np.asarray(np.exp(-np.asarray(pre_activations)))
    powers += 1
    return np.divide(1, powers, out=powers)[()]


def softmax(pre_activations: Array) -> Array:
    """Return exp(a) / sum(exp(a)) along the last axis: positive shares that add up to 1.

    Notes
    -----
    The largest entry of each row is subtracted first. That changes nothing in the result (a common
    shift cancels) and keeps exp from overflowing. An entry of +infinity takes the whole share.

    Examples
    --------
    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    a = np.asarray(pre_activations)
    largest = a.max(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        shifted = np.where(a == largest, 0, a - largest)
    powers = np.exp(shifted, dtype=np.result_type(a, np.float32))
    return powers / powers.sum(axis=-1, keepdims=True)


def tanh(pre_activations: Array) -> Array:
    """Return the hyperbolic tangent, between -1 and 1; it equals 2 sigmoid(2a) - 1."""
    return np.tanh(pre_activations)


def relu(pre_activations: Array) -> Array:
    """Return a where a is positive and 0 elsewhere ("rectified linear unit").

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(pre_activations, 0)


def step(pre_activations: Array) -> Array:
    """Return 1 where a is positive and 0 elsewhere."""
    a = np.asarray(pre_activations)
    return (a > 0).astype(a.dtype)


def leaky_relu(pre_activations: Array) -> Array:
    """Return a where it is positive and a hundredth of it elsewhere, the slope that PyTorch takes unless told."""
    a = np.asarray(pre_activations)
    return np.where(a > 0, a, LEAK * a).astype(a.dtype, copy=False)


def gelu(pre_activations: Array) -> Array:
    """Return a times the share of a standard normal distribution that lies below a.

    References
    ----------
    D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units" (2016), equation 1, without their approximation.
    """
    a = np.asarray(pre_activations)
    return (a * below(a)).astype(a.dtype, copy=False)


def below(numbers: Array) -> Array:
    """Return the share, 0 to 1, of a standard normal distribution below each number, to within 1e-12.

    It is known at every 64th of the way, and from there Taylor's series goes on; nothing is left beyond 8.
    """
    ends = np.clip(numbers, -8, 8, dtype=np.float64)
    steps = np.rint(np.nan_to_num(ends) * STEPS).astype(np.intp)
    x, share = steps / STEPS, SHARES[steps + 8 * STEPS]
    d = ends - x
    change = d * (1 - d / 2 * (x - d / 3 * (x * x - 1 - d / 4 * (x * x * x - 3 * x))))
    return np.asarray(share + density(x) * change)


def density(numbers: Array) -> Array:
    """Return the density of a standard normal distribution at each number."""
    return np.exp(-numbers * numbers / 2) / np.sqrt(2 * np.pi)


def identity(pre_activations: Array) -> Array:
    """Return a unchanged: a layer that is a matrix and nothing more."""
    return np.asarray(pre_activations)


def logit(outputs: Array) -> Array:
    """Return the inverse sigmoid, ``log(z / (1 - z))``."""
    return np.log(outputs) - np.log1p(-outputs)

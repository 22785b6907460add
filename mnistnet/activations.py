"""An activation turns the sums that arrive at a node into what the node sends on."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ACTIVATIONS", "Activation", "identity", "relu", "sigmoid", "softmax", "step", "tanh"]

Array = NDArray[Any]


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


def identity(pre_activations: Array) -> Array:
    """Return a unchanged: a layer that is a matrix and nothing more."""
    return np.asarray(pre_activations)


@dataclass(frozen=True)
class Activation:
    """One activation: its function and how a gradient passes back through it.

    Attributes
    ----------
    name : str
        The name under which `ACTIVATIONS` holds it.
    function : callable
        Pre-activations in, activations of the same shape out.
    slope : callable or None
        (pre_activations, activations) -> derivative of each activation by its own pre-activation.
        None where each output depends on the whole row (softmax).
    formula : str
        LaTeX, for people.
    """

    name: str
    function: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array] | None
    formula: str

    def __call__(self, pre_activations: Array) -> Array:
        """Return the activations, in the shape of the pre-activations."""
        return self.function(pre_activations)

    def pull_back(self, pre_activations: Array, activations: Array, gradient: Array) -> Array:
        """Return d f / d pre-activations from d f / d activations (chain rule).

        All three arrays have shape (..., nodes), and so has the result. For softmax the chain rule
        along the last axis is z * (g - sum(g * z)); elsewhere it is g times the slope.
        """
        if self.slope is None:
            return activations * (gradient - (gradient * activations).sum(axis=-1, keepdims=True))
        return gradient * self.slope(pre_activations, activations)


ACTIVATIONS = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            Activation("sigmoid", sigmoid, lambda a, z: z * (1 - z), r"\frac{1}{1+e^{-a}}"),
            Activation("tanh", tanh, lambda a, z: 1 - z * z, r"\tanh a"),
            Activation("relu", relu, lambda a, z: step(a), r"\max(a, 0)"),
            Activation("step", step, lambda a, z: np.zeros_like(a), r"1 \text{ if } a > 0 \text{ else } 0"),
            Activation("identity", identity, lambda a, z: np.ones_like(a), "a"),
            Activation("softmax", softmax, None, r"\frac{e^{a_c}}{\sum_d e^{a_d}}"),
        )
    }
)

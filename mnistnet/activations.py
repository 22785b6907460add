"""An activation turns the sums that arrive at a node into what the node sends on."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import in_place

__all__ = [
    "ACTIVATIONS",
    "Activation",
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
GAUSS = tuple(zip(*np.polynomial.legendre.leggauss(40), strict=True))  # places in -1..1 and their weights


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

    It is 1/2 and the density's integral from 0, by Gauss' rule with 40 points; nothing is left beyond 8.
    """
    ends = np.clip(numbers, -8, 8)
    area = sum(weight * _density(ends * (place + 1) / 2) for place, weight in GAUSS)
    return np.asarray(0.5 + ends / 2 * area)


def _density(numbers: Array) -> Array:
    return np.exp(-numbers * numbers / 2) / np.sqrt(2 * np.pi)


def identity(pre_activations: Array) -> Array:
    """Return a unchanged: a layer that is a matrix and nothing more."""
    return np.asarray(pre_activations)


def logit(outputs: Array) -> Array:
    """Return the inverse sigmoid, ``log(z / (1 - z))``."""
    return np.log(outputs) - np.log1p(-outputs)


@dataclass(frozen=True)
class Activation:
    """One activation: its function, how a gradient passes back through it, and all else that is known of it.

    The first four make an activation that predicts, trains and has influence maps. What the others
    add is said with each; where one is missing, whatever needs it refuses the activation by name.

    Attributes
    ----------
    name : str
        The name under which `ACTIVATIONS` holds it.
    function : callable
        Pre-activations in, activations of the same shape out.
    slope : callable or None
        (pre_activations, activations) -> derivative of each activation by its own pre-activation.
        Training keeps activations alone and gives them for both, so their signs must suffice.
        None where each output depends on the whole row (softmax).
    formula : str
        LaTeX, for people.
    in_place, times_slope : callable or None
        The function, and the gradient times the slope, written over their first argument: faster training.
    inverse : callable or None
        Activations in, pre-activations out: what running a network backwards needs.
    reach : (float, float)
        Between which numbers activations lie.
    bend : callable or None
        The second derivative, from the activation: `mask_mean_gradient` is nearer to the truth with it.
    waves : float or None
        How much steeper than a sigmoid it is, if it is a stretched and shifted one: exact Shapley values.
    kink : bool
        Whether its slope jumps where the pre-activation is 0: paths are cut there.
    straight : bool
        Whether it is made of straight lines that meet, if anywhere, where the pre-activation is 0.
    flat : bool
        Whether its slope says nothing, as that of a step: no training, no gradient methods.
    trains : bool
        Whether its slope can be told from the activation alone, which is all that training keeps.
    stuck_below : float
        Below this slope a node counts as stuck: 4 % of the steepest slope for those that level off.
    """

    name: str
    function: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array] | None
    formula: str
    in_place: Callable[[Array], None] | None = None
    times_slope: Callable[[Array, Array, Array], None] | None = None
    inverse: Callable[[Array], Array] | None = None
    reach: tuple[float, float] = (-np.inf, np.inf)
    bend: Callable[[Array], Array] | None = None
    waves: float | None = None
    kink: bool = False
    straight: bool = False
    flat: bool = False
    trains: bool = True
    stuck_below: float = 0.0

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

    def write_over(self, sums: Array) -> None:
        """Turn pre-activations into activations where they stand."""
        if self.in_place is None:
            sums[...] = self.function(sums)
        else:
            self.in_place(sums)

    def pull_back_over(self, gradient: Array, activations: Array, scratch: Array) -> None:
        """Turn d f / d activations into d f / d pre-activations where it stands; `scratch` is room of its shape."""
        if self.times_slope is None:
            gradient[...] = self.pull_back(activations, activations, gradient)
        else:
            self.times_slope(gradient, activations, scratch)


_ENTRIES = {
    entry.name: entry
    for entry in (
        Activation(
            "sigmoid",
            sigmoid,
            lambda a, z: z * (1 - z),
            r"\frac{1}{1+e^{-a}}",
            in_place.sigmoid,
            in_place.sigmoid_slope,
            inverse=logit,
            reach=(0, 1),
            bend=lambda z: z * (1 - z) * (1 - 2 * z),
            waves=1.0,
            stuck_below=0.01,
        ),
        Activation(
            "tanh",
            tanh,
            lambda a, z: 1 - z * z,
            r"\tanh a",
            in_place.tanh,
            in_place.tanh_slope,
            inverse=np.arctanh,
            reach=(-1, 1),
            bend=lambda z: -2 * z * (1 - z * z),
            waves=2.0,  # tanh(a) = 2 sigmoid(2 a) - 1
            stuck_below=0.04,
        ),
        Activation(
            "relu",
            relu,
            lambda a, z: step(a),
            r"\max(a, 0)",
            in_place.relu,
            in_place.relu_slope,
            inverse=identity,  # of positive activations
            reach=(0, np.inf),
            kink=True,
            straight=True,
        ),
        Activation(
            "step",
            step,
            lambda a, z: np.zeros_like(a),
            r"1 \text{ if } a > 0 \text{ else } 0",
            reach=(0, 1),
            flat=True,
            trains=False,
        ),
        Activation(
            "leaky_relu",
            leaky_relu,
            lambda a, z: np.where(z > 0, 1, LEAK).astype(np.asarray(z).dtype),
            r"\max(a, 0.01 a)",
            inverse=lambda z: np.where(z > 0, z, z / LEAK),
            kink=True,
        ),
        Activation(
            "gelu",
            gelu,
            lambda a, z: (below(a) + a * _density(a)).astype(np.asarray(a).dtype, copy=False),
            r"a \cdot P(X \le a), X \sim N(0, 1)",
            reach=(-0.17, np.inf),
            trains=False,
        ),
        Activation(
            "identity",
            identity,
            lambda a, z: np.ones_like(a),
            "a",
            in_place.nothing,
            in_place.nothing,
            inverse=identity,
            straight=True,
        ),
        Activation(
            "softmax",
            softmax,
            None,
            r"\frac{e^{a_c}}{\sum_d e^{a_d}}",
            in_place.softmax,
            in_place.softmax_slope,
            reach=(0, 1),
        ),
    )
}
ACTIVATIONS = MappingProxyType(_ENTRIES)

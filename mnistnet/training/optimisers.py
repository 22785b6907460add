"""An optimiser turns the gradient into a step: it changes all parameters of a network at once, in place."""

from collections.abc import Callable
from math import sqrt
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OPTIMISERS", "Optimiser"]

Array = NDArray[Any]
MEAN_DECAY, SQUARE_DECAY, EPSILON = 0.9, 0.999, 1e-8  # Adam's own constants


class Optimiser:
    """What an optimiser remembers from step to step.

    Attributes
    ----------
    memory : ndarray of shape (rows, parameters)
        No row for SGD; the velocity for momentum and Nesterov; for Adam the mean of the gradient
        and the mean of its square.
    steps : int
        How many steps it has taken.
    """

    def __init__(self, kind: str, parameters: Array, memory: Array | None = None, steps: int = 0) -> None:
        rows, self._change = OPTIMISERS[kind]
        self.memory = np.zeros((rows, parameters.size), parameters.dtype) if memory is None else memory.copy()
        self.steps = steps

    def step(self, parameters: Array, gradient: Array, rate: float, kept: float) -> None:
        """Change `parameters` by one step, of which `kept` is the share of the velocity that lasts, the momentum.

        The gradient is used up on the way.
        """
        self.steps += 1
        self._change(self, parameters, gradient, rate, kept)


def sgd(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, kept: float) -> None:
    """Step straight downhill: p -= rate * g."""
    gradient *= rate
    parameters -= gradient


def momentum(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, kept: float) -> None:
    """Roll downhill: v = kept * v - rate * g, p += v."""
    velocity = optimiser.memory[0]
    velocity *= kept
    gradient *= rate
    velocity -= gradient
    parameters += velocity


def nesterov(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, kept: float) -> None:
    """Roll downhill looking ahead: v as for momentum, p += kept * v - rate * g.

    References
    ----------
    I. Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013,
    sec. 2; in the form that keeps the parameters at the point looked ahead to.
    """
    velocity = optimiser.memory[0]
    velocity *= kept
    gradient *= rate
    velocity -= gradient
    parameters -= gradient
    np.multiply(velocity, kept, out=gradient)
    parameters += gradient


def adam(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, kept: float) -> None:
    """Step by the gradient's mean over the root of its mean square, so that every parameter moves alike.

    References
    ----------
    D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1 with its own
    constants; the two corrections are put into the rate, as the end of its section 2 has it.
    """
    mean, square = optimiser.memory
    mean *= MEAN_DECAY
    square *= SQUARE_DECAY
    scratch = gradient * (1 - MEAN_DECAY)
    mean += scratch
    np.multiply(gradient, gradient, out=gradient)
    gradient *= 1 - SQUARE_DECAY
    square += gradient
    correction = sqrt(1 - SQUARE_DECAY**optimiser.steps)
    root = np.sqrt(square, out=gradient)
    root += EPSILON * correction
    np.divide(mean, root, out=scratch)
    scratch *= rate * correction / (1 - MEAN_DECAY**optimiser.steps)
    parameters -= scratch


Step = Callable[[Optimiser, Array, Array, float, float], None]
# How many numbers each remembers per parameter, and how it changes them.
_ENTRIES: dict[str, tuple[int, Step]] = {
    "sgd": (0, sgd),
    "momentum": (1, momentum),
    "nesterov": (1, nesterov),
    "adam": (2, adam),
}
OPTIMISERS: MappingProxyType[str, tuple[int, Step]] = MappingProxyType(_ENTRIES)

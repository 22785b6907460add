"""An optimiser turns the gradient into a step: it changes all parameters of a network at once, in place."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from mnistnet.training.settings import Settings

__all__ = ["OPTIMISERS", "Optimiser", "optimiser_step"]

Array = NDArray[Any]
EPSILON = 1e-8  # keeps Adam from dividing by zero


class Optimiser:
    """What an optimiser remembers from step to step.

    Attributes
    ----------
    memory : ndarray of shape (rows, parameters)
        None for SGD; the velocity for momentum and Nesterov; mean and mean square of the gradient for Adam.
    steps : int
        How many steps it has taken.
    """

    def __init__(self, kind: str, parameters: Array, memory: Array | None = None, steps: int = 0) -> None:
        rows, self.step = OPTIMISERS[kind]
        self.memory = np.zeros((rows, parameters.size), parameters.dtype) if memory is None else memory.copy()
        self.steps = steps
        self.scratch = np.empty_like(parameters)


def sgd(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, settings: "Settings") -> None:
    """Step straight downhill: p -= rate * g."""
    np.multiply(gradient, rate, out=optimiser.scratch)
    np.subtract(parameters, optimiser.scratch, out=parameters)


def momentum(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, settings: "Settings") -> None:
    """Roll downhill: v = momentum * v - rate * g, p += v."""
    _accelerate(optimiser, gradient, rate, settings.momentum)
    parameters += optimiser.memory[0]


def nesterov(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, settings: "Settings") -> None:
    """Roll downhill looking ahead: v as for momentum, p += momentum * v - rate * g.

    References
    ----------
    I. Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013,
    sec. 2; in the form that keeps the parameters at the point looked ahead to.
    """
    _accelerate(optimiser, gradient, rate, settings.momentum)
    parameters -= optimiser.scratch
    np.multiply(optimiser.memory[0], settings.momentum, out=optimiser.scratch)
    parameters += optimiser.scratch


def _accelerate(optimiser: Optimiser, gradient: Array, rate: float, friction: float) -> None:
    """Change the velocity, and leave rate * gradient in the scratch array."""
    np.multiply(gradient, rate, out=optimiser.scratch)
    optimiser.memory *= friction
    optimiser.memory[0] -= optimiser.scratch


def adam(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, settings: "Settings") -> None:
    """Step by the gradient's mean over the root of its mean square, so that every parameter moves alike.

    References
    ----------
    D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1 with its
    own constants 0.9 and 0.999, in the order of section 2's last sentence.
    """
    mean, square = optimiser.memory
    scratch = optimiser.scratch
    np.subtract(gradient, mean, out=scratch)
    scratch *= 0.1
    mean += scratch
    np.multiply(gradient, gradient, out=scratch)
    scratch -= square
    scratch *= 0.001
    square += scratch
    correction = np.sqrt(1 - 0.999**optimiser.steps)
    np.sqrt(square, out=scratch)
    scratch += EPSILON * correction
    np.divide(mean, scratch, out=scratch)
    scratch *= rate * float(correction) / (1 - 0.9**optimiser.steps)
    parameters -= scratch


Step = Callable[[Optimiser, Array, Array, float, "Settings"], None]
# How many numbers each remembers per parameter, and its step.
OPTIMISERS: MappingProxyType[str, tuple[int, Step]] = MappingProxyType(
    {"sgd": (0, sgd), "momentum": (1, momentum), "nesterov": (1, nesterov), "adam": (2, adam)}
)


def optimiser_step(optimiser: Optimiser, parameters: Array, gradient: Array, rate: float, settings: "Settings") -> None:
    """Change `parameters` by one step."""
    optimiser.steps += 1
    optimiser.step(optimiser, parameters, gradient, rate, settings)

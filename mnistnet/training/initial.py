"""Initial weights are small random numbers, so that the nodes of a layer start out different and part their work."""

from collections.abc import Callable
from math import sqrt
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["INITIALISATIONS", "initial_weights"]

Array = NDArray[Any]
Draw = Callable[[np.random.Generator, int, int], Array]


def _normal(deviation: Callable[[int, int], float]) -> Draw:
    return lambda rng, fan_in, fan_out: rng.normal(0.0, deviation(fan_in, fan_out), (fan_in, fan_out))


def _uniform(limit: Callable[[int, int], float]) -> Draw:
    return lambda rng, fan_in, fan_out: rng.uniform(-limit(fan_in, fan_out), limit(fan_in, fan_out), (fan_in, fan_out))


# "small" is the first one of Deep Learning from Scratch; "fan-out" is what the program of Make Your Own Neural
# Network draws (its text speaks of the links into a node, which is "fan-in"); "standard" is that of Neural
# Networks and Deep Learning (there the biases are drawn too).
INITIALISATIONS: MappingProxyType[str, Draw] = MappingProxyType(
    {
        "small": _normal(lambda fan_in, fan_out: 0.01),
        "fan-in": _normal(lambda fan_in, fan_out: sqrt(1 / fan_in)),
        "fan-out": _normal(lambda fan_in, fan_out: sqrt(1 / fan_out)),
        "standard": _normal(lambda fan_in, fan_out: 1.0),
        "glorot-normal": _normal(lambda fan_in, fan_out: sqrt(2 / (fan_in + fan_out))),
        "glorot-uniform": _uniform(lambda fan_in, fan_out: sqrt(6 / (fan_in + fan_out))),
        "he-normal": _normal(lambda fan_in, fan_out: sqrt(2 / fan_in)),
        "he-uniform": _uniform(lambda fan_in, fan_out: sqrt(6 / fan_in)),
    }
)


def initial_weights(
    initialisation: str, fan_in: int, fan_out: int, biases: bool, rng: np.random.Generator
) -> tuple[Array, Array | None]:
    """Return the weights (fan_in, fan_out) and biases (fan_out,) of one layer before training, float32.

    Biases start at zero, but with "standard" they are standard normal as well, as in its book.

    References
    ----------
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    2010, eq. 16. K. He et al., "Delving deep into rectifiers", 2015, eq. 10.
    """
    weights = INITIALISATIONS[initialisation](rng, fan_in, fan_out).astype(np.float32)
    if not biases:
        return weights, None
    drawn = rng.normal(size=fan_out) if initialisation == "standard" else np.zeros(fan_out)
    return weights, drawn.astype(np.float32)

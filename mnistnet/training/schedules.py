"""A schedule says what share of the learning rate is in force in each epoch."""

from collections.abc import Callable
from math import cos, pi
from types import MappingProxyType

__all__ = ["SCHEDULES"]

# Of the epoch, counted from 0; all epochs; the epochs of a stair; and what it multiplies by.
Schedule = Callable[[int, int, int, float], float]


def constant(epoch: int, epochs: int, stair: int, factor: float) -> float:
    """Return 1: every epoch learns at the same rate."""
    return 1.0


def stepwise(epoch: int, epochs: int, stair: int, factor: float) -> float:
    """Return factor ** (epoch // stair): the rate falls by stairs."""
    return float(factor ** (epoch // stair))


def cosine(epoch: int, epochs: int, stair: int, factor: float) -> float:
    """Return (1 + cos(pi * epoch / epochs)) / 2: slowly at first and last, falling fast between."""
    return (1 + cos(pi * min(epoch / max(epochs, 1), 1))) / 2


SCHEDULES: MappingProxyType[str, Schedule] = MappingProxyType(
    {"constant": constant, "step": stepwise, "cosine": cosine}
)

"""A schedule says what share of the learning rate is in force in each epoch."""

from collections.abc import Callable
from math import cos, pi
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnistnet.training.settings import Settings

__all__ = ["SCHEDULES", "learning_rate"]

Schedule = Callable[["Settings", int], float]


def constant(settings: "Settings", epoch: int) -> float:
    """Return 1: every epoch learns at the same rate."""
    return 1.0


def stepwise(settings: "Settings", epoch: int) -> float:
    """Return factor ** (epoch // epochs per step): the rate falls by stairs."""
    return float(settings.schedule_factor ** (epoch // settings.schedule_epochs))


def cosine(settings: "Settings", epoch: int) -> float:
    """Return (1 + cos(pi * epoch / epochs)) / 2: slowly at first and last, falling fast between."""
    return (1 + cos(pi * min(epoch / max(settings.epochs, 1), 1))) / 2


SCHEDULES: MappingProxyType[str, Schedule] = MappingProxyType(
    {"constant": constant, "step": stepwise, "cosine": cosine}
)


def learning_rate(settings: "Settings", epoch: int) -> float:
    """Return the learning rate in force in an epoch, counted from 0."""
    return settings.learning_rate * SCHEDULES[settings.schedule](settings, epoch)

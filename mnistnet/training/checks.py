"""Settings are checked when they are made: each must be one of the choices, or a number in its range."""

from math import isfinite
from typing import Any

from mnistnet.limits import bounds
from mnistnet.words import mark, say

__all__ = ["RANGES", "among", "within"]

# Number settings: smallest, largest, whether the smallest itself is allowed.
RANGES = {
    "learning_rate": (0, 1000, False),
    "momentum": (0, 1, True),
    "schedule_epochs": (1, 10_000, True),
    "schedule_factor": (0, 1, False),
    "batch_size": (1, bounds.BATCH.most, True),
    "epochs": (0, 10_000, True),
    "l2": (0, 10, True),
    "dropout": (0, 0.95, True),
    "seed": (0, 2**63, True),
}
WHOLE = ("schedule_epochs", "batch_size", "epochs", "seed")


def among(what: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise ValueError, with what there is, unless `value` is one of the choices."""
    if value not in choices:
        raise ValueError(
            say(
                "There is no {what} {value!r}; there are {choices}.",
                what=say(what),
                value=value,
                choices=", ".join(choices),
            )
        )


def within(name: str, value: Any) -> None:
    """Raise ValueError unless the value of a setting is a number in its range."""
    (low, high, inclusive), whole = RANGES[name], name in WHOLE
    shown = name.replace("_", " ")
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not isfinite(value):
        kind = mark("The setting {shown} must be a whole number, not {value!r}.")
        other = mark("The setting {shown} must be a number, not {value!r}.")
        raise ValueError(say(kind if whole else other, shown=shown, value=value))
    if not (low <= value <= high) or (value == low and not inclusive):
        closed = mark("The setting {shown} goes from {low:g} to {high:g}; {value!r} is outside.")
        half_open = mark("The setting {shown} goes above {low:g} to {high:g}; {value!r} is outside.")
        raise ValueError(say(closed if inclusive else half_open, shown=shown, low=low, high=high, value=value))

"""A case is what a run has told so far; a hint is one thing that goes wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from mnistnet.training.settings import Settings

__all__ = ["Case", "Hint", "Rows", "all_finite", "gradient_vanishes"]

HEALTH = ("gradient_sizes", "inactive", "saturated")
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Hint:
    """One thing that goes wrong.

    Attributes
    ----------
    key : str
        The name of its rule.
    words : str
        The rule, and the figure that set it off.
    fix : str
        What the change is called.
    change : mapping of str to object
        Settings that mend it; empty where it has to be looked at by a person.
    """

    key: str
    words: str
    fix: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """What a run has told so far: its settings, its figures after each epoch, and the health of its layers.

    Attributes
    ----------
    settings : Settings
    losses, accuracies : list of float
        Of the digits that it learns from, epoch by epoch; the first before any learning.
    unseen_losses, unseen_accuracies : list of float
        Of the validation digits; empty without them.
    gradients, inactive, saturated : tuple of float
        One number a layer, from the last report that has them.
    """

    settings: Settings
    losses: list[float]
    accuracies: list[float]
    unseen_losses: list[float]
    unseen_accuracies: list[float]
    gradients: tuple[float, ...] = ()
    inactive: tuple[float, ...] = ()
    saturated: tuple[float, ...] = ()

    @property
    def epochs(self) -> int:
        """How many epochs are complete."""
        return len(self.losses) - 1

    @property
    def is_over(self) -> bool:
        """Whether all epochs of the plan are complete."""
        return self.epochs >= self.settings.epochs

    @property
    def hidden(self) -> list[str]:
        """The activations of the hidden layers."""
        return [plan.activation for plan in self.settings.layers if plan.units is not None][:-1]

    @classmethod
    def of(cls, settings: Settings, rows: Rows) -> "Case":
        """Return the case of a run's reports, or of a network's history."""
        whole = [row for row in rows if row.get("kind", "epoch") in ("start", "epoch")]
        names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
        columns = [[float(row[name]) for row in whole if row.get(name) is not None] for name in names]
        health = next((row for row in reversed(rows) if row.get("gradient_sizes")), {})
        gradients, inactive, saturated = (tuple(health.get(name) or ()) for name in HEALTH)
        losses, accuracies, unseen_losses, unseen_accuracies = columns
        figures = losses, accuracies, unseen_losses, unseen_accuracies
        return cls(settings, *figures, gradients, inactive, saturated)


def all_finite(values: Sequence[float]) -> bool:
    """Return whether none of some numbers is infinite, or no number at all."""
    return all(map(isfinite, values))


def gradient_vanishes(case: Case) -> bool:
    """Return whether hardly any gradient comes through the bends to the first layer."""
    small = len(case.gradients) > 2 and 0 <= case.gradients[0] < case.gradients[-1] / 300
    return small and bool({"sigmoid", "tanh"} & set(case.hidden))

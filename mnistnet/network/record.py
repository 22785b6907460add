"""A record says how a network was trained: with which settings, and how it did from epoch to epoch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["UNTOLD", "TrainingRecord"]


@dataclass(frozen=True)
class TrainingRecord:
    """How a network was trained.

    Attributes
    ----------
    settings : mapping of str to JSON values
        Everything that the training run was told, the seed and the number of epochs included.
    history : tuple of mappings
        One record an epoch, epoch 0 (before training) first: "epoch", "loss", "accuracy" on the
        training digits and "validation_loss", "validation_accuracy"; accuracies from 0 to 1.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Mapping[str, Any], ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return TrainingRecord, (dict(self.settings), tuple(map(dict, self.history)))

    @property
    def seed(self) -> int | None:
        """The seed from which every random number of the run came."""
        return self.settings.get("seed")

    @property
    def epochs(self) -> int:
        """How often the run saw every training digit."""
        return int(self.settings.get("epochs", 0))


UNTOLD = TrainingRecord()

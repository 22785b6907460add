"""What comes out of training: where it stands, and how well it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network, TrainingRecord
from mnistnet.training.parameters import network_with, vector_of
from mnistnet.training.settings import Settings
from mnistnet.words.told import Told

__all__ = ["Diverged", "Progress", "Snapshot"]

Array = NDArray[Any]


class Diverged(Told, ArithmeticError):
    """The numbers grew beyond all bounds; the message says so to people.

    Attributes
    ----------
    learning_rate : float
        One that is worth trying instead.
    """

    def __init__(self, sentence: str, learning_rate: float) -> None:
        super().__init__(sentence)
        self.learning_rate = learning_rate


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything that a run needs to go on as if it had never stopped.

    Attributes
    ----------
    parameters : ndarray of shape (parameters,)
        Laid out as `mnistnet.training.parameters.vector_of` says.
    memory : ndarray of shape (rows, parameters)
        What the optimiser remembers.
    steps : int
        How many steps it has taken.
    epoch : int
        How many epochs are complete.
    images : int
        How many pictures of the next epoch have been seen.
    totals : tuple of two floats
        Sum of the losses and number of right answers over those pictures.
    history : tuple of mappings
        One row for every complete epoch, as in `mnistnet.TrainingRecord`.
    """

    parameters: Array
    memory: Array
    steps: int = 0
    epoch: int = 0
    images: int = 0
    totals: tuple[float, float] = (0.0, 0.0)
    history: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_before_training(self) -> bool:
        """Whether nothing was learned or reported yet: the weights were made some other way than by chance."""
        return not (self.epoch or self.images or self.history)

    @classmethod
    def of(cls, network: Network) -> "Snapshot":
        """Return a snapshot to go on from with any network; the optimiser starts without memories."""
        memory = np.zeros((0, network.parameters), np.float32)
        parameters = vector_of(network.astype(np.float32))
        return cls(parameters, memory, epoch=network.epoch or 0, history=network.training.history)


@dataclass(frozen=True, eq=False)
class Progress:
    """One report of a training run.

    Attributes
    ----------
    kind : str
        "start" before the first step, "batches" after some, "epoch" after a whole epoch.
    settings : Settings
        Those in force.
    learning_rate : float
        The one in force, schedule included.
    loss, accuracy : float
        Mean over the pictures since the last "batches" report, or over the whole epoch, each taken
        just before the network learned from that picture; at the start over up to 10,000 of them.
    validation_loss, validation_accuracy : float or None
        At the start and after an epoch, where there are validation digits.
    confusion : ndarray of shape (classes, classes) or None
        With them: how many validation digits of each label (row) got each answer (column).
    gradient_sizes : tuple of float
        Root mean square of the gradient by the weights of each dense layer: per weight, so that a
        big layer does not look stronger. This and the next two always on the same pictures.
    inactive : tuple of float
        Share of each dense layer's nodes that can learn from none of them: the slope is (all but) zero.
    saturated : tuple of float
        Share of all sigmoid and tanh activations at which the slope has all but vanished.
    snapshot : Snapshot
    """

    kind: str
    settings: Settings
    learning_rate: float
    loss: float
    accuracy: float
    snapshot: Snapshot = field(repr=False)
    untrained: Network = field(repr=False)
    validation_loss: float | None = None
    validation_accuracy: float | None = None
    confusion: NDArray[np.int64] | None = field(default=None, repr=False)
    gradient_sizes: tuple[float, ...] = ()
    inactive: tuple[float, ...] = ()
    saturated: tuple[float, ...] = ()

    @property
    def epoch(self) -> int:
        """How many epochs are complete."""
        return self.snapshot.epoch

    @property
    def images(self) -> int:
        """How many pictures of the next epoch have been seen."""
        return self.snapshot.images

    @property
    def network(self) -> Network:
        """The network as it is now, with the record of its training so far."""
        record = TrainingRecord(
            dict(self.untrained.training.settings) | self.settings.to_dict() | {"epochs": self.epoch},
            self.snapshot.history,
        )
        return replace(network_with(self.untrained, self.snapshot.parameters), training=record, epoch=self.epoch)

    def row(self) -> dict[str, Any]:
        """Return the numbers as JSON values."""
        names = ("kind", "epoch", "images", "learning_rate", "loss", "accuracy")
        measured = ("validation_loss", "validation_accuracy", "gradient_sizes", "inactive", "saturated")
        row = {name: getattr(self, name) for name in (*names, *measured)}
        return row | {"confusion": None if self.confusion is None else self.confusion.tolist()}

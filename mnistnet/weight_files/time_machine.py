"""A saved network is one that was read from an .npz file of ours, together with what it was at earlier epochs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.npz_file import EPOCH, arrays_of_npz
from mnistnet.network import Network, TrainingRecord
from mnistnet.training.parameters import network_with
from mnistnet.weight_files.card import network_of, read_card
from mnistnet.weight_files.checks import is_tame
from mnistnet.words import say

__all__ = ["SavedNetwork", "read_npz"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class SavedNetwork:
    """A network read from a file, with what it was at earlier epochs.

    Attributes
    ----------
    network : Network
    epochs : mapping of int to ndarray
        Epoch -> all its parameters as one vector, float16 or float32; may be empty.
    """

    network: Network
    epochs: Mapping[int, Array] = field(default_factory=dict)

    def at(self, epoch: int) -> Network:
        """Return the network as it was after an epoch; 0 is before training.

        Raises
        ------
        ValueError
            If that epoch was not kept.
        """
        if epoch == self.network.epoch:
            return self.network
        if epoch not in self.epochs:
            kept = sorted({*self.epochs, self.network.epoch or 0})
            raise ValueError(
                say(
                    "The file of {name!r} keeps the epochs {kept}, not {epoch}.",
                    name=self.network.name,
                    kept=kept,
                    epoch=epoch,
                )
            )
        history = tuple(row for row in self.network.training.history if row["epoch"] <= epoch)
        accuracy = next((row.get("test_accuracy") for row in history if row["epoch"] == epoch), None)
        record = TrainingRecord(dict(self.network.training.settings) | {"epochs": epoch}, history)
        past = network_with(self.network, self.epochs[epoch].astype(self.network.dtype))
        return replace(past, training=record, test_accuracy=accuracy, epoch=epoch)


def read_npz(content: bytes) -> SavedNetwork:
    """Return the network in the content of a file that `save_npz` made, with its earlier epochs.

    Raises
    ------
    WeightFileError
        If it is not such a file, or damaged.
    """
    arrays = arrays_of_npz(content, epochs=True)
    epochs = {int(match[1]): arrays.pop(name) for name in list(arrays) if (match := EPOCH.fullmatch(name))}
    card = arrays.pop("card", None)
    if card is None:
        raise WeightFileError(say("This is not a network saved by mnistnet: it has no card."))
    network = network_of(read_card(card), arrays)
    for vector in epochs.values():
        vector.flags.writeable = False
        if vector.shape != (network.parameters,) or vector.dtype.kind != "f" or not is_tame(vector):
            raise WeightFileError(say("The earlier epochs in this file are damaged."))
    return SavedNetwork(network, MappingProxyType(epochs))

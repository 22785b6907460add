"""Weight files: a network as the bytes of one .npz file, its arrays beside a card that says what they are.

Members: "card" (JSON as bytes), W1, b1, W2, ... and, for the time machine, one vector "epoch 0",
"epoch 1", ... each, laid out as `mnistnet.training.parameters.vector_of` says.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError
from mnistnet.network import Dense, Flatten, Layer, Network, PixelEncoding, TrainingRecord
from mnistnet.training.parameters import network_with, vector_of

__all__ = ["SavedNetwork", "read_npz", "save_npz"]

Array = NDArray[Any]
FORMAT = "mnistnet 1"


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
            raise ValueError(f"The file of {self.network.name!r} keeps the epochs {kept}, not {epoch}.")
        history = tuple(row for row in self.network.training.history if row["epoch"] <= epoch)
        accuracy = next((row.get("test_accuracy") for row in history if row["epoch"] == epoch), None)
        record = TrainingRecord(dict(self.network.training.settings) | {"epochs": epoch}, history)
        past = network_with(self.network, self.epochs[epoch].astype(self.network.dtype))
        return replace(past, training=record, test_accuracy=accuracy, epoch=epoch)


def save_npz(network: Network, epochs: Mapping[int, Network] | None = None) -> bytes:
    """Return a network as the content of an .npz file; `read_npz` gives back the same bits.

    Parameters
    ----------
    network : Network
    epochs : mapping of int to Network, optional
        The same network at earlier epochs, each in the number format to be kept.
    """
    arrays: dict[str, Array] = {"card": np.frombuffer(json.dumps(_card(network)).encode(), np.uint8)}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays[f"W{k}"] = layer.weights
        if layer.biases is not None:
            arrays[f"b{k}"] = layer.biases
    arrays |= {f"epoch {number}": vector_of(past) for number, past in (epochs or {}).items()}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def read_npz(content: bytes) -> SavedNetwork:
    """Return the network in the content of a file that `save_npz` made.

    Raises
    ------
    DataError
        If it is not such a file, or damaged.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        card = json.loads(arrays["card"].tobytes())
        if card["format"] != FORMAT:
            raise DataError(f"This file has the format {card['format']!r}; this version reads {FORMAT!r}.")
        epochs = {int(name[6:]): vector for name, vector in arrays.items() if name.startswith("epoch ")}
        return SavedNetwork(_network(card, arrays), MappingProxyType(epochs))
    except (KeyError, ValueError, TypeError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"This is not a network saved by mnistnet, or it is damaged ({error}).") from error


def _card(network: Network) -> dict[str, Any]:
    """Return all of a network except its numbers, as JSON values."""
    return {
        "format": FORMAT,
        "name": network.name,
        "book": network.book,
        "layers": [
            {"kind": "dense", "name": layer.name, "activation": layer.activation}
            if isinstance(layer, Dense)
            else {"kind": "flatten", "name": layer.name}
            for layer in network.layers
        ],
        "encoding": {"offset": network.encoding.offset, "scale": network.encoding.scale},
        "image_shape": list(network.image_shape),
        "settings": dict(network.training.settings),
        "history": [dict(row) for row in network.training.history],
        "test_accuracy": network.test_accuracy,
        "epoch": network.epoch,
    }


def _network(card: Mapping[str, Any], arrays: Mapping[str, Array]) -> Network:
    """Return the network that a card and its arrays describe."""
    layers: list[Layer] = []
    k = 0
    for plan in card["layers"]:
        if plan["kind"] == "flatten":
            layers.append(Flatten(plan["name"]))
        else:
            k += 1
            layers.append(Dense(arrays[f"W{k}"], arrays.get(f"b{k}"), plan["activation"], plan["name"]))
    rows, columns = card["image_shape"]
    record = TrainingRecord(card["settings"], tuple(card["history"]))
    encoding = PixelEncoding(**card["encoding"])
    about = (card["name"], card["book"], encoding, (rows, columns), record, card["test_accuracy"], card["epoch"])
    return Network(tuple(layers), *about)

"""A card is what a file of ours says about a network besides its numbers, as JSON beside the arrays.

The arrays are W1, b1, W2, ... in the order of the dense layers, with weights of shape (fan_in, fan_out).
"""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.strict_json import is_plain, read_json
from mnistnet.network import Dense, Flatten, Layer, Network, PixelEncoding, TrainingRecord
from mnistnet.weight_files.checks import checked_arrays, checked_network
from mnistnet.words import mark, say

__all__ = ["FORMAT", "card_array", "card_of", "named_arrays", "network_of", "read_card"]

Array = NDArray[Any]
FORMAT = "mnistnet 1"
MOST_BYTES = 1_000_000
DAMAGED = mark("The card in this file, which says what its network is, is damaged.")


def card_of(network: Network, *, numbers: bool = False) -> dict[str, Any]:
    """Return all of a network except its weights and biases, as JSON values.

    Parameters
    ----------
    network : Network
    numbers : bool
        Whether to note every layer's number formats, and which layers have no biases: for files that
        keep neither.
    """
    return {
        "format": FORMAT,
        "name": network.name,
        "book": network.book,
        "layers": [_plan(layer, numbers) for layer in network.layers],
        "encoding": {"offset": network.encoding.offset, "scale": network.encoding.scale},
        "image_shape": list(network.image_shape),
        "settings": dict(network.training.settings),
        "history": [dict(row) for row in network.training.history],
        "test_accuracy": network.test_accuracy,
        "epoch": network.epoch,
    }


def _plan(layer: Layer, numbers: bool) -> dict[str, Any]:
    if isinstance(layer, Flatten):
        return {"kind": "flatten", "name": layer.name}
    plan: dict[str, Any] = {"kind": "dense", "name": layer.name, "activation": layer.activation}
    if numbers:
        plan["numbers"] = [layer.weights.dtype.name, None if layer.biases is None else layer.biases.dtype.name]
    return plan


def card_array(card: Mapping[str, Any]) -> Array:
    """Return a card as an array of bytes, shape (n,), uint8: what every format can keep beside weights."""
    return np.frombuffer(json.dumps(card).encode(), np.uint8)


def named_arrays(network: Network, *, zero_biases: bool = False) -> dict[str, Array]:
    """Return W1, b1, W2, ...; where there are no biases nothing, or zeros for readers that expect some."""
    arrays: dict[str, Array] = {}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays[f"W{k}"] = layer.weights
        if layer.biases is not None:
            arrays[f"b{k}"] = layer.biases
        elif zero_biases:
            arrays[f"b{k}"] = np.zeros(layer.fan_out, layer.weights.dtype)
    return arrays


def read_card(array: Array) -> Any:
    """Return the JSON value of a card kept as an array of bytes; WeightFileError if it is none."""
    if array.dtype != np.uint8 or array.ndim != 1 or array.size > MOST_BYTES:
        raise WeightFileError(say(DAMAGED))
    return read_json(array.tobytes(), commas=100_000, brackets=20_000, quotes=100_000)


def network_of(card: Any, arrays: Mapping[str, Array]) -> Network:
    """Return the network that a card and its arrays describe.

    Raises
    ------
    WeightFileError
        If the card says something impossible, or the arrays are not those that it speaks of.
    """
    if not isinstance(card, dict) or not isinstance(card.get("format"), str) or not is_plain(card):
        raise WeightFileError(say(DAMAGED))
    if card["format"] != FORMAT:
        raise WeightFileError(
            say(
                "This file has the format {shown}; this version reads {FORMAT}.",
                shown=shown(card["format"]),
                FORMAT=FORMAT,
            )
        )
    checked_arrays(arrays)
    try:
        network = Network(_layers(card["layers"], arrays), card["name"], card["book"], *_facts(card))
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise WeightFileError(say("This is not a network saved by mnistnet, or it is damaged.")) from error
    return checked_network(network)


def _layers(plans: Any, arrays: Mapping[str, Array]) -> tuple[Layer, ...]:
    """Return the layers of a card; an exception of some kind where it is wrong."""
    layers: list[Layer] = []
    k, expected = 0, set()
    for plan in plans:
        _demand(isinstance(plan["name"], str) and plan["kind"] in ("dense", "flatten"))
        if plan["kind"] == "flatten":
            layers.append(Flatten(plan["name"]))
            continue
        k += 1
        weights, biases = _of_formats(plan.get("numbers"), arrays[f"W{k}"], arrays.get(f"b{k}"))
        expected |= {f"W{k}", f"b{k}"}
        _demand(isinstance(plan["activation"], str) and plan["activation"] in ACTIVATIONS)
        layers.append(Dense(weights, biases, plan["activation"], plan["name"]))
    _demand(arrays.keys() <= expected)
    return tuple(layers)


def _of_formats(numbers: Any, weights: Array, biases: Array | None) -> tuple[Array, Array | None]:
    """Return weights and biases in the number formats that the card notes, if it does."""
    if numbers is None:
        return weights, biases
    first, second = numbers
    _demand({first, second} <= {"float16", "float32", "float64", None} and first is not None and biases is not None)
    assert biases is not None
    _demand(second is not None or not biases.any())
    with np.errstate(over="ignore"):  # what becomes infinite is refused with the finished network
        return weights.astype(first), None if second is None else biases.astype(second)


def _facts(card: Mapping[str, Any]) -> tuple[PixelEncoding, tuple[int, int], TrainingRecord, float | None, int | None]:
    """Return what else a card says, each fact tested; an exception of some kind where it is wrong."""
    offset, scale = (float(card["encoding"][key]) for key in ("offset", "scale"))
    rows, columns = card["image_shape"]
    accuracy, epoch = card["test_accuracy"], card["epoch"]
    _demand(isinstance(card["name"], str) and isinstance(card["book"], str))
    _demand(abs(offset) <= 1000 and 0 < abs(scale) <= 1000)
    _demand(type(rows) is int and type(columns) is int and rows > 0 and columns > 0)
    _demand(accuracy is None or (isinstance(accuracy, float | int) and 0 <= accuracy <= 1))
    _demand(epoch is None or (type(epoch) is int and epoch >= 0))
    return PixelEncoding(offset, scale), (rows, columns), _record(card["settings"], card["history"]), accuracy, epoch


def _record(settings: Any, history: Any) -> TrainingRecord:
    """Return the record of the training; an exception of some kind where it is wrong."""
    _demand(isinstance(settings, dict) and isinstance(history, list))
    _demand(all(type(settings.get(key, 0)) is int for key in ("seed", "epochs")))
    for row in history:
        _demand(type(row["epoch"]) is int and all(_is_number(value) for value in row.values()))
    return TrainingRecord(settings, tuple(history))


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, float) or (type(value) is int and isfinite(value))


def _demand(right: bool) -> None:
    """Raise ValueError unless something is right."""
    if not right:
        raise ValueError("The card says something impossible.")

"""Keras' files: arrays in HDF5, alone (.h5, .weights.h5) or beside the plan of the model in a zip file (.keras).

Only the arrays are taken; no layer is made, so that none can run code.
"""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.hdf5_file import HDF5, arrays_of_hdf5
from mnistnet.containers.strict_json import read_json
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.said import ACTIVATION_WORDS
from mnistnet.words import say

__all__ = ["is_keras_zip", "read_hdf5", "read_keras_zip"]

Array = NDArray[Any]
WEIGHTS, PLAN = "model.weights.h5", "config.json"
NORMALISED = ("gamma", "beta", "moving_mean", "moving_variance")  # the order of a normalisation's variables
OF_NO_SHAPE = ("Dense", "Dropout", "Flatten", "InputLayer", "Activation", "ReLU", "LeakyReLU", "BatchNormalization",
               "Reshape", "Rescaling", "Softmax", "GaussianNoise")  # fmt: skip


def is_keras_zip(members: list[Member]) -> bool:
    """Return whether a zip file is one of Keras'."""
    return any(member.name == WEIGHTS for member in members)


def read_keras_zip(content: bytes, members: list[Member]) -> Contents:
    """Return the arrays of a .keras file; raises as `read_hdf5`."""
    beside = {member.name: member for member in members}
    if beside[WEIGHTS].size > 64_000_000:
        raise WeightFileError(say("This .h5 file is damaged, or holds more than any network that can be read."))
    plan = bytes(inflated(content, beside[PLAN])) if PLAN in beside else b""
    return read_hdf5(bytes(inflated(content, beside[WEIGHTS])), plan)


def read_hdf5(content: bytes, plan: bytes = b"") -> Contents:
    """Return the arrays of an .h5 file as Keras writes it, with or without the plan of the model.

    Raises
    ------
    WeightFileError
        If it is damaged, too large, or its plan has layers that are not dense.
    """
    if not content.startswith(HDF5):
        raise WeightFileError(say("This .h5 file is damaged, or holds more than any network that can be read."))
    arrays = arrays_of_hdf5(content)
    text = arrays.pop("model_config", None)
    plan = plan or (b"" if text is None else text.tobytes())
    said = _said(plan) if plan else {}
    named = {name: array for name, array in _named(arrays).items() if not name.startswith("optimizer")}
    return Contents({name.replace("/", "."): array for name, array in named.items()}, None, "keras", (), said)


def _named(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays that Keras 3 numbers, "dense/vars/0", by what they are: "dense/kernel"."""
    groups: dict[str, list[str]] = {}
    for name in arrays:
        groups.setdefault(name.rpartition("/vars/")[0], []).append(name)
    named: dict[str, Array] = {}
    for name, array in arrays.items():
        layer, _, number = name.rpartition("/vars/")
        words = NORMALISED if len(groups[layer]) == 4 and array.ndim == 1 else ("kernel", "bias")
        place = int(number) if layer and number.isdecimal() and len(number) < 3 else len(words)
        named[f"{layer}/{words[place]}" if place < len(words) else name] = array
    return named


def _said(plan: bytes) -> dict[str, str]:
    """Return the activations that the plan of a model says, if its hidden layers have the same."""
    value = read_json(plan, commas=100_000, brackets=20_000, quotes=100_000)
    config = value.get("config") if isinstance(value, dict) else None
    layers = config.get("layers") if isinstance(config, dict) else config
    if not isinstance(layers, list):
        return {}
    found: list[str] = []
    for layer in layers:
        kind = layer.get("class_name") if isinstance(layer, dict) else None
        options = layer.get("config") if isinstance(layer, dict) else None
        if isinstance(kind, str) and kind not in OF_NO_SHAPE:
            raise WeightFileError(say("This network has a layer {kind}; only dense ones are read.", kind=shown(kind)))
        word = options.get("activation") if isinstance(options, dict) and kind in ("Dense", "Activation") else None
        word = {"ReLU": "relu", "LeakyReLU": "leaky_relu"}.get(str(kind), word)
        if kind == "Dense":
            found.append("linear")
        if isinstance(word, str) and found:
            found[-1] = word
    return _agreed([ACTIVATION_WORDS.get(word, "") for word in found])


def _agreed(rules: list[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    if rules and rules[-1] in ("softmax", "sigmoid"):
        said["output"] = rules[-1]
    if len(set(rules[:-1])) == 1 and rules[0]:
        said["activation"] = rules[0]
    return said

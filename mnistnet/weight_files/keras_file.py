"""Keras' files: arrays in HDF5, alone (.h5, .weights.h5) or beside the plan of the model in a zip file (.keras).

Arrays are taken, and what the plan says in plain words; no layer is made, so that none can run code.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.hdf5_file import HDF5, arrays_of_hdf5
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.keras_plan import NoPlan, all_layers, planned, read_plan
from mnistnet.weight_files.keras_walk import walked
from mnistnet.weight_files.part import Chain
from mnistnet.weight_files.said import ACTIVATION_WORDS
from mnistnet.words import say

__all__ = ["contents_of_model", "is_keras_zip", "read_hdf5", "read_keras_zip"]

Array = NDArray[Any]
WEIGHTS, PLAN = "model.weights.h5", "config.json"
NORMALISED = ("gamma", "beta", "moving_mean", "moving_variance")  # the order of a normalisation's variables


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
    """Return the arrays of an .h5 file as Keras writes it, with what the plan of the model says of them, if it has one.

    Raises
    ------
    WeightFileError
        If it is damaged, too large, or its plan has layers that are not dense, or activations that are not read.
    """
    if not content.startswith(HDF5):
        raise WeightFileError(say("This .h5 file is damaged, or holds more than any network that can be read."))
    arrays = arrays_of_hdf5(content)
    text = arrays.pop("model_config", None)
    return contents_of_model(arrays, plan or (b"" if text is None else text.tobytes()))


def contents_of_model(arrays: Mapping[str, Array], plan: bytes) -> Contents:
    """Return the arrays of a model of Keras' by their paths, with what its plan says of them; raises as `read_hdf5`."""
    arrays = {path: array for path, array in arrays.items() if not path.startswith("optimizer")}
    names = _names(arrays)
    named = {names[path]: array for path, array in arrays.items()}
    value = read_plan(plan)
    try:
        with np.errstate(all="ignore"):  # what becomes infinite is refused with the finished network
            found = walked(planned(value), arrays)
    except NoPlan:
        return Contents(named, None, "keras", (), _said(list(all_layers(value))))
    chain = Chain(((found.parts, found.words),), frozenset(names[path] for path in found.used))
    return Contents(named, None, "keras", (), found.said, chain, found.rules, found.encoding)


def _names(arrays: Mapping[str, Array]) -> dict[str, str]:
    """Return path -> name of arrays; those that Keras 3 numbers, "dense/vars/0", by what they are: "dense.kernel"."""
    groups: dict[str, list[str]] = {}
    for name in arrays:
        groups.setdefault(name.rpartition("/vars/")[0], []).append(name)
    names: dict[str, str] = {}
    for name, array in arrays.items():
        layer, _, number = name.rpartition("/vars/")
        if layer.endswith("seed_generator"):  # of dropout
            layer = ""
        count, called = len(groups.get(layer, ())), layer.rpartition("/")[2]
        words = NORMALISED if count == 4 and array.ndim == 1 else ("kernel", "bias")
        if count == 2 and called.startswith("batch_normalization"):  # without gamma and beta; with one: nobody knows
            words = NORMALISED[2:]
        place = int(number) if layer and number.isdecimal() and len(number) < 3 else len(words)
        names[name] = (f"{layer}/{words[place]}" if place < len(words) else name).replace("/", ".")
    return names


def _said(layers: list[Any]) -> dict[str, str]:
    """Return the activations that the layers of an odd plan say, if those that are hidden have the same."""
    found: list[str] = []
    for layer in layers:
        kind = layer.get("class_name") if isinstance(layer, dict) else None
        options = layer.get("config") if isinstance(layer, dict) else None
        word = options.get("activation") if isinstance(options, dict) and kind in ("Dense", "Activation") else None
        word = {"ReLU": "relu", "LeakyReLU": "leaky_relu"}.get(str(kind), word)
        if kind == "Dense":
            found.append("linear" if word is None else "unknown")
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

"""Arrays are gathered into layers: weights with their biases, normalisations with their four vectors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.weight_files.checks import MOST_LAYERS
from mnistnet.weight_files.normalisation import Norm
from mnistnet.weight_files.others import ONE_LIST
from mnistnet.weight_files.part import Part
from mnistnet.weight_files.roles import Role, layer_name, role_of
from mnistnet.words import say

__all__ = ["Layers", "gathered", "unnamed"]

Array = NDArray[Any]
EPSILON = {"keras": 1e-3}  # in Keras; 1e-5 in PyTorch
MOST_NORMS = 16
SIDE = 28  # pixels of a picture
RECURRENT = re.compile(r"weight_hh_l\d|recurrent_kernel")
OF_LENGTHS = ("weight_g", "weight_v", "original0", "original1")  # of weight_norm, without their partner
LONGEST_ROW = 7840  # numbers of a row: more are a whole network


@dataclass(frozen=True, eq=False)
class Layers:
    """What a group of arrays holds: dense layers, biases without a layer, normalisations, and the names of all."""

    parts: tuple[Part, ...]
    loose: tuple[Array, ...]
    norms: tuple[Norm, ...]
    used: tuple[str, ...]


def gathered(arrays: Mapping[str, Array], habit: str) -> Layers:
    """Return the layers that the names of arrays say.

    Raises
    ------
    WeightFileError
        If an array belongs to a layer that is not dense, or there are too many.
    """
    found: dict[tuple[str, ...], dict[str, Array]] = {}
    roles: dict[tuple[str, ...], Role] = {}
    names: dict[tuple[str, ...], str] = {}
    called: dict[tuple[str, ...], str] = {}
    for name, whole in _flat(arrays).items():
        role = role_of(name)
        if whole.ndim == 0:
            continue
        array = _as_table(whole) if role.role == "weights" and len(arrays) > 1 else whole
        if array.size == 0:
            raise WeightFileError(say("The array {shown} in this file is empty.", shown=shown(name)))
        layer = found.setdefault(role.layer, {})
        roles.setdefault(role.layer, role)
        if role.role in layer or array.ndim > 2 or name.endswith(OF_LENGTHS) or RECURRENT.search(name[-200:]):
            raise _not_dense(name, array)
        layer[role.role] = array
        called.setdefault(role.layer, name)
        if role.role == "weights":
            names[role.layer] = layer_name(name)
    parts: list[Part] = []
    loose: list[Array] = []
    norms: list[Norm] = []
    for key in sorted(found, key=lambda key: roles[key].order):
        pieces = found[key]
        if "mean" in pieces or "variance" in pieces or "scale" in pieces:
            norms.append(_norm(called[key], pieces, EPSILON.get(habit, 1e-5), roles[key].number))
        elif "weights" not in pieces:
            loose += [_as_row(called[key], array) for array in pieces.values()]
        else:
            parts.append(_part(names.get(key, ""), called[key], pieces, roles[key].number))
    used = tuple(name for name, array in arrays.items() if array.ndim)
    return _checked(Layers(tuple(parts), tuple(loose), tuple(norms), used))


def _as_table(array: Array) -> Array:
    """Return weights that were kept as a picture for each node, n x 28 x 28 or 28 x 28 x n, as a table."""
    if array.ndim == 4 and 1 in (array.shape[1], array.shape[3]):  # with one channel
        array = array.squeeze(1 if array.shape[1] == 1 else 3)
    if array.ndim == 3 and array.shape[1:] == (SIDE, SIDE):
        return array.reshape(-1, SIDE * SIDE)
    return array.reshape(SIDE * SIDE, -1) if array.ndim == 3 and array.shape[:2] == (SIDE, SIDE) else array


def _flat(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays with the biases of all layers that lie in one table as one array a layer."""
    flat: dict[str, Array] = {}
    for name, array in arrays.items():
        if role_of(name).role == "biases" and array.ndim == 2 and 1 not in array.shape and len(array) <= MOST_LAYERS:
            flat |= {f"{name}.{i}": row for i, row in enumerate(array)}
        else:
            flat[name] = array
    return flat


def unnamed(arrays: Mapping[str, Array]) -> Layers:
    """Return the layers of arrays whose names say nothing: tables are weights, rows biases, in their order.

    Raises
    ------
    WeightFileError
        If an array is neither, or there are too many.
    """
    parts: list[Part] = []
    loose: list[Array] = []
    for name, array in arrays.items():
        if array.ndim == 0:
            continue
        if array.ndim > 2 or array.size == 0:
            raise _not_dense(name, array)
        if (
            array.ndim == 2
            and (array.shape[0] > 1 or not parts or array.shape[1] != parts[-1].fan_out)
            and (array.shape[1] > 1 or not parts or array.shape[0] not in parts[-1].weights.shape)
        ):
            parts.append(Part(array))
        else:
            loose.append(array.ravel())
    return _checked(Layers(tuple(parts), tuple(loose), (), tuple(arrays)))


def _checked(layers: Layers) -> Layers:
    if not layers.parts:
        raise WeightFileError(say("This file holds no arrays such as W1, b1, W2, b2."))
    if len(layers.parts) > MOST_LAYERS or len(layers.norms) > MOST_NORMS:
        n = max(len(layers.parts), len(layers.norms))
        raise WeightFileError(
            say("This network has {n} layers; the most are {MOST_LAYERS}.", n=n, MOST_LAYERS=MOST_LAYERS)
        )
    return layers


def _part(name: str, array: str, pieces: Mapping[str, Array], number: int | None) -> Part:
    weights, biases = pieces["weights"], pieces.get("biases")
    if weights.ndim != 2 or pieces.keys() - {"weights", "biases"}:
        raise _not_dense(array, weights)
    row = None if biases is None else _as_row(array, biases)
    fits = row is None or row.size in weights.shape or row.size - 1 not in weights.shape
    if row is not None and not fits and row[0] == 0 and row[1:].all():
        row = row[1:]  # the name of the only column, as pandas writes it above biases
    return Part(weights, row, name, number)


def _norm(name: str, pieces: Mapping[str, Array], epsilon: float, number: int | None) -> Norm:
    """Return a batch normalisation, whose gamma and beta PyTorch calls weight and bias."""
    if "mean" not in pieces or "variance" not in pieces:
        raise _not_dense(name, next(iter(pieces.values())))
    rows = {role: _as_row(name, array) for role, array in pieces.items()}
    scale, shift = rows.get("scale", rows.get("weights")), rows.get("shift", rows.get("biases"))
    norm = Norm(rows["mean"], rows["variance"], scale, shift, epsilon, number)
    if not norm.is_whole:
        raise _not_dense(name, norm.mean)
    return norm


def _as_row(name: str, array: Array) -> Array:
    if array.ndim == 2 and 1 not in array.shape:
        raise _not_dense(name, array)
    return array.ravel()


def _not_dense(name: str, array: Array) -> WeightFileError:
    if RECURRENT.search(name[-200:]):
        return WeightFileError(say("This is a recurrent network (LSTM, GRU or RNN); only dense layers are read."))
    if array.ndim == 3 and array.shape[1:] == (28, 28):
        return WeightFileError(say("These are pictures of digits, and no weights: a set is opened under My data."))
    if array.ndim == 1 and array.size > LONGEST_ROW:
        words = say("This file holds {n:,} numbers in one row. Where they are those of a network one after the other, "
                    "cut them with these lines:", n=array.size)  # fmt: skip
        return WeightFileError(words, ONE_LIST)
    shape = " x ".join(map(str, array.shape)) or say("one number")
    kind = say("a convolution") if array.ndim in (3, 4) else say("not part of a dense layer with weights and biases")
    return WeightFileError(
        say(
            "The array {name} ({shape}) is {kind}; networks with convolutions, or with normalisation other than batch "
            "normalisation, cannot be opened.",
            name=shown(name),
            shape=shape,
            kind=kind,
        )
    )

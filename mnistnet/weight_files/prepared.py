"""Arrays that are no weights yet: pruned by a mask, whole numbers with a scale, or a table written as one long row."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.weight_files.roles import role_of
from mnistnet.words import mark, say

__all__ = ["prepared", "tables_of_rows"]

Array = NDArray[Any]
SCALES = ("_scale", ".scale", "_scales", ".scales")
ROUNDED = re.compile(r"_?(q|int8|int16|i8|quant|quantized|quantised)$", re.IGNORECASE)
LAST_NUMBER = re.compile(r"\d{1,3}$")
LENGTHS = (("weight_g", "weight_v"), ("weight.original0", "weight.original1"))
ZEROS = ("_zero_point", ".zero_point", "_zero", ".zero")
BY_NODE = mark("each row of numbers cut into one row for every node")
BY_INPUT = mark("each row of numbers cut into one row for every input")


def prepared(arrays: Mapping[str, Array]) -> tuple[dict[str, Array], tuple[str, ...]]:
    """Return arrays in which masks and scales are taken into the weights that they belong to, and what was done."""
    arrays, done = _with_lengths(arrays), {}
    found = dict(arrays)
    few = sum(array.size for array in arrays.values()) <= MOST_PARAMETERS
    for name, array in arrays.items() if few else ():
        mask = f"{name.removesuffix('_orig')}_mask"  # as torch.nn.utils.prune keeps them
        if name.endswith("_orig") and mask in arrays and arrays[mask].shape == array.shape:
            found[name.removesuffix("_orig")] = array * arrays[mask].astype(array.dtype)
            del found[name], found[mask]
            done[say("pruned as the mask in the file says")] = True
        elif role_of(name).role == "weights" and array.dtype.kind in "iu" and array.ndim == 2:
            parts = [_beside(name, arrays, ends) for ends in (SCALES, ZEROS)]
            parts[0] = parts[0] or _scale_called_otherwise(name, arrays)
            scaled = _scaled(array, *(arrays.get(part) for part in parts))
            if scaled is not None:
                found[name] = scaled
                for part in parts:
                    found.pop(part, None)
                done[say("whole numbers times the scale in the file")] = True
    return found, tuple(done)


def _with_lengths(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays in which PyTorch's weight_norm is taken in: a length and a direction for every node."""
    found = dict(arrays)
    layers = {role.layer for role in map(role_of, arrays) if role.role == "weights"}
    for name, lengths in arrays.items():
        for length, direction in LENGTHS:
            row = name.removesuffix(length) + direction
            held = arrays.get(row) if name.endswith(length) else None
            if held is not None and held.ndim == 2 and lengths.shape == (len(held), 1) and held.any(axis=1).all():
                whole = name.removesuffix(length).removesuffix("parametrizations.") + "weight"
                del found[name], found[row]
                if role_of(whole).layer not in layers:  # whole models hold what comes of it as well
                    found[whole] = lengths * held / np.linalg.norm(held, axis=1, keepdims=True)
    return found


def _beside(name: str, arrays: Mapping[str, Array], ends: tuple[str, ...]) -> str:
    return next((f"{name}{end}" for end in ends if f"{name}{end}" in arrays), "")


def _scale_called_otherwise(name: str, arrays: Mapping[str, Array]) -> str:
    """Return the name of the scale of an array as people call it who put it first or count: scale_W1, s1 for W1_q."""
    base = ROUNDED.sub("", name)
    names = [f"{base}{end}" for end in SCALES] + [f"scale_{one}" for one in (name, base)]
    if number := LAST_NUMBER.search(base):
        names += [f"{word}{number[0]}" for word in ("s", "S", "scale", "scale_", "scales")]
    return next((one for one in names if one in arrays), "")


def _scaled(array: Array, scale: Array | None, zero: Array | None) -> Array | None:
    """Return (array - zero) scale, a scale for all numbers, or for each row or column; None if it is not clear."""
    if scale is None or not (scale.dtype.kind == "f" and np.isfinite(scale).all()):
        return None
    if zero is not None and zero.size != 1:
        return None
    whole = array.astype(np.float64) - (0 if zero is None else float(zero.ravel()[0]))
    if scale.size == 1:
        return np.asarray(whole * float(scale.ravel()[0]))
    rows, columns = array.shape
    if rows == columns or scale.size not in array.shape:
        return None
    return np.asarray(whole * (scale.reshape(-1, 1) if scale.size == rows else scale.reshape(1, -1)))


def tables_of_rows(arrays: Mapping[str, Array]) -> tuple[tuple[dict[str, Array], str], ...]:
    """Return arrays with rows of weights as tables, in both ways to cut them; nothing where none is such a row.

    A file does not say in which way its program counts: node by node, as PyTorch and C do, or input by input. How many
    nodes there are, the biases say.
    """
    roles = {name: role_of(name) for name in arrays}
    nodes = {role.layer: arrays[name].size for name, role in roles.items() if role.role == "biases"}
    layers = [role.layer for name, role in roles.items() if role.role == "weights"]
    if len(layers) == len(nodes) and nodes.keys().isdisjoint(layers):  # as with weights_ih and bias_h
        nodes = dict(zip(layers, nodes.values(), strict=True))
    rows = {
        name: count
        for name, role in roles.items()
        if role.role == "weights"
        and arrays[name].ndim == 1
        and (count := nodes.get(role.layer, 0)) > 1
        and arrays[name].size > count
        and not arrays[name].size % count
    }
    if not rows:
        return ()
    by_node = {name: arrays[name].reshape(count, -1) for name, count in rows.items()}
    by_input = {name: arrays[name].reshape(-1, count) for name, count in rows.items()}
    return ({**arrays, **by_node}, say(BY_NODE)), ({**arrays, **by_input}, say(BY_INPUT))

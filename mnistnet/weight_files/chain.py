"""The chain of shapes: named arrays from any library become dense layers, each of which fits onto the one before.

Deep learning libraries disagree on whether weights are (fan_in, fan_out) or (fan_out, fan_in), and some files
list their layers by name. The pictures have 784 pixels and there are 10 digits: that leaves one way, nearly always.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.checks import MOST_LAYERS
from mnistnet.weight_files.errors import WeightFileError, shown
from mnistnet.words import say

__all__ = ["Part", "chained"]

Array = NDArray[Any]
PIXELS, DIGITS = 784, 10
MOST_TRIES = 2000
NAME = re.compile(r"(.*?)[._/ ]?(weights?|kernel|bias(?:es)?|[wWbB])[._]?(\d{0,4})(?::0)?", re.ASCII)
RASHID = {"wih": ("1", "weight"), "who": ("2", "weight")}  # weights from input to hidden, from hidden to output


@dataclass(frozen=True, eq=False)
class Part:
    """A dense layer in a file: weights of shape (fan_in, fan_out), biases of shape (fan_out,) or None, its name."""

    weights: Array
    biases: Array | None
    name: str = ""

    @property
    def turned(self) -> "Part":
        """The same layer if the file holds its weights as (fan_out, fan_in)."""
        return Part(self.weights.T, self.biases, self.name)

    @property
    def is_whole(self) -> bool:
        """Whether there are as many biases as nodes, or none."""
        return self.biases is None or self.biases.shape == (self.weights.shape[1],)


def chained(arrays: Mapping[str, Array]) -> tuple[Part, ...]:
    """Return the layers in the order and direction in which they fit, from 784 pixels to 10 digits.

    The direction is the same in the whole file. The order is that of the names if it fits, with 2 before 10; else the
    first that fits. Square layers in a file that fits both ways are read as their names suggest: "weight" is
    PyTorch's (fan_out, fan_in), "kernel" and "W1" are (fan_in, fan_out).

    Raises
    ------
    WeightFileError
        If there is an array that belongs to no dense layer, or no order fits.
    """
    parts = _parts(arrays)
    if not parts:
        raise WeightFileError(say("This file holds no arrays such as W1, b1, W2, b2."))
    if len(parts) > MOST_LAYERS:
        raise WeightFileError(
            say("This network has {n} layers; the most are {MOST_LAYERS}.", n=len(parts), MOST_LAYERS=MOST_LAYERS)
        )
    turned_first = any(re.search(r"weight$|^wih$", name) for name in arrays)
    for turned in (turned_first, not turned_first):
        directed = [part.turned if turned else part for part in parts]
        order = _fitting(directed) if all(part.is_whole for part in directed) else None
        if order is not None:
            return order
    shapes = ", ".join(f"{part.weights.shape[0]} x {part.weights.shape[1]}" for part in parts[:6])
    raise WeightFileError(
        say(
            "The layers in this file ({shapes}{value}) do not lead from the {PIXELS} pixels of a picture to "
            "the {DIGITS} digits, each fitting onto the one before.",
            shapes=shapes,
            value=", …" if len(parts) > 6 else "",
            PIXELS=PIXELS,
            DIGITS=DIGITS,
        )
    )


def _parts(arrays: Mapping[str, Array]) -> list[Part]:
    """Return weights with their biases, in the order of their names."""
    found: dict[tuple[str, str], dict[str, Array]] = {}
    for name, array in arrays.items():
        layer, kind, number = _taken_apart(name)
        pair = found.setdefault((layer, number), {})
        if kind in pair or array.ndim > 2:
            raise WeightFileError(_not_dense(name, array))
        pair[kind] = array.ravel() if kind == "b" and 1 in array.shape else array
    for (layer, number), pair in found.items():
        if "w" not in pair or pair["w"].ndim != 2 or ("b" in pair and pair["b"].ndim != 1):
            raise WeightFileError(_not_dense(layer + number, next(iter(pair.values()))))
    return [
        Part(found[key]["w"], found[key].get("b"), key[0] if key[0].isprintable() else "")
        for key in sorted(found, key=_naturally)
    ]


def _taken_apart(name: str) -> tuple[str, str, str]:
    """Return the layer, "w" or "b", and the number in an array's name."""
    if name in RASHID:
        return "", "w", RASHID[name][0]
    match = NAME.fullmatch(name) if len(name) <= 200 else None
    if match is None:
        raise WeightFileError(
            say(
                "The array {shown} in this file belongs to no dense layer; names such as W1, b1 or fc1.weight, "
                "fc1.bias are understood.",
                shown=shown(name),
            )
        )
    return match[1], "b" if match[2][0] in "bB" else "w", match[3]


def _not_dense(name: str, array: Array) -> str:
    shape = " x ".join(map(str, array.shape)) or say("one number")
    return say(
        "The array {name} ({shape}) is not part of a dense layer with weights and biases; networks with "
        "convolutions or normalisation cannot be opened.",
        name=shown(name),
        shape=shape,
    )


def _naturally(key: tuple[str, str]) -> list[tuple[int, str]]:
    """Return what sorts names as people do: 2 before 10."""
    pieces = re.findall(r"\d+|\D+", " ".join(key))
    return [(int(piece[:18]), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _fitting(parts: Sequence[Part]) -> tuple[Part, ...] | None:
    """Return the first order in which each layer fits onto the one before, or None."""
    tries = iter(range(MOST_TRIES))
    return next(_orders((), tuple(parts), PIXELS, tries), None)


def _orders(done: tuple[Part, ...], left: tuple[Part, ...], width: int, tries: Iterator[int]) -> Iterator[Any]:
    """Yield the orders of the layers that are left in which they lead on from `width` numbers to the digits."""
    if not left and done and width == DIGITS:
        yield done
    for i, part in enumerate(left):
        if part.weights.shape[0] == width and next(tries, None) is not None:
            yield from _orders((*done, part), left[:i] + left[i + 1 :], int(np.shape(part.weights)[1]), tries)

"""Darknet's files: a plan of the layers as text (.cfg), and their numbers one after the other (.weights).

References
----------
J. Redmon, "Darknet: Open Source Neural Networks in C": src/parser.c, src/connected_layer.c, src/batchnorm_layer.c.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.weight_files.bare_bytes import weights_in
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.part import Chain, Part
from mnistnet.weight_files.said import ACTIVATION_WORDS, leaky_rule, said_of_layers, unknown_rule
from mnistnet.words import mark, say

__all__ = ["is_darknet_plan", "is_darknet_weights", "of_darknet"]

Array = NDArray[Any]
PLAN = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n){0,50}[ \t]*\[net(?:work)?\]")
MOST_PLAN, MOST_LAYERS = 200_000, 60
ASIDE = ("net", "network", "cost", "dropout", "softmax")  # sections that hold no numbers
WIDE = 2  # the second number of the version from which on the pictures seen are counted in eight bytes
TINY = 1e-6  # beside the deviation, as Darknet has it
SLOPE = 0.1  # of its leaky ReLU
DAMAGED = mark("This plan and these weights of Darknet's do not belong together, or one of them is damaged.")


@dataclass(frozen=True)
class Layer:
    """A connected layer as the plan has it."""

    nodes: int
    activation: str
    normalised: bool


def is_darknet_plan(content: bytes) -> bool:
    """Return whether a text is the plan of a network of Darknet's."""
    return len(content) <= MOST_PLAN and PLAN.match(content) is not None


def is_darknet_weights(content: bytes) -> bool:
    """Return whether bytes begin with a version of Darknet's, and hold weights behind it."""
    if len(content) < 24:
        return False
    version = struct.unpack_from("<3I", content)
    numbers = np.frombuffer(content, "<f4", (len(content) - 20) // 4, 20)
    return version[0] == 0 and 0 < version[1] <= WIDE and version[2] <= 9 and weights_in(numbers)


def of_darknet(files: Mapping[str, bytes]) -> Contents | None:
    """Return the layers of a network that lies in two files, its plan and its weights; None where it does not.

    Raises
    ------
    WeightFileError
        If the plan has layers that are not connected ones, or activations that are not read, or there are more or fewer
        numbers than it has.
    """
    plans = [name for name, content in files.items() if is_darknet_plan(content)]
    if len(files) != 2 or len(plans) != 1:
        return None
    (content,) = (one for name, one in files.items() if name != plans[0])
    layers, said_output, inputs = _planned(files[plans[0]])
    if len(content) < 20:
        raise WeightFileError(say(DAMAGED))
    _, minor, _ = struct.unpack_from("<3I", content)
    at = 20 if minor >= WIDE else 16
    if (len(content) - at) % 4 or len(content) > 4 * MOST_PARAMETERS:
        raise WeightFileError(say(DAMAGED))
    numbers = _Numbers(np.frombuffer(content, "<f4", offset=at))
    parts, n = [], inputs or _inputs(layers, len(numbers.left))
    for layer in layers:
        parts.append(_part(numbers, n, layer))
        n = layer.nodes
    if len(numbers.left):
        raise WeightFileError(say(DAMAGED))
    rules = [layer.activation for layer in layers]
    said = said_of_layers(rules[:-1], said_output or rules[-1])
    each = tuple(rules[:-1]) if said.get("activation") == "each" else None
    arrays = {f"W{k}": part.weights for k, part in enumerate(parts, 1)}
    return Contents(arrays, None, "scratch", (), said, Chain(((tuple(parts), ""),), frozenset(arrays)), each)


class _Numbers:
    """Numbers that are taken one after the other; WeightFileError where there are too few."""

    def __init__(self, left: Array) -> None:
        self.left = left

    def take(self, count: int) -> Array:
        """Return the next ones."""
        if count > len(self.left):
            raise WeightFileError(say(DAMAGED))
        found, self.left = self.left[:count], self.left[count:]
        return found


def _part(numbers: _Numbers, n: int, layer: Layer) -> Part:
    """Return a layer, what normalises it folded in."""
    biases: Array = numbers.take(layer.nodes)
    weights: Array = numbers.take(layer.nodes * n).reshape(layer.nodes, n).T
    if layer.normalised:
        scales, means, variances = (numbers.take(layer.nodes).astype(np.float64) for _ in range(3))
        with np.errstate(all="ignore"):  # what becomes infinite is refused with the finished network
            factors = scales / (np.sqrt(variances) + TINY)
            weights, biases = weights * factors, biases - means * factors
    return Part(weights, biases)


def _inputs(layers: list[Layer], count: int) -> int:
    """Return how many pixels there are, as the count of numbers tells where a plan does not."""
    n, rest = 0, count
    for layer in layers:
        rest -= layer.nodes * (n + 1 + 3 * layer.normalised)
        n = layer.nodes
    pixels, over = divmod(rest, layers[0].nodes)
    if pixels < 1 or over or isqrt(pixels) ** 2 != pixels:
        raise WeightFileError(say(DAMAGED))
    return pixels


def _planned(plan: bytes) -> tuple[list[Layer], str, int]:
    """Return the connected layers of a plan, "softmax" where one ends it, and how many pixels a picture has."""
    layers, output, inputs = [], "", 0
    for kind, options in _sections(plan):
        if kind in ("net", "network"):
            sides = [_whole(options.get(key, "0")) for key in ("height", "width", "channels")]
            inputs = _whole(options.get("inputs", "0")) or sides[0] * sides[1] * (sides[2] or 1)
        elif kind == "connected":
            rule = _rule(options.get("activation", "logistic"))
            layers.append(Layer(_whole(options.get("output", "1")), rule, options.get("batch_normalize", "0") != "0"))
        elif kind == "softmax" and layers:
            output = "softmax"
        elif kind not in ASIDE:
            words = say("This network has layers of the kind {kind}; only dense ones are read.", kind=shown(kind))
            raise WeightFileError(words)
    if not 0 < len(layers) <= MOST_LAYERS or any(not layer.nodes for layer in layers):
        raise WeightFileError(say(DAMAGED))
    return layers, output, inputs


def _sections(plan: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for line in plan.decode("latin-1").splitlines():
        text = re.sub(r"\s|[#;].*", "", line)
        if text.startswith("[") and text.endswith("]"):
            found.append((text[1:-1].lower(), {}))
        elif found and "=" in text:
            key, _, value = text.partition("=")
            found[-1][1][key] = value
    return found


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0


def _rule(word: str) -> str:
    if word == "leaky":
        return leaky_rule(SLOPE)
    rule = ACTIVATION_WORDS.get(word, "")
    if not rule:
        raise unknown_rule(shown(word))
    return rule

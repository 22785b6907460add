"""Networks as FANN saves them: a text of settings, of every neuron, and of every connection with its weight.

References
----------
S. Nissen, "Implementation of a Fast Artificial Neural Network Library (FANN)" (2003); src/fann_io.c, src/fann.c.
"""

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.part import Chain, Part
from mnistnet.weight_files.said import said_of_layers, unknown_rule
from mnistnet.words import mark, say

__all__ = ["is_fann_network", "read_fann"]

Array = NDArray[np.float64]
START = re.compile(rb"FANN_(?:FLO|FIX)_2\.\d\r?\n")
SETTING = re.compile(rb"^([a-z_]{1,60})=([^\n]{0,2000})$", re.MULTILINE)
LISTS = (b"neurons (", b"connections (")
PART = 1_000_000  # bytes of text made numbers at once
RULES = {
    0: ("identity", 1),
    3: ("sigmoid", 2),
    4: ("sigmoid", 2),
    5: ("tanh", 1),
    6: ("tanh", 1),
}  # and times steepness
MOST_LAYERS = 12
DAMAGED = mark("This network of FANN's is damaged, or its neurons are not connected layer by layer.")


def is_fann_network(content: bytes) -> bool:
    """Return whether a file is a network that FANN has saved."""
    return START.match(content) is not None


def read_fann(content: bytes) -> Contents:
    """Return the layers of a network of FANN's, the steepness of each activation folded in.

    Raises
    ------
    WeightFileError
        If it is damaged, not connected layer by layer, scales its inputs, or bends sums in a way that is not read.
    """
    neurons_at, connections_at = (content.find(word) for word in LISTS)
    if not 0 < neurons_at < connections_at:
        raise WeightFileError(say(DAMAGED))
    settings = {match[1].decode(): match[2].strip() for match in SETTING.finditer(content[:neurons_at])}
    if settings.get("scale_included", b"0") != b"0":
        raise WeightFileError(say("This network of FANN's scales its inputs by itself, which is not read."))
    try:
        sizes = [int(word) for word in settings["layer_sizes"].split()]
        unit = 2.0 ** -int(settings.get("decimal_point", b"0"))
        neurons = _table(content[neurons_at:connections_at], 3)
        connections = _table(content[connections_at:], 2)
        return _contents(sizes, neurons, connections * (1, unit), unit)
    except (ValueError, KeyError, OverflowError, IndexError) as error:
        raise WeightFileError(say(DAMAGED)) from error


def _table(text: bytes, columns: int) -> Array:
    """Return the numbers behind the first = of a text, in rows."""
    bare, found, at = text[text.index(b"=") + 1 :], [], 0
    if bare.count(b"(") > 2 * MOST_PARAMETERS:
        raise ValueError
    while at < len(bare):
        end = bare.find(b")", at + PART) + 1 or len(bare)
        words = bare[at:end].translate(None, b"(),").split()
        found.append(np.fromiter(map(float, words), np.float64, len(words)))
        at = end
    return np.concatenate(found).reshape(-1, columns)


def _contents(sizes: list[int], neurons: Array, connections: Array, unit: float) -> Contents:
    if not 1 < len(sizes) <= MOST_LAYERS or min(sizes) < 2 or len(neurons) != sum(sizes):
        raise ValueError
    parts, rules, before, at = [], [], 0, 0
    for n, m in pairwise(sizes):  # each with a bias, which no connection leads to
        begin = before + n
        own = neurons[begin : begin + m - 1]
        rule, times = _rule(own, unit)
        table = connections[at : at + (m - 1) * n]
        into = np.arange(before, begin)
        if (own[:, 0] != n).any() or not np.array_equal(table[:, 0].reshape(m - 1, n), np.tile(into, (m - 1, 1))):
            raise ValueError
        weights = table[:, 1].reshape(m - 1, n).T * times
        parts.append(Part(weights[:-1], weights[-1]))
        rules.append(rule)
        before, at = begin, at + (m - 1) * n
    if at != len(connections):
        raise ValueError
    said = said_of_layers(rules[:-1], rules[-1])
    each = tuple(rules[:-1]) if said.get("activation") == "each" else None
    arrays = {f"W{k}": part.weights for k, part in enumerate(parts, 1)}
    return Contents(arrays, None, "nielsen", (), said, Chain(((tuple(parts), ""),), frozenset(arrays)), each)


def _rule(neurons: Array, unit: float) -> tuple[str, Array]:
    """Return the activation of a layer, and what the sums of each of its nodes are multiplied by before."""
    kinds = set(neurons[:, 1].tolist())
    kind = kinds.pop() if len(kinds) == 1 else -1.0
    if kind not in RULES:
        raise unknown_rule(say("what FANN calls {number:g}", number=kind))
    rule, times = RULES[int(kind)]
    return rule, times * neurons[:, 2] * unit

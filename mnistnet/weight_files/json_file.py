"""JSON files in the format of Nielsen's network2.py: sizes, weights of shape (fan_out, fan_in), biases, cost.

References
----------
M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 3, the code of network2.py.
"""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.weight_files.card import card_of, named_arrays
from mnistnet.weight_files.checks import MOST_LAYERS
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.errors import WeightFileError
from mnistnet.weight_files.strict_json import read_json
from mnistnet.words import say

__all__ = ["read_network2", "save_network2"]

Array = NDArray[Any]
MOST_BYTES = 10_000_000  # a number takes about 20 bytes of text, and 32 of memory until it is in an array
MOST_COMMAS, MOST_BRACKETS = 1_500_000, 50_000


def read_network2(content: bytes) -> Contents:
    """Return the arrays W1, b1, ... of a network in the format of network2.py, weights as (fan_in, fan_out).

    Raises
    ------
    WeightFileError
        If it is something else, or its lists are not numbers of the shapes that it says.
    """
    if len(content) > MOST_BYTES:
        raise WeightFileError(
            say(
                "This JSON file is larger than {MOST_BYTES} MB, the most that can be read.",
                MOST_BYTES=MOST_BYTES // 10**6,
            )
        )
    network = read_json(content, commas=MOST_COMMAS, brackets=MOST_BRACKETS, quotes=100_000)
    parts = [network.get(key) if isinstance(network, dict) else None for key in ("sizes", "weights", "biases")]
    if not all(isinstance(part, list) and 0 < len(part) <= MOST_LAYERS + 1 for part in parts):
        raise WeightFileError(say("This JSON file is not a network as Nielsen's network2.py saves it."))
    sizes, weights, biases = (part or [] for part in parts)
    arrays: dict[str, Array] = {}
    for k, (rows, column) in enumerate(zip(weights, biases, strict=False), 1):
        arrays |= {f"W{k}": _matrix(rows).T, f"b{k}": _matrix(column)[:, 0]}
    shapes = [(array.shape[1], array.shape[0]) for name, array in arrays.items() if name[0] == "W"]
    if "card" not in network and [*zip(sizes[1:], sizes[:-1], strict=True)] != shapes:
        raise WeightFileError(say("The weights in this JSON file do not have the sizes that it says."))
    return Contents(arrays, network.get("card"), "nielsen")


def _matrix(rows: Any) -> Array:
    """Return a list of equally long lists of numbers as an array, float64."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise WeightFileError(say("The weights or biases in this JSON file are not lists of lists of numbers."))
    if len({len(row) for row in rows}) != 1 or not {kind for row in rows for kind in map(type, row)} <= {int, float}:
        raise WeightFileError(say("The weights or biases in this JSON file are not all numbers in rows of one length."))
    try:
        return np.array(rows, np.float64)
    except OverflowError as error:
        raise WeightFileError(say("A number in this JSON file is too large.")) from error


def save_network2(network: Network) -> bytes:
    """Return a network as JSON in the format of network2.py, with a card beside it.

    Every number is written so that it reads back exactly. Nielsen's own code opens what has sigmoids and
    no `Flatten`; for layers without biases the file holds zeros, and the card says so.
    """
    arrays = named_arrays(network, zero_biases=True)
    dense = network.dense_layers
    losses = {"quadratic": "QuadraticCost"}
    saved = {
        "sizes": [dense[0].fan_in, *(layer.fan_out for layer in dense)],
        "weights": [arrays[f"W{k}"].T.tolist() for k in range(1, len(dense) + 1)],
        "biases": [arrays[f"b{k}"][:, None].tolist() for k in range(1, len(dense) + 1)],
        "cost": losses.get(str(network.training.settings.get("loss")), "CrossEntropyCost"),
        "card": card_of(network, numbers=True),
    }
    return json.dumps(saved).encode()

"""JSON files: Nielsen's network2.py, with sizes, weights of shape (fan_out, fan_in), biases, cost; or any named lists.

References
----------
M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 3, the code of network2.py.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.strict_json import read_json
from mnistnet.limits import bounds
from mnistnet.network import Network
from mnistnet.weight_files.card import card_of, named_arrays
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.json_shapes import in_lists
from mnistnet.weight_files.said import said_by
from mnistnet.words import say

__all__ = ["read_json_network", "save_network2", "without_mark"]

Array = NDArray[Any]
MOST_BYTES = bounds.WEIGHTS_AS_JSON.most  # a number takes 20 bytes of text, and 32 of memory until it is in an array
MOST_COMMAS, MOST_BRACKETS = 1_500_000, 50_000
OF_CONNECTIONS = re.compile(rb'\s{0,99}\{\s{0,99}"(?:neurons|nodes)":\s{0,99}\[\s{0,99}\{\s{0,99}"(?:trace|bias)"')
MOST_LINES = 64  # that are each JSON
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # what editors on Windows write first


def without_mark(content: bytes) -> bytes:
    """Return a text in UTF-8 without the byte order mark that stands before it; other content as it is."""
    codec = next((codec for mark, codec in MARKS.items() if content.startswith(mark)), None)
    if codec is None or len(content) > MOST_BYTES:
        return content
    if codec == "utf-8":
        return content[3:]
    try:
        return content.decode(codec).encode()
    except ValueError:
        return content


def read_json_network(content: bytes) -> Contents:
    """Return the arrays of a network in JSON: lists of numbers, and lists of lists of them, by the way to each.

    Raises
    ------
    WeightFileError
        If it is too large, damaged, or its weights do not have the sizes that it says.
    """
    if len(content) > MOST_BYTES:
        raise WeightFileError(
            say(
                "This JSON file is larger than {MOST_BYTES} MB, the most that can be read.",
                MOST_BYTES=MOST_BYTES // 10**6,
            )
        )
    if OF_CONNECTIONS.match(content):
        raise WeightFileError(
            say(
                "This is a network of Synaptic's or Neataptic's, with a record for each connection, which is not read: "
                "there, write the weights of each layer as a table, a row a line, and open those files together."
            )
        )
    value = read_json(_in_one(content), commas=MOST_COMMAS, brackets=MOST_BRACKETS, quotes=100_000)
    if isinstance(value, dict) and {"class_name", "config"} <= value.keys():
        raise WeightFileError(
            say(
                "This is the plan of a Keras model without its weights; where the model is, save both: "
                "model.save('model.keras')."
            )
        )
    if isinstance(value, dict) and "nbformat" in value:
        raise WeightFileError(say("This is a notebook and no weight file: run it, and open what it saves."))
    if isinstance(value, dict) and "learner" in value:
        raise WeightFileError(say("These are decision trees, as XGBoost saves them, and no network of dense layers."))
    if isinstance(value, dict) and "card" in value:
        return _carded(value)
    arrays: dict[str, Array] = {}
    left_out, texts = [], {}
    for name, part in _leaves("", in_lists(value), 0):
        if isinstance(part, np.ndarray):
            arrays[name] = part
        else:
            left_out.append(name)
            if isinstance(part, str):
                texts[name] = part[:40]
    if isinstance(value, dict) and "weights" in value:
        _check_sizes(value.get("sizes"), arrays)
        if value.get("biases") is not None and not any(name.split(".")[0] == "biases" for name in arrays):
            raise WeightFileError(say("The biases in this JSON file are not lists of numbers."))
    is_nielsen = {"weights.0", "sizes"} <= arrays.keys()
    habit = "nielsen" if is_nielsen else habit_of(arrays)
    return Contents(arrays, None, habit, tuple(left_out), said_by(texts))


def _in_one(content: bytes) -> bytes:
    """Return lines that are each a record, or a list, as one list; other JSON as it is."""
    lines = content.split(b"\n", MOST_LINES)
    full = [line.strip() for line in lines if line.strip()]
    are_whole = all((line[:1] + line[-1:]) in (b"{}", b"[]") for line in full)
    return b"[" + b",".join(full) + b"]" if 1 < len(full) < MOST_LINES and are_whole else content


def _carded(value: Mapping[str, Any]) -> Contents:
    """Return the arrays W1, b1, ... of a file of ours, weights as (fan_in, fan_out)."""
    weights, biases = (value.get(key) for key in ("weights", "biases"))
    if not isinstance(weights, list) or not isinstance(biases, list) or len(weights) != len(biases):
        raise WeightFileError(say("This is not a network saved by mnistnet, or it is damaged."))
    arrays: dict[str, Array] = {}
    for k, (rows, column) in enumerate(zip(weights, biases, strict=True), 1):
        arrays |= {f"W{k}": _table(rows).T, f"b{k}": _table(column)[:, 0]}
    return Contents(arrays, value["card"], "nielsen")


def _table(rows: Any) -> Array:
    table = _array(rows) if isinstance(rows, list) else None
    if table is None or table.ndim != 2:
        raise WeightFileError(say("The weights or biases in this JSON file are not all numbers in rows of one length."))
    return table


def _check_sizes(sizes: Any, arrays: Mapping[str, Array]) -> None:
    """Raise WeightFileError if a file says sizes and its weights have others."""
    shapes = [array.shape[::-1] for name, array in arrays.items() if name.startswith("weights.") and array.ndim == 2]
    if sizes is None:
        return
    if not isinstance(sizes, list) or [*pairwise(sizes)] not in (shapes, _turned(shapes)):
        raise WeightFileError(say("The weights in this JSON file do not have the sizes that it says."))


def _turned(shapes: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [shape[::-1] for shape in shapes]


def _leaves(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield arrays, and what else is no container, each with the way to it."""
    array = _array(value) if isinstance(value, list) else value if isinstance(value, np.ndarray) else None
    if array is not None:
        yield name, array
    elif isinstance(value, dict | list) and depth < 8:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for word, part in pairs:
            yield from _leaves(f"{name}.{word}" if name else str(word), part, depth + 1)
    elif not isinstance(value, dict | list):
        yield name, value


def _array(value: list[Any]) -> Array | None:
    """Return a list of numbers, or of equally long lists of numbers, as an array, float64; None for other lists."""
    rows = value if value and all(isinstance(row, list) and row for row in value) else [value]
    if not rows[0] or len({len(row) for row in rows}) != 1:
        return None
    kinds = {kind for row in rows for kind in map(type, row)}
    if not kinds <= {int, float, type(None)} or kinds == {type(None)}:  # JavaScript writes null where a number is none
        return None
    try:
        return np.array(value, np.float64)
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

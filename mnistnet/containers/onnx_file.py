"""The graph of an ONNX file, taken by a process of its own: the package onnx is large and written in C.

References
----------
ONNX, "Open Neural Network Exchange", onnx.proto: ModelProto, GraphProto, NodeProto, TensorProto.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.npz_file import arrays_of_npz
from mnistnet.containers.raw_array import raw_array
from mnistnet.containers.strict_json import read_json
from mnistnet.limits.apart import CannotReadError, TooSlowError, read_apart
from mnistnet.words import mark, say

__all__ = ["Constant", "Graph", "Step", "can_read_onnx", "graph_of_onnx", "is_onnx"]

Array = NDArray[Any]
READER = Path(__file__).with_name("onnx_reader.py")
SECONDS = 20
DAMAGED = mark("This .onnx file is damaged, or holds more than any network that can be read.")


@dataclass(frozen=True, eq=False)
class Constant:
    """Numbers that a graph computes with; `array` is None where they are of a kind that is not read."""

    name: str
    array: Array | None


@dataclass(frozen=True)
class Step:
    """One step of a graph: what it does, the values that go in and come out by their numbers, and its options."""

    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Graph:
    """What an ONNX file computes.

    Attributes
    ----------
    inputs : tuple of (int, int)
        The values that are given, each with its type as onnx.proto counts them: 2 is uint8.
    steps : tuple of Step
        In an order in which they can be taken.
    constants : mapping of int to Constant
    files : frozenset of str
        The names of the other files in which some of them lie.
    """

    inputs: tuple[tuple[int, int], ...]
    steps: tuple[Step, ...]
    constants: Mapping[int, Constant]
    files: frozenset[str]


@cache
def can_read_onnx() -> bool:
    """Return whether the package onnx is installed."""
    return find_spec("onnx") is not None


def is_onnx(content: bytes) -> bool:
    """Return whether a file begins as ONNX files do: with its version, then who made it, a graph, or what it needs."""
    version = content[1:2]  # 1 begins a SavedModel of TensorFlow's
    return (
        content[:1] == b"\x08" and b"\x01" < version <= b"\x20" and content[2:3] in (b"\x12", b"\x1a", b"\x3a", b"\x42")
    )


def graph_of_onnx(content: bytes, beside: Mapping[str, bytes]) -> Graph:
    """Return the graph in an ONNX file.

    Parameters
    ----------
    content : bytes
    beside : mapping of str to bytes
        Other files that were given, by their names without folders: large weights may lie in one of them.

    Raises
    ------
    WeightFileError
        If it is damaged, too large, or its weights lie in a file that was not given.
    """
    try:
        arrays = arrays_of_npz(read_apart(READER, content, seconds=SECONDS))
    except TooSlowError as error:
        raise WeightFileError(say("This .onnx file takes too long to be read.")) from error
    except CannotReadError as error:
        raise WeightFileError(say(DAMAGED)) from error
    plan = read_json(arrays.pop("graph").tobytes(), commas=100_000, brackets=50_000, quotes=100_000)
    constants = {
        entry["value"]: Constant(entry["name"], _array(entry, arrays.get(str(i)), beside))
        for i, entry in enumerate(plan["constants"])
    }
    steps = (Step(one["kind"], tuple(one["in"]), tuple(one["out"]), one["options"]) for one in plan["nodes"])
    files = frozenset(_file_of(entry) for entry in plan["constants"] if "elsewhere" in entry)
    return Graph(tuple((value, kind) for value, kind in plan["inputs"]), tuple(steps), constants, files)


def _array(entry: Mapping[str, Any], array: Array | None, beside: Mapping[str, bytes]) -> Array | None:
    """Return the numbers of a constant, wherever they lie."""
    if array is not None:
        return _widened(array) if entry["code"] == "bf" else array
    if "numbers" in entry:
        return np.array(entry["numbers"], entry["code"]).reshape(entry["shape"])
    return _from_beside(entry, beside) if "elsewhere" in entry else None


def _file_of(entry: Mapping[str, Any]) -> str:
    """Return the name of the file in which a constant lies, without its folder, which is never opened."""
    place: str = entry["elsewhere"][0]
    return place.replace("\\", "/").rpartition("/")[2]


def _from_beside(entry: Mapping[str, Any], beside: Mapping[str, bytes]) -> Array | None:
    """Return numbers that lie in another file, which is found by its name among those that were given."""
    _, offset, length = entry["elsewhere"]
    name = _file_of(entry)
    if name not in beside:
        raise WeightFileError(
            say("The weights of this .onnx file lie in another file, {name}: give both together.", name=shown(name))
        )
    start = int(offset) if offset.isdecimal() else 0
    end = start + int(length) if length.isdecimal() else MOST_BYTES
    if entry["code"] is None:
        return None
    is_short = entry["code"] == "bf"
    found = raw_array(memoryview(beside[name])[start:end], entry["shape"], "u2" if is_short else entry["code"])
    return _widened(found) if is_short else found


def _widened(halves: Array) -> Array:
    """Return BF16 numbers, which are the upper halves of float32 numbers."""
    return (halves.astype("<u4") << 16).view("<f4")

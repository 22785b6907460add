"""Bare bytes of numbers, as C's fwrite, Java's streams and NumPy's tofile leave them: fractions, perhaps with sizes."""

import re
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.weight_files.bare_bytes import Taken, headed, layers_in, taken_apart, weights_in
from mnistnet.weight_files.contents import Contents

__all__ = ["read_raw"]

Array = NDArray[Any]
FEWEST = 8  # bytes
GONUM = b"\1\0\0\0GFA\0"  # how gonum writes a matrix: a version, its kind, its sides, two counts, its numbers
SIDE = rb"([^\0].|\0[^\0])\0{6}"  # a number up to 65,535 in eight bytes
NDARRAY = re.compile(rb"\x01" + SIDE + rb"(?:" + SIDE + rb")?([^\0]..|\0[^\0].|\0\0[^\0])\0{5}", re.DOTALL)
MOST_ARRAYS = 64
GONUM_HEAD = struct.Struct("<8s4q")


def read_raw(content: bytes) -> Contents | None:
    """Return the numbers in a file of bare bytes, in their order; None if they do not look like weights.

    One matrix or one row with its sizes in front keeps its shape; of a whole network the sizes of its layers stand in
    front of the numbers, as far as the file says them.
    """
    if content[:1000].isascii() or not FEWEST <= len(content) <= 9 * MOST_PARAMETERS:
        return None
    arrays = _of_ndarray(content)
    if len(arrays) > 1:
        return Contents(arrays)
    array = _of_gonum(content)
    if array is None:
        array = headed(content)
    if array is None:
        ways = list(taken_apart(content))
        found = (one for taken in ways for one in (_alone(taken), layers_in(taken)) if one is not None)
        array = next(found, None)
    if array is None:
        array = _bare(content)
    return None if array is None else Contents({"W1": array})


def _of_gonum(content: bytes) -> Array | None:
    if not content.startswith(GONUM) or len(content) < GONUM_HEAD.size:
        return None
    _, rows, columns, *_ = GONUM_HEAD.unpack_from(content)
    if min(rows, columns) < 1 or rows * columns * 8 != len(content) - GONUM_HEAD.size:
        return None
    return np.frombuffer(content, "<f8", offset=GONUM_HEAD.size).reshape(rows, columns)


def _of_ndarray(content: bytes) -> dict[str, Array]:
    """Return the arrays that Rust's ndarray has written through bincode: each a 1, its sides, a count, its numbers."""
    arrays: dict[str, Array] = {}
    at = 0
    for _ in range(MOST_ARRAYS):
        found = NDARRAY.search(content, at)
        if found is None:
            break
        *sides, count = (int.from_bytes(part, "little") for part in found.groups() if part)
        numbers = _fractions(content, found.end(), count) if np.prod(sides) == count else None
        at = found.start() + 1
        if numbers is not None:
            arrays[f"arr_{len(arrays)}"] = numbers if 1 in sides else numbers.reshape(sides)
            at = found.end() + numbers.nbytes
    return arrays


def _fractions(content: bytes, at: int, count: int) -> Array | None:
    """Return so many fractions that stand somewhere and look like weights; None where none do."""
    for size in (8, 4):
        if at + size * count <= len(content):
            numbers = np.frombuffer(content, f"<f{size}", count, at)
            if weights_in(numbers):
                return numbers
    return None


def _alone(taken: Taken) -> Array | None:
    """Return the one array of which the sizes stand in front; None if there are more, or other sizes."""
    if len(taken.runs) != 1 or not 0 < len(taken.sizes) <= 3:
        return None
    numbers = taken.numbers.astype(taken.numbers.dtype.newbyteorder("="), copy=False)
    for sides in (taken.sizes[-1:], taken.sizes[-2:], taken.sizes[:2]):
        if np.prod(sides) == numbers.size:
            return numbers.reshape(sides)
    return None


def _bare(content: bytes) -> Array | None:
    """Return numbers without any size."""
    for code in ("<f4", "<f8", ">f4", ">f8"):
        if not len(content) % int(code[2]):
            numbers = np.frombuffer(content, code)
            if weights_in(numbers):
                return numbers.astype(numbers.dtype.newbyteorder("="), copy=False)
    return None

"""Rows: the first entries of a large array from a stream of bytes; the rest is passed over and never held."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.npy_file import header_of
from mnistnet.containers.raw_array import raw_array
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.csv_cells import whole_numbers
from mnistnet.digits.files.limits import KEPT
from mnistnet.words import mark, say

__all__ = ["Room", "Rows", "filled", "rows_of_bytes", "rows_of_npy"]

Array = NDArray[Any]
LONGEST_WORD, MOST_TEXT = 96, 8_000_000  # bytes
DAMAGED = mark("This array is damaged, or holds no plain numbers.")


@dataclass
class Room:
    """How many bytes may still be held of a file; each array gets half of it, so that the next has room too.

    Attributes
    ----------
    left : int or None
        None is without limit.
    """

    left: int | None = KEPT

    def share(self) -> int | None:
        """Return how many bytes the next array may take."""
        return None if self.left is None else self.left // 2

    def take(self, size: int) -> None:
        """Note that so many bytes are held."""
        if self.left is not None:
            self.left -= size


@dataclass(frozen=True, eq=False)
class Rows:
    """The first rows of an array, and how many it has in all."""

    array: Array
    total: int


def rows_of_bytes(
    data: bytes | bytearray | memoryview, whole: int | None, shape: Any, code: str, order: str, fortran: bool = False
) -> Rows:
    """Return the rows of which there is every byte.

    Parameters
    ----------
    data : bytes-like
        The beginning of the array's bytes.
    whole : int or None
        How many bytes there are in the file; None if nobody knows.
    shape, code, order, fortran
        As `raw_array` takes them.

    Raises
    ------
    WeightFileError
        If these do not belong together.
    """
    if whole == len(data):
        array = raw_array(data, shape, code, order, fortran=fortran)
        return Rows(array, len(array) if array.ndim else 0)
    if not isinstance(shape, tuple) or not shape or not all(type(side) is int and side >= 0 for side in shape):
        raise WeightFileError(say("An array in this file has an impossible shape."))
    row = prod(shape[1:]) * (int(code[1:]) if code[1:].isdecimal() else 0)
    if not row or (whole is not None and whole != row * shape[0]) or len(data) > row * shape[0] or fortran:
        raise WeightFileError(say("An array in this file is too large, or longer or shorter than its shape says."))
    count = len(data) // row
    return Rows(raw_array(memoryview(data)[: count * row], (count, *shape[1:]), code, order), shape[0])


def rows_of_npy(name: str, parts: Iterator[bytes], room: Room) -> Rows | None:
    """Return the first rows of an .npy file; None if it holds no numbers.

    Raises
    ------
    DataError
        If it is damaged, or too large to be held where all of it is needed.
    """
    data = bytearray(next(parts, b""))
    try:
        match, end = header_of(name, data[:5000])
        shape = tuple(int(side) for side in match[4].replace(b" ", b"").split(b",") if side)
        code = match[2].decode()
        if code[0] in "US":
            order = {b">": "utf-32-be"}.get(match[1], "utf-32-le") if code[0] == "U" else "latin-1"
            return _labels_in_text(data[end:], parts, shape, int(code[1:]), order)
        if code[0] not in "fiub":
            return None
        most = room.share()
        held = filled(data[end:], parts, most)
        room.take(len(held))
        whole = len(held) if most is None or len(held) <= most else None
        if whole is None:
            del held[most:]
        if whole is not None and whole != prod(shape) * int(code[1:]):
            raise DataError(say("An array in this file is longer or shorter than its shape says."))
        return rows_of_bytes(held, whole, shape, code, match[1].decode() or "=", match[3] == b"True")
    except (WeightFileError, ValueError) as error:
        raise DataError(str(error) if isinstance(error, WeightFileError) else say(DAMAGED)) from error


def _labels_in_text(held: bytearray, parts: Iterator[bytes], shape: Any, width: int, coding: str) -> Rows | None:
    """Return labels that are texts, "7" or "seven", as scikit-learn's fetch_openml gives them; None for other texts."""
    width *= 4 if coding.startswith("utf-32") else 1
    size = width * prod(shape)
    if not 0 < width <= LONGEST_WORD or size > MOST_TEXT or len(filled(held, parts, size)) != size:
        return None
    words = (bytes(held[start : start + width]) for start in range(0, size, width))
    labels = whole_numbers([word.decode(coding, "replace").rstrip("\0") for word in words])
    return None if labels is None else Rows(labels, len(labels))


def filled(held: bytearray, parts: Iterator[bytes], most: int | None) -> bytearray:
    """Return bytes with those of the parts behind them, until there is one more than `most`."""
    for part in parts:
        held += part
        if most is not None and len(held) > most:
            break
    return held

"""Files of MATLAB's, version 5 or 4: arrays of numbers, also in structures and cells, of large ones the first rows.

References
----------
MathWorks, "MAT-File Format", version 5: elements with a tag of eight bytes, packed one by one, arrays column by column.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.flow import Flow
from mnistnet.digits.files.limits import SQUARES
from mnistnet.digits.files.mat_4 import HEAD as HEAD_4
from mnistnet.digits.files.mat_4 import head_of, is_mat_4
from mnistnet.digits.files.rows import Room, Rows
from mnistnet.digits.files.unpacking import inflated_zlib, within
from mnistnet.words import mark, say

__all__ = ["Held", "is_mat", "read_mat", "rows_of_mat"]

START, HEAD = b"MATLAB 5.0", 128
MATRIX, PACKED = 14, 15
CELLS, STRUCTURE, OBJECTS, TEXT, NUMBERS = 1, 2, (3, 17), 4, range(6, 16)  # classes of arrays
CODES = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
MOST_ARRAYS, MOST_FIELDS, DEEPEST, LONGEST = 64, 64, 4, 4096
MOST_PARTS = 128  # of a cell array, or structures in a row
DAMAGED = mark("This file of MATLAB's is damaged or cut off.")
TOO_LARGE = mark("An array in this file of MATLAB's is too large to be read; save its first pictures alone.")


def is_mat(start: bytes) -> bool:
    """Return whether a file begins as MATLAB's of version 5 or 4 do."""
    return start.startswith(START) or is_mat_4(start)


@dataclass
class Held:
    """What a file holds.

    Attributes
    ----------
    arrays : dict of str to Rows
        The first rows of every array of numbers by its name: "dataset.train.images" where it is in structures, "W.0"
        where it is the first of a cell array.
    texts : dict of str to str
        Short texts by their names.
    has_objects : bool
        Whether there are objects, which are passed over.
    """

    arrays: dict[str, Rows] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    has_objects: bool = False


def rows_of_mat(parts: Iterator[bytes], room: Room, most: int | None) -> dict[str, Rows]:
    """Return the arrays in a file as `Held.arrays` has them; takes and raises what `read_mat` takes and raises."""
    return read_mat(parts, room, most).arrays


def read_mat(parts: Iterator[bytes], room: Room, most: int | None) -> Held:
    """Return what a file holds.

    Parameters
    ----------
    parts : iterator of bytes
        The file, unpacked.
    room : Room
    most : int or None
        How many bytes the packed arrays in it may unpack to, all in all.

    Raises
    ------
    DataError
        If it is damaged or too large.
    """
    start = next(parts, b"")
    flow = Flow(chain([start], parts))
    try:
        if is_mat_4(start):
            return _read_4(flow, room)
        order = {b"IM": "<", b"MI": ">"}.get(flow.take(HEAD)[-2:])
        if order is None:
            raise DataError(say(DAMAGED))
        reader = _Reader(order, room)
        left = most
        while flow.has_more() and len(reader.held.arrays) < MOST_ARRAYS:
            kind, size, small = reader.tag(flow)
            if kind != PACKED:
                reader.element("", kind, size, small, flow)
                continue
            inner = Flow(within(inflated_zlib(flow.take(size)), left))
            reader.element("", *reader.tag(inner), inner)
            left = None if left is None else max(0, left - inner.at)
    except (EOFError, ValueError, KeyError, struct.error, OverflowError) as error:
        raise DataError(say(DAMAGED)) from error
    return reader.held


def _read_4(flow: Flow, room: Room) -> Held:
    """Return the matrices in a file of version 4, and its short texts."""
    reader = _Reader("<", room)
    while flow.has_more() and len(reader.held.arrays) < MOST_ARRAYS:
        head = head_of(flow.take(HEAD_4))
        if head is None:
            raise ValueError
        name, code = flow.take(head.named).rstrip(b"\0").decode("latin-1"), np.dtype(head.code)
        size = prod(head.shape) * code.itemsize
        if head.is_text and size <= LONGEST:
            letters = np.frombuffer(flow.take(size), code).reshape(head.shape, order="F")
            reader.held.texts[name] = "".join(chr(int(one)) for one in letters.ravel() if 31 < one < 256)
        elif head.is_plain and size:
            reader.held.arrays[name] = reader.array(code, size, b"", head.shape, flow)
        else:
            flow.skip(size * (1 + head.is_complex))
    return reader.held


class _Reader:
    """What takes elements off a flow, with the order of bytes in it, and keeps the arrays that it finds."""

    def __init__(self, order: str, room: Room) -> None:
        self.order, self.room = order, room
        self.held = Held()

    def tag(self, flow: Flow) -> tuple[int, int, bytes]:
        """Return kind and size of the next element, and what it holds if that is in its tag."""
        head = flow.take(8)
        kind, size = struct.unpack(self.order + "II", head)
        if kind >> 16:  # a small element
            if kind >> 16 > 4:
                raise ValueError
            return kind & 0xFFFF, kind >> 16, head[4 : 4 + (kind >> 16)]
        return kind, size, b""

    def element(self, name: str, kind: int, size: int, small: bytes, flow: Flow, deep: int = 0) -> None:
        """Take an element: the arrays in it are kept, everything else is passed over."""
        end = flow.at + size + -size % 8
        if small:
            return
        if kind == MATRIX and size and deep <= DEEPEST:
            self._matrix(name, flow, end, deep)
        if flow.at > end:
            raise ValueError
        flow.skip(end - flow.at)

    def _matrix(self, above: str, flow: Flow, end: int, deep: int) -> None:
        flags = struct.unpack(self.order + "II", self._short(flow))[0]
        sides = self._short(flow)
        shape = struct.unpack(f"{self.order}{len(sides) // 4}i", sides)
        name = ".".join(filter(None, (above, self._short(flow).decode("latin-1"))))
        kind = flags & 0xFF
        if kind == CELLS and prod(shape) <= MOST_PARTS:
            self._parts([f"{name}.{i}" for i in range(prod(shape))], flow, end, deep)
        elif kind == STRUCTURE:
            self._parts(self._fields(name, prod(shape), flow), flow, end, deep)
        elif kind == TEXT and name:
            self.held.texts[name] = self._short(flow).decode("latin-1").replace("\0", "")
        elif kind in NUMBERS and len(self.held.arrays) < MOST_ARRAYS and prod(shape):
            number, size, small = self.tag(flow)
            self.held.arrays[name] = self.array(np.dtype(self.order + CODES[number]), size, small, shape, flow)
        self.held.has_objects |= kind in OBJECTS

    def _parts(self, names: list[str], flow: Flow, end: int, deep: int) -> None:
        """Take the elements of a cell array or a structure, which are called so."""
        for name in names:
            if flow.at < end:
                self.element(name, *self.tag(flow), flow, deep + 1)

    def _fields(self, name: str, count: int, flow: Flow) -> list[str]:
        """Return the names of the fields of a structure, or of several in a row: "layers.0.W"; none of too many."""
        (longest,) = struct.unpack(self.order + "i", self._short(flow))
        names = self._short(flow)
        fields = [names[i : i + longest].partition(b"\0")[0] for i in range(0, len(names), max(1, longest))]
        if len(fields) > MOST_FIELDS or count > MOST_PARTS:
            return []
        tops = [name] if count == 1 else [f"{name}.{i}" for i in range(count)]
        return [f"{top}.{field.decode('latin-1')}" for top in tops for field in fields]

    def _short(self, flow: Flow) -> bytes:
        """Return what a short element holds."""
        _, size, small = self.tag(flow)
        if small or not size:
            return small
        if size > LONGEST:
            raise ValueError
        return flow.take(size + -size % 8)[:size]

    def array(self, code: "np.dtype[Any]", size: int, small: bytes, shape: tuple[int, ...], flow: Flow) -> Rows:
        """Return an array of such numbers, or as much of its beginning as there is room for."""
        if len(shape) > 4 or min(shape) < 0 or prod(shape) * code.itemsize != size:
            raise ValueError
        most = self.room.share()
        if small or most is None or size <= most:
            self.room.take(size)
            array = np.frombuffer(small or flow.take(size), code).reshape(shape, order="F")
            return Rows(array, shape[0])
        if len(shape) > 2 or shape[0] in SQUARES:
            return self._first(code, shape, most, flow)
        rows = most // (shape[1] * code.itemsize)
        if not rows:
            raise DataError(say(TOO_LARGE))
        self.room.take(rows * shape[1] * code.itemsize)
        return Rows(self._tops(code, shape, rows, flow), shape[0])

    def _first(self, code: "np.dtype[Any]", shape: tuple[int, ...], most: int, flow: Flow) -> Rows:
        """Return the first pictures of an array of which each lies in one piece, the last index being theirs."""
        one = prod(shape[:-1]) * code.itemsize
        count = most // one
        if not count:
            raise DataError(say(TOO_LARGE))
        self.room.take(count * one)
        array = np.frombuffer(flow.take(count * one), code).reshape((*shape[:-1], count), order="F")
        return Rows(np.moveaxis(array, -1, 0), shape[-1])

    def _tops(self, code: "np.dtype[Any]", shape: tuple[int, ...], rows: int, flow: Flow) -> NDArray[Any]:
        """Return the first rows of an array of which each column lies in one piece."""
        columns = []
        for _ in range(shape[1]):
            columns.append(flow.take(rows * code.itemsize))
            flow.skip((shape[0] - rows) * code.itemsize)
        return np.frombuffer(b"".join(columns), code).reshape((rows, shape[1]), order="F")

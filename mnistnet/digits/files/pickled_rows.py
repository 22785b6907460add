"""Pickles of digits, such as mnist.pkl.gz, passed over once as they unpack: of large arrays the first rows are held.

The machine is that of weight files, which imports nothing and calls nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.leaves import leaves_of
from mnistnet.containers.pickle_arrays import Arrays, bytes_of, format_of, is_array
from mnistnet.containers.pickle_machine import Call, Machine, Name, Text
from mnistnet.containers.pickle_opcodes import run
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.pickled_pairs import rows_of_pairs, with_labels_in_text
from mnistnet.digits.files.rows import Room, Rows, rows_of_bytes
from mnistnet.words import mark, say

__all__ = ["rows_of_pickle"]

JOBLIB = b"joblib.numpy_pickle"
SAVED = mark('numpy.savez("digits.npz", images=..., labels=...)')
TABLES = mark(
    "This pickle holds more than plain arrays, such as a table of pandas': load it where it was made, and bring what "
    'it holds as {saved}, a table by to_csv("digits.csv", index=False).'
)
SMALL = 1_000_000  # bytes that are always held
LONGEST_LINE = 16_000_000
MOST_ARRAYS = 64


@dataclass(frozen=True, eq=False)
class Cut:
    """The beginning of a large piece of bytes, and how long all of it is."""

    held: bytes
    whole: int


class Stream(Machine):
    """A machine whose file comes in parts."""

    def __init__(self, parts: Iterator[bytes], room: Room) -> None:
        super().__init__(b"")
        self._parts, self._room = parts, room
        self._part, self._at = b"", 0
        self.cut: dict[int, Cut] = {}  # by the identity of what is held

    def take(self, count: int) -> bytes:
        """Return the next bytes of the file; of a large piece those for which there is room."""
        if count < 0:
            raise ValueError  # what is called damaged where it is caught
        if self._at + count <= len(self._part):
            self._at += count
            return self._part[self._at - count : self._at]
        most = self._room.share() if count > SMALL else None
        most = count if most is None else min(count, most)
        held, left = bytearray(), count
        while left:
            if self._at == len(self._part):
                self._part, self._at = next(self._parts, b""), 0
                if not self._part:
                    raise ValueError
            piece = self._part[self._at : self._at + left]
            held += piece[: most - len(held)]
            self._at, left = self._at + len(piece), left - len(piece)
        return self._noted(bytes(held), count)

    def _noted(self, held: bytes, count: int) -> bytes:
        if count > SMALL:
            self._room.take(len(held))
            self.cut[id(held)] = Cut(held, count)
        return held

    def line(self, most: int = LONGEST_LINE) -> bytes:
        """Return the next line of the file without its end; protocol 0 writes the bytes of arrays as one."""
        found = bytearray()
        while len(found) < LONGEST_LINE:
            end = self._part.find(b"\n", self._at)
            if end >= 0:
                found += self._part[self._at : end]
                self._at = end + 1
                return bytes(found)
            found += self._part[self._at :]
            self._part, self._at = next(self._parts, b""), 0
            if not self._part:
                break
        raise ValueError


def rows_of_pickle(parts: Iterator[bytes], room: Room) -> dict[str, Rows]:
    """Return the first rows of every array of numbers in a pickle, by the way to it.

    Raises
    ------
    DataError
        If it is damaged, calls a function, or holds no array.
    """
    start = next(parts, b"")
    if JOBLIB in start:
        raise DataError(
            say(
                "This file was written by joblib, and joblib.load opens it; save what is in it as {saved}.",
                saved=say(SAVED),
            )
        )
    stream = Stream(chain([start], parts), room)
    try:
        value = run(stream, is_last=False)
        found = rows_of_pairs(value)
        if found:
            return found
        value, found = with_labels_in_text(value)
        for name, leaf in leaves_of(value):
            if is_array(leaf) and len(found) < MOST_ARRAYS:
                found[name] = _rows(leaf, stream)
    except WeightFileError as error:
        raise DataError(say(TABLES, saved=say(SAVED)) if error.recipe else error.sentence) from error
    if not found:
        raise DataError(say("This pickle holds no arrays of numbers."))
    return found


def _rows(call: Call, stream: Stream) -> Rows:
    """Return the first rows of the array that a call would make."""
    data, dtype, shape, fortran = _described(call)
    if data is None:
        array = Arrays().of(call)
        return Rows(array, len(array) if array.ndim else 0)
    raw = data.raw if isinstance(data, Text) else data
    cut = stream.cut.get(id(raw))
    whole: int | None = len(raw) if cut is None else cut.whole
    if isinstance(data, Text):
        if data.codec == "utf-8" and cut is not None and cut.whole != len(raw):
            data, whole = Text(raw[: len(raw) - (raw[-1] > 0x7F and raw[-1] >= 0xC0)], data.codec), None
        raw = bytes_of(data)
        whole = len(raw) if data.codec != "latin-1" and whole is not None else whole
    return rows_of_bytes(raw, whole, shape, *format_of(dtype), fortran=fortran)


def _described(call: Call) -> tuple[Any, Any, Any, bool]:
    """Return bytes, format, shape and order of an array of NumPy's; None for the bytes of any other array."""
    if call.word == "_frombuffer" and len(call.arguments) == 4 and isinstance(call.arguments[0], bytes):
        data, dtype, shape, order = call.arguments
        return data, dtype, shape, isinstance(order, Text) and order.raw == b"F"
    state = call.state
    plain = call.word == "_reconstruct" and isinstance(state, tuple) and len(state) == 5
    if not plain or not call.arguments or not isinstance(call.arguments[0], Name):
        return None, None, None, False
    _, shape, dtype, fortran, data = state
    if isinstance(data, Call) and data.word == "encode" and len(data.arguments) == 2:
        data = data.arguments[0]
    if call.arguments[0].word != "ndarray" or not isinstance(data, bytes | Text):
        return None, None, None, False
    return data, dtype, shape, fortran is True or fortran == 1

"""GGUF files, as ggml's example for MNIST writes them: what is said of the model, the tensors' places, their numbers.

References
----------
G. Gerganov and others, "GGUF", docs/gguf.md of ggml.
"""

import struct
from math import prod
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_DIMENSIONS, MOST_TENSORS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.raw_array import raw_array
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.words import mark, say

__all__ = ["is_gguf", "read_gguf"]

Array = NDArray[Any]
START = b"GGUF"
VERSIONS = (2, 3)
MOST_VALUES, LONGEST = 200, 4096
WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes of each kind of value
TEXT, LIST, WHOLE = 8, 9, 4
CODES = {0: "f4", 1: "f2", 28: "f8", 24: "i1", 25: "i2", 26: "i4"}  # of numbers that are no blocks of few bits
ALIGNMENT, USUAL, LARGEST = b"general.alignment", 32, 4096
DAMAGED = mark("This GGUF file is damaged or cut off, or holds a language model, which reads no digits.")


def is_gguf(content: bytes) -> bool:
    """Return whether a file begins as GGUF does."""
    return content.startswith(START)


def read_gguf(content: bytes) -> Contents:
    """Return the arrays of a GGUF file.

    Raises
    ------
    WeightFileError
        If it is damaged or a language model, or its numbers are rounded to blocks of few bits.
    """
    try:
        reader = _Reader(content)
        version, tensors, values = reader.numbers("<IQQ")
        if version not in VERSIONS or tensors > MOST_TENSORS or values > MOST_VALUES:
            raise ValueError
        alignment = USUAL
        for _ in range(values):
            key, value = reader.text(), reader.value()
            alignment = value if key == ALIGNMENT and value is not None else alignment
        if not 0 < alignment <= LARGEST:
            raise ValueError
        heads = [reader.head() for _ in range(tensors)]
    except (ValueError, struct.error) as error:
        raise WeightFileError(say(DAMAGED)) from error
    data = memoryview(content)[reader.at + -reader.at % alignment :]
    arrays = {name: _array(name, shape, kind, data[place:]) for name, shape, kind, place in heads}
    return Contents(arrays, None, habit_of(arrays, "torch"))


def _array(name: str, shape: tuple[int, ...], kind: int, data: memoryview) -> Array:
    code = CODES.get(kind)
    if code is None:
        raise WeightFileError(
            say(
                "The array {name} in this GGUF file is rounded to blocks of few bits, which are not read: write the "
                "model as F32 or F16.",
                name=shown(name),
            )
        )
    size = prod(shape) * int(code[1])
    if size > len(data):
        raise WeightFileError(say(DAMAGED))
    return raw_array(data[:size], shape, code)


class _Reader:
    """What takes one thing after the other; struct.error or ValueError where there is none, or it is too long."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, len(START)

    def numbers(self, form: str) -> tuple[int, ...]:
        """Return the next whole numbers."""
        found = struct.unpack_from(form, self.content, self.at)
        self.at += struct.calcsize(form)
        return found

    def text(self) -> bytes:
        """Return the next text, behind its length."""
        (length,) = self.numbers("<Q")
        if length > LONGEST or self.at + length > len(self.content):
            raise ValueError
        self.at += length
        return self.content[self.at - length : self.at]

    def value(self) -> int | None:
        """Pass over a value of any kind, and return it if it is a whole number."""
        (kind,) = self.numbers("<I")
        if kind == WHOLE:
            return self.numbers("<I")[0]
        if kind == TEXT:
            self.text()
        elif kind == LIST:
            inner, count = self.numbers("<IQ")
            if count > LONGEST or inner == LIST:
                raise ValueError
            for _ in range(count if inner == TEXT else 0):
                self.text()
            self.at += 0 if inner == TEXT else count * _width(inner)
        else:
            self.at += _width(kind)
        return None

    def head(self) -> tuple[str, tuple[int, ...], int, int]:
        """Return the name of a tensor, its shape with the slowest side first, the kind of its numbers, its place."""
        name = self.text().decode("utf-8", "replace")
        (dimensions,) = self.numbers("<I")
        if not 0 < dimensions <= MOST_DIMENSIONS:
            raise ValueError
        sides = self.numbers(f"<{dimensions}Q")
        kind, place = self.numbers("<IQ")
        return name, sides[::-1], kind, place


def _width(kind: int) -> int:
    if kind not in WIDTHS:
        raise ValueError
    return WIDTHS[kind]

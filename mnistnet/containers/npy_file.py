"""An .npy file is a header that says shape and number format, and the numbers; or a pickle, where it holds objects."""

import re
from math import prod
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_TENSORS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.pickle_machine import Call
from mnistnet.containers.pickle_opcodes import written_down
from mnistnet.containers.raw_array import raw_array
from mnistnet.words import say

__all__ = ["array_of_npy", "header_of", "object_of_npy", "plain_numbers", "saved_in_turn", "text_of_npy"]

Array = NDArray[Any]
MAGIC = b"\x93NUMPY"
HEADER = re.compile(
    rb"\{'descr': '([<>|=]?)([a-z]\d|O|[USV]\d{1,9})', 'fortran_order': (False|True), "
    rb"'shape': \(([0-9, ]{0,100})\), ?\} *\n"
)
HEADER_OF_OTHERS = re.compile(rb"'descr': '[<>|=]?[OUSV]\d{0,9}'")
LONGEST_HEADER = 4096


def plain_numbers(data: bytearray) -> bool:
    """Return whether an .npy file holds numbers, or is damaged, which reading it will tell."""
    return data[:6] != MAGIC or HEADER_OF_OTHERS.search(data[:LONGEST_HEADER]) is None


def object_of_npy(name: str, data: bytearray) -> Any:
    """Return what is pickled in an .npy file, written down; None if it holds numbers."""
    match, end = header_of(name, data)
    if match[2] != b"O":
        return None
    value = written_down(bytes(data[end:]))
    return value if isinstance(value, Call) else None


def array_of_npy(name: str, data: bytearray) -> Array:
    """Return the numbers in an .npy file; WeightFileError if it holds something else."""
    match, end = header_of(name, data)
    if not match[2][1:].isdigit() or match[2][:1] in b"USV":
        raise WeightFileError(say("The array {shown} in this file holds no plain numbers.", shown=shown(name)))
    numbers = memoryview(data)[end:]
    shape = _shape_of(name, match)
    return raw_array(numbers, shape, match[2].decode(), match[1].decode() or "=", fortran=match[3] == b"True")


def _shape_of(name: str, match: Any) -> tuple[int, ...]:
    sides = [side.strip() for side in match[4].split(b",")]
    if b"" in sides[:-1]:
        raise WeightFileError(say("The array {shown} in this file has an impossible shape.", shown=shown(name)))
    return tuple(int(side) if b" " not in side else -1 for side in sides if side)


def saved_in_turn(content: bytes) -> list[bytes]:
    """Return the arrays of a file into which several were saved one behind the other; one where it is one alone."""
    parts: list[bytes] = []
    while len(parts) < MOST_TENSORS and content:
        match, end = header_of("W1", content)
        if match[2][:1].isalpha() and match[2][1:].isdigit() and match[2][:1] not in b"USV":
            end += max(prod(_shape_of("W1", match)), 0) * int(match[2][1:])
        if end >= len(content) or not content.startswith(MAGIC, end):
            break
        parts.append(content[:end])
        content = content[end:]
    return [*parts, content]


def text_of_npy(name: str, data: bytearray) -> str:
    """Return the short text in an .npy file, else "": NumPy keeps four bytes a letter."""
    match, end = header_of(name, data)
    if match[2][:1] != b"U" or not 0 < len(data) - end <= 160:
        return ""
    return bytes(data[end:]).decode("utf-32-le" if match[1] != b">" else "utf-32-be", "replace").rstrip("\0")


def header_of(name: str, data: bytes | bytearray) -> tuple[Any, int]:
    """Return the header, taken apart, and where the numbers begin."""
    if data[:6] != MAGIC or len(data) < 12 or data[6] not in (1, 2, 3):
        raise WeightFileError(say("The member {shown} of this file is no NumPy array.", shown=shown(name)))
    start = 10 if data[6] == 1 else 12
    end = start + int.from_bytes(data[8:start], "little")
    match = HEADER.fullmatch(data, start, end) if end <= min(len(data), LONGEST_HEADER) else None
    if match is None:
        raise WeightFileError(
            say("The array {shown} in this file is damaged, or holds no plain numbers.", shown=shown(name))
        )
    return match, end

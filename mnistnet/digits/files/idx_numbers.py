"""IDX files of other numbers than MNIST's bytes: fractions, wide or signed whole numbers, pictures that lie flat.

Some programs write the sizes, or the numbers, with their lowest byte first, which the format does not allow.

References
----------
The IDX format: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
"""

from collections.abc import Iterator
from math import prod

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.rows import Room, Rows, filled, rows_of_bytes
from mnistnet.words import say

__all__ = ["rows_of_idx"]

CODES = {8: "u1", 9: "i1", 11: "i2", 12: "i4", 13: "f4", 14: "f8"}
BYTE, WIDE, QMNIST = 8, (11, 12), 8
MOST_DIMENSIONS = 4
LONG = 2**24  # entries: no set has so many, but sizes with the lowest byte first seem to
LEAST = 1e-6  # that the largest number is, where the bytes are in their order


def rows_of_idx(start: bytes, parts: Iterator[bytes], room: Room) -> Rows | None:
    """Return the first rows of an IDX file that is not as MNIST's are; None if it is none, or as those are.

    Parameters
    ----------
    start : bytes
        The beginning of the file, unpacked.
    parts : iterator of bytes
        The rest of it.
    room : Room

    Raises
    ------
    DataError
        If it is cut off, or longer than its header says.
    """
    if start[:2] != b"\0\0" or len(start) < 4 or start[2] not in CODES or not 0 < start[3] <= MOST_DIMENSIONS:
        return None
    kind, dimensions = start[2], start[3]
    behind = 4 + 4 * dimensions
    shape, turned = _shape(start[4:behind])
    if len(shape) < dimensions or (not turned and _is_usual(kind, shape)):
        return None
    most, code = room.share(), CODES[kind]
    held = filled(bytearray(start[behind:]), parts, most)
    room.take(len(held))
    whole = prod(shape) * int(code[1:])
    is_whole = most is None or len(held) <= most
    if len(held) != whole if is_whole else len(held) > whole:
        raise DataError(say("This IDX file is cut off or longer than its header says."))
    try:
        found = [rows_of_bytes(bytes(held), whole, shape, code, order) for order in ("><" if code[1] != "1" else ">")]
    except WeightFileError as error:
        raise DataError(error.sentence) from error
    return min(found, key=_strangeness)


def _shape(sizes: bytes) -> tuple[tuple[int, ...], bool]:
    """Return the sizes in a header, and whether they are written with the lowest byte first."""
    shape, other = (tuple(np.frombuffer(sizes[: len(sizes) & ~3], code).tolist()) for code in (">u4", "<u4"))
    is_turned = max(shape, default=0) >= LONG > max(other, default=0)
    return (other, True) if is_turned else (shape, False)


def _is_usual(kind: int, shape: tuple[int, ...]) -> bool:
    """Return whether a file holds pictures or labels as MNIST's do, or QMNIST's labels."""
    if kind == BYTE:
        return len(shape) in (1, 3)
    return kind in WIDE and (len(shape) == 1 or (len(shape) == 2 and shape[1] == QMNIST))


def _strangeness(rows: Rows) -> float:
    """Return how large numbers are, which in the wrong order of bytes are huge, or next to nothing."""
    with np.errstate(all="ignore"):
        largest = float(np.abs(rows.array.astype(np.float64)).max(initial=0))
    return largest if largest == 0 or LEAST < largest < np.inf else np.inf

"""Checks are the limits that every file of a stranger must keep, whatever its format, while its arrays are read."""

from mnistnet.containers.errors import WeightFileError
from mnistnet.limits import bounds
from mnistnet.words import say

__all__ = [
    "MOST_BYTES",
    "MOST_DIMENSIONS",
    "MOST_PARAMETERS",
    "MOST_TENSORS",
    "NUMBER_FORMATS",
    "XZ_MEMORY",
    "checked_size",
]

MOST_BYTES = bounds.WEIGHT_FILE.most
XZ_MEMORY = 70_000_000  # bytes that unpacking may take, of which the packed file says how many
MOST_TENSORS = 64
MOST_DIMENSIONS = 8
MOST_PARAMETERS = bounds.PARAMETERS.most
NUMBER_FORMATS = frozenset(("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"))


def checked_size(content: bytes | bytearray | memoryview) -> None:
    """Raise WeightFileError if a file is too large to be read."""
    if len(content) > MOST_BYTES:
        raise WeightFileError(
            say("This file is larger than {MOST_BYTES} MB, the most that can be read.", MOST_BYTES=MOST_BYTES // 10**6)
        )

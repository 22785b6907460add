"""Numbers that stand in JSON as base64 of their bytes, alone or beside their shape."""

import base64
import binascii
import re
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.bare_bytes import weights_in

__all__ = ["in_shape", "numbers_in_base64"]

Array = NDArray[Any]
BASE64, SHORTEST = re.compile(r"(?:data:[\w/;+.-]{0,80},)?([A-Za-z0-9+/\s]+={0,2})"), 40  # signs: ten biases
CODES = ("<f4", "<f8", ">f4", ">f8")
SHAPES = ("shape", "dims", "size", "dim")


def numbers_in_base64(text: str) -> Array | None:
    """Return the fractions in a text that look like weights; None where there are none."""
    found = BASE64.fullmatch(text) if len(text) >= SHORTEST else None
    try:
        content = base64.b64decode(found[1]) if found else b""
    except binascii.Error:
        return None
    for code in CODES:
        if content and not len(content) % int(code[-1]):
            numbers = np.frombuffer(content, code)
            if weights_in(numbers):
                return numbers.astype(numbers.dtype.newbyteorder("="), copy=False)
    return None


def in_shape(record: dict[str, Any]) -> Any:
    """Return the one array in a record in the shape that stands beside it; the record as it is where there is none."""
    arrays = [part for part in record.values() if isinstance(part, np.ndarray)]
    shapes = [record[key] for key in SHAPES if isinstance(record.get(key), list)]
    if len(arrays) != 1 or len(shapes) != 1 or not all(type(side) is int and side > 0 for side in shapes[0]):
        return record
    return arrays[0].reshape(shapes[0]) if 0 < len(shapes[0]) < 5 and prod(shapes[0]) == arrays[0].size else record

"""Safetensors files: eight bytes for the length of a JSON header, the header, and the numbers end to end.

References
----------
Hugging Face, "Safetensors", section Format.
"""

import json
import struct
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_TENSORS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.raw_array import raw_array
from mnistnet.containers.strict_json import read_json
from mnistnet.network import Network
from mnistnet.weight_files.card import card_array, card_of, named_arrays, read_card
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.words import say

__all__ = ["LONGEST_HEADER", "read_safetensors", "save_safetensors"]

Array = NDArray[Any]
LONGEST_HEADER = 64_000
FORMATS = MappingProxyType(
    {"F64": "f8", "F32": "f4", "F16": "f2", "BF16": "u2", "BOOL": "b1"}
    | {f"{kind}{8 * size}": f"{kind.lower()}{size}" for kind in "IU" for size in (1, 2, 4, 8)}
)
NAMES = MappingProxyType({"float64": "F64", "float32": "F32", "float16": "F16", "uint8": "U8"})


def read_safetensors(content: bytes) -> Contents:
    """Return the arrays of a safetensors file.

    Raises
    ------
    WeightFileError
        If it is damaged, its tensors overlap or leave gaps, or there are too many.
    """
    length = int.from_bytes(content[:8], "little")
    if not 2 <= length <= min(LONGEST_HEADER, len(content) - 8):
        raise WeightFileError(say("The header of this safetensors file is damaged, or too long."))
    header = read_json(content[8 : 8 + length], commas=2000, brackets=500, quotes=4000)
    if not isinstance(header, dict):
        raise WeightFileError(say("The header of this safetensors file is damaged."))
    header.pop("__metadata__", None)
    if len(header) > MOST_TENSORS + 1:
        raise WeightFileError(
            say(
                "This file holds {n} arrays; the most that can be read are {MOST_TENSORS}.",
                n=len(header),
                MOST_TENSORS=MOST_TENSORS,
            )
        )
    data = memoryview(content)[8 + length :]
    _checked_places([_place(name, entry) for name, entry in header.items()], len(data))
    arrays = {name: _array(entry, data) for name, entry in header.items()}
    card = arrays.pop("card", None)
    return Contents(arrays, None if card is None else read_card(card), habit_of(arrays, "torch"))


def _place(name: str, entry: Any) -> tuple[int, int]:
    """Return where an array starts and ends, if its entry in the header is whole."""
    is_known = isinstance(entry, dict) and isinstance(entry.get("dtype"), str) and entry["dtype"] in FORMATS
    places = entry.get("data_offsets") if is_known else None
    if not isinstance(places, list) or len(places) != 2 or any(type(place) is not int for place in places):
        raise WeightFileError(
            say("The array {shown} in this file holds no plain numbers, or the file is damaged.", shown=shown(name))
        )
    return places[0], places[1]


def _checked_places(places: list[tuple[int, int]], length: int) -> None:
    """Raise WeightFileError unless the arrays follow each other without gaps and fill the file."""
    end = 0
    for start, stop in sorted(places):
        if start != end or stop < start:
            raise WeightFileError(say("The arrays in this safetensors file overlap or leave gaps."))
        end = stop
    if end != length:
        raise WeightFileError(say("This safetensors file is cut off, or longer than its header says."))


def _array(entry: dict[str, Any], data: memoryview) -> Array:
    """Return an array of the file; BF16 numbers are the upper halves of float32 numbers."""
    start, stop = entry["data_offsets"]
    array = raw_array(data[start:stop], entry.get("shape"), FORMATS[entry["dtype"]])
    return (array.astype("<u4") << 16).view("<f4") if entry["dtype"] == "BF16" else array


def save_safetensors(network: Network) -> bytes:
    """Return a network as the content of a safetensors file: W1, b1, ... and a card, (fan_in, fan_out) as here."""
    arrays = named_arrays(network) | {"card": card_array(card_of(network))}
    header: dict[str, Any] = {"__metadata__": {"format": "np"}}
    numbers = []
    end = 0
    for name, array in sorted(arrays.items(), key=lambda item: -item[1].itemsize):  # large numbers first: aligned
        numbers.append(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
        start, end = end, end + len(numbers[-1])
        header[name] = {"dtype": NAMES[array.dtype.name], "shape": list(array.shape), "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(numbers)

"""PyTorch's files: today a zip of a pickle and the bare numbers of every storage; before 1.6 five pickles and those.

An older file also lies inside a pickle for every tensor that ``pickle.dump`` pickled instead of ``torch.save``.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_machine import DAMAGED, STORAGE, Call, Name, Text
from mnistnet.containers.pickle_opcodes import MOST_OPCODES, written_at, written_down
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.words import say

__all__ = ["LEGACY", "STORAGES", "Saved", "is_torch_zip", "newer", "older"]

LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."  # how an older file begins
MOST_STORAGES = 1000
STORAGES: Mapping[str, str] = MappingProxyType(
    {
        "Float": "f4", "Double": "f8", "Half": "f2", "BFloat16": "u2", "Long": "i8", "Int": "i4", "Short": "i2",
        "Char": "i1", "Byte": "u1", "Bool": "b1", "QInt8": "i1",
        "QUInt8": "u1",
    }
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Saved:
    """What a file holds: the value that was saved, its storages by their keys, and their byte order."""

    value: Any
    storages: Mapping[str, memoryview | bytearray]
    order: str


def is_torch_zip(members: list[Member]) -> bool:
    """Return whether a zip file is one of PyTorch's: it holds a pickle and no NumPy arrays."""
    return any(member.name.endswith("/data.pkl") or member.name == "data.pkl" for member in members)


def newer(content: bytes, members: list[Member], most: int | None) -> Saved:
    """Return what a zip file of PyTorch's holds, which may unpack to so many bytes.

    Raises
    ------
    WeightFileError
        If it is damaged or larger, or calls a function.
    """
    pickle = next(member for member in members if member.name.rpartition("/")[2] == "data.pkl")
    folder = pickle.name.removesuffix("data.pkl")
    beside = {member.name: member for member in members}
    if most is not None and sum(member.size for member in members) > most:
        raise WeightFileError(
            say("This file unpacks to more than {most} MB, the most that can be read.", most=most // 10**6)
        )
    value = written_down(bytes(inflated(content, pickle)))
    order = bytes(inflated(content, beside[f"{folder}byteorder"])) if f"{folder}byteorder" in beside else b"little"
    storages = {
        name.removeprefix(f"{folder}data/"): inflated(content, member)
        for name, member in beside.items()
        if name.startswith(f"{folder}data/")
    }
    return Saved(value, storages, ">" if order == b"big" else "<")


def older(content: bytes, most: int = MOST_OPCODES) -> Saved:
    """Return what a file holds as PyTorch wrote it before version 1.6, each pickle in it of up to `most` opcodes.

    Raises
    ------
    WeightFileError
        If it is damaged, or calls a function.
    """
    place, values = 0, []
    for _ in range(5):  # a magic number, a version, facts on the machine, what was saved, the keys of its storages
        value, place = written_at(content, place, is_last=False, most=most)
        values.append(value)
    facts, saved, keys = values[2:]
    if not isinstance(keys, list) or len(keys) > MOST_STORAGES or not isinstance(facts, dict):
        raise WeightFileError(say(DAMAGED))
    sizes = _sizes(saved)
    storages: dict[str, memoryview | bytearray] = {}
    for key in keys:
        if not isinstance(key, Text) or key.short not in sizes or place + 8 > len(content):
            raise WeightFileError(say(DAMAGED))
        (count,) = struct.unpack_from("<q", content, place)
        end = place + 8 + count * sizes[key.short]
        if not count >= 0 or end > len(content):
            raise WeightFileError(say(DAMAGED))
        storages[key.short], place = memoryview(content)[place + 8 : end], end
    return Saved(saved, storages, "<" if facts.get("little_endian", True) else ">")


def _sizes(value: Any) -> dict[str, int]:
    """Return how many bytes a number of each storage takes, from wherever the storages are spoken of."""
    sizes: dict[str, int] = {}
    waiting, seen = [value], set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen or not isinstance(part, Call | dict | list | tuple):
            continue
        seen.add(id(part))
        if isinstance(part, Call):
            if part.word == STORAGE and len(part.arguments) > 2:
                _note(part, sizes)
            waiting += [part.arguments, part.state, part.items, part.members]
        else:
            waiting += part.values() if isinstance(part, dict) else part
    return sizes


def _note(storage: Call, sizes: dict[str, int]) -> None:
    kind, key = storage.arguments[1:3]
    name = kind.word.removeprefix("torch.").removesuffix("Storage") if isinstance(kind, Name) else ""
    if isinstance(key, Text) and name in STORAGES:
        sizes[key.short] = int(STORAGES[name][1])

"""The members of a zip file, read from its directory by hand: counted, measured and only then inflated.

The zip module of the standard library makes an object for every entry of the directory before anybody
can count them, and inflates as far as the data goes; here the directory's own figures are the limits.
"""

import struct
import zlib
from dataclasses import dataclass

from mnistnet.containers.errors import WeightFileError
from mnistnet.words import mark, say

__all__ = ["Member", "inflated", "members_of"]

MOST_MEMBERS = 1000
LONGEST_NAME = 200
END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
CHUNK = 65_536
DAMAGED = mark("This zip file is damaged, or of an unusual kind.")


@dataclass(frozen=True)
class Member:
    """One file in a zip file: its name, how it is packed, its two sizes, its checksum and its place."""

    name: str
    method: int
    packed: int
    size: int
    checksum: int
    place: int


def members_of(content: bytes, most: int = MOST_MEMBERS) -> list[Member]:
    """Return the members of a zip file as its directory lists them, which may be up to `most`.

    Raises
    ------
    WeightFileError
        If there are too many, two of one name, or it is not a plain zip file.
    """
    if len(content) < END.size:
        raise WeightFileError(say(DAMAGED))
    magic, disk, first, here, count, size, place, comment = END.unpack_from(content, len(content) - END.size)
    end = len(content) - END.size
    if content[end - 20 : end - 16] == b"PK\6\7" and content[end - 76 : end - 72] == b"PK\6\6":
        end -= 76  # what says the same again in wider numbers, as PyTorch writes it
    if magic != b"PK\5\6" or disk or first or comment or here != count or place + size != end:
        raise WeightFileError(say(DAMAGED))
    if count > most:
        raise WeightFileError(
            say("This zip file has {count} members; the most that are read are {most}.", count=count, most=most)
        )
    members = []
    for _ in range(count):
        member, place = _entry(content, place)
        members.append(member)
    if place != end or len({member.name for member in members}) != count:
        raise WeightFileError(say(DAMAGED))
    return members


def _entry(content: bytes, place: int) -> tuple[Member, int]:
    """Return the member at a place of the directory, and where the next one starts."""
    if place + ENTRY.size > len(content) - END.size:
        raise WeightFileError(say(DAMAGED))
    fields = ENTRY.unpack_from(content, place)
    magic, _, _, flags, method, _, _, checksum, packed, size, named, extra, comment = fields[:13]
    name = content[place + ENTRY.size : place + ENTRY.size + named]
    if magic != b"PK\1\2" or flags & 1 or method not in (0, 8) or named > LONGEST_NAME:
        raise WeightFileError(say(DAMAGED))
    member = Member(name.decode("utf-8", "replace"), method, packed, size, checksum, fields[16])
    return member, place + ENTRY.size + named + extra + comment


def inflated(content: bytes, member: Member) -> bytearray:
    """Return what a member holds, of exactly the size that the directory gave.

    Raises
    ------
    WeightFileError
        If it is longer, shorter or other than the directory says.
    """
    if member.place + LOCAL.size > len(content):
        raise WeightFileError(say(DAMAGED))
    magic, *_, named, extra = LOCAL.unpack_from(content, member.place)
    start = member.place + LOCAL.size + named + extra
    if magic != b"PK\3\4" or start + member.packed > len(content):
        raise WeightFileError(say(DAMAGED))
    packed = memoryview(content)[start : start + member.packed]
    if member.method == 0 and member.size == member.packed:
        result = bytearray(packed)
    elif member.method == 8 and member.size <= 1100 * member.packed:  # nothing deflates better
        result = _unpacked(packed, member.size)
    else:
        raise WeightFileError(say(DAMAGED))
    if zlib.crc32(result) != member.checksum:
        raise WeightFileError(say(DAMAGED))
    return result


def _unpacked(packed: memoryview, size: int) -> bytearray:
    """Return deflated data inflated to `size` bytes, never more, and with no second copy."""
    result, filled, start = bytearray(size), 0, 0
    inflater = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), CHUNK):
            part: bytes | memoryview = packed[start : start + CHUNK]
            while len(part):
                piece = inflater.decompress(part, min(CHUNK * 4, size - filled + 1))
                if filled + len(piece) > size:
                    raise WeightFileError(say(DAMAGED))
                result[filled : filled + len(piece)] = piece
                filled += len(piece)
                part = inflater.unconsumed_tail
            if inflater.eof:
                break
    except zlib.error as error:
        raise WeightFileError(say(DAMAGED)) from error
    if filled != size or not inflater.eof or start + CHUNK < len(packed):
        raise WeightFileError(say(DAMAGED))
    return result

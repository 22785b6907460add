"""Unpacking a .gz, .bz2, .xz, zlib or .zip file part by part, so that no more is ever inflated than somebody takes."""

import bz2
import lzma
import zlib
from collections.abc import Iterator
from typing import Protocol

from mnistnet.containers.checks import XZ_MEMORY
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.zip_file import LOCAL, Member, members_of
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import MEMBERS
from mnistnet.words import mark, say

__all__ = [
    "PART",
    "Archive",
    "ZipArchive",
    "is_packed_set",
    "is_zip",
    "members_in",
    "parts_of",
    "parts_of_member",
    "within",
]

PART = 1_000_000  # bytes handed on at once
CHUNK = 65_536  # packed bytes taken at once: what a decoder leaves over is copied
GZIP, ZLIB, BARE = 31, 15, -15
STARTS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")  # of zlib, as joblib packs
DAMAGED = mark("This packed file is damaged or cut off; fetch or pack it again.")


class Archive(Protocol):
    """What holds files: their names and sizes, and what each holds."""

    members: list[Member]

    def parts(self, member: Member, most: int | None = None) -> Iterator[bytes]:
        """Yield what one file holds, in parts; errors as for `parts_of`."""


class ZipArchive:
    """The files in a zip file, without folders and what a Mac packs beside them; DataError if it is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.members = members_in(content)

    def parts(self, member: Member, most: int | None = None) -> Iterator[bytes]:
        """Yield what one file holds, in parts; errors as for `parts_of`."""
        return parts_of_member(self._content, member, most)


def parts_of(content: bytes, most: int | None = None) -> Iterator[bytes]:
    """Yield what a file holds, in parts of at most `PART` bytes; unpacked if packed.

    Packed is .gz, .bz2, .xz, zlib, or .zip with one file.

    Parameters
    ----------
    content : bytes
    most : int, optional
        So many unpacked bytes are handed on and no more.

    Raises
    ------
    DataError
        If it is damaged, holds several files, or goes on beyond `most`; while it is read, not before.
    """
    return within(_parts(content), most)


def inflated_zlib(packed: bytes) -> Iterator[bytes]:
    """Yield what zlib packed, in parts; DataError if it is damaged."""
    return _inflated(memoryview(packed), ZLIB)


def within(parts: Iterator[bytes], most: int | None) -> Iterator[bytes]:
    """Yield the same parts; DataError where they go on beyond `most` bytes."""
    total = 0
    for part in parts:
        total += len(part)
        if most is not None and total > most:
            raise DataError(
                say("This file unpacks to more than {most} MB, the most that can be read.", most=most // 10**6)
            )
        yield part


def is_zip(content: bytes) -> bool:
    """Return whether a file is a zip file."""
    return content[:2] == b"PK"


def is_packed_set(content: bytes) -> bool:
    """Return whether a file is a zip file of NumPy arrays."""
    return is_zip(content) and all(member.name.endswith(".npy") for member in _members(content))


def members_in(content: bytes) -> list[Member]:
    """Return the files in a zip file, without folders and what a Mac packs beside them; DataError if damaged."""
    return [
        member
        for member in _members(content)
        if not member.name.startswith("__MACOSX/")
        and not member.name.endswith("/")
        and not member.name.rpartition("/")[2].startswith(".")
    ]


def parts_of_member(content: bytes, member: Member, most: int | None = None) -> Iterator[bytes]:
    """Yield what one file in a zip file holds, in parts; errors as for `parts_of`."""
    packed = _packed(content, member)
    return within(_inflated(packed, BARE) if member.method else _slices(packed), most)


def _parts(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"\x1f\x8b":
        yield from _inflated(memoryview(content), GZIP)
    elif content[:2] in STARTS:
        yield from _inflated(memoryview(content), ZLIB)
    elif content[:3] == b"BZh":
        yield from _unrolled(content, bz2.BZ2Decompressor())
    elif content[:6] == b"\xfd7zXZ\0":
        yield from _unrolled(content, lzma.LZMADecompressor(memlimit=XZ_MEMORY))
    elif content[:2] == b"PK":
        member = _only_member(content)
        packed = _packed(content, member)
        yield from _inflated(packed, BARE) if member.method else _slices(packed)
    else:
        yield from _slices(memoryview(content))


def _slices(content: memoryview) -> Iterator[bytes]:
    for start in range(0, len(content), PART):
        yield bytes(content[start : start + PART])


def _inflated(packed: memoryview, kind: int) -> Iterator[bytes]:
    """Yield deflated data inflated; the decoder never gets ahead of whoever takes the parts."""
    inflater = zlib.decompressobj(kind)
    try:
        for start in range(0, len(packed), CHUNK):
            rest: bytes | memoryview = packed[start : start + CHUNK]
            while len(rest):
                if inflater.eof:
                    raise DataError(say("This packed file holds more than one; unpack it and bring what is inside."))
                part = inflater.decompress(rest, PART)
                rest = inflater.unconsumed_tail or inflater.unused_data
                if part:
                    yield part
    except zlib.error as error:
        raise DataError(say(DAMAGED)) from error
    if not inflater.eof:
        raise DataError(say(DAMAGED))


def _unrolled(content: bytes, roll: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> Iterator[bytes]:
    """Yield what bzip2 or xz packed; the decoder never gets ahead of whoever takes the parts."""
    at = 0
    try:
        while not roll.eof:
            packed = content[at : at + CHUNK] if roll.needs_input else b""
            if roll.needs_input and not packed:
                raise DataError(say(DAMAGED))
            at += len(packed)
            if part := roll.decompress(packed, PART):
                yield part
    except (OSError, ValueError, EOFError, lzma.LZMAError) as error:
        raise DataError(say(DAMAGED)) from error
    if roll.unused_data or at < len(content):
        raise DataError(say("This packed file holds more than one; unpack it and bring what is inside."))


def _members(content: bytes) -> list[Member]:
    try:
        return members_of(content, MEMBERS)
    except WeightFileError as error:
        if len(content) > LOCAL.size and content[5] == 0 and content[6] & 1:
            raise DataError(
                say("This zip file is locked with a password; unpack it, and pack it without one.")
            ) from error
        raise DataError(error.sentence) from error


def _only_member(content: bytes) -> Member:
    """Return the one file in a zip file."""
    files = members_in(content)
    if len(files) != 1:
        raise DataError(say("This zip file holds {n} files; it must hold one CSV and nothing else.", n=len(files)))
    return files[0]


def _packed(content: bytes, member: Member) -> memoryview:
    """Return the packed bytes of a member, which stand behind a header of their own."""
    if member.place + LOCAL.size > len(content):
        raise DataError(say(DAMAGED))
    magic, *_, named, extra = LOCAL.unpack_from(content, member.place)
    start = member.place + LOCAL.size + named + extra
    if magic != b"PK\3\4" or start + member.packed > len(content):
        raise DataError(say(DAMAGED))
    return memoryview(content)[start : start + member.packed]

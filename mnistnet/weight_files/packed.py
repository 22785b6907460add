"""A weight file packed by gzip, zlib, bzip2 or xz, as joblib and pandas do it; unpacked once, up to a limit."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from mnistnet.containers.checks import MOST_BYTES, XZ_MEMORY, checked_size
from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["unpacked"]

EITHER = 47  # what zlib is told so that it reads both gzip and zlib


class Inflater(Protocol):
    """What unpacks a part of a file, and says whether its end was in it."""

    @property
    def eof(self) -> bool:
        """Whether the end of what was packed has come."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return up to so many bytes."""


def _of_zlib() -> Inflater:
    return zlib.decompressobj(EITHER)


def _of_bz2() -> Inflater:
    return bz2.BZ2Decompressor()


def _of_lzma() -> Inflater:
    return lzma.LZMADecompressor(memlimit=XZ_MEMORY)


STARTS: tuple[tuple[bytes, Callable[[], Inflater]], ...] = (
    (b"\x1f\x8b", _of_zlib),
    *((start, _of_zlib) for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")),
    *((b"BZh%d" % level, _of_bz2) for level in range(1, 10)),
    (b"\xfd7zXZ\0", _of_lzma),
    (b"\x5d\0\0", _of_lzma),
)


def unpacked(content: bytes) -> bytes:
    """Return what is packed in a file, up to the limit of every weight file; any other file as it is.

    Raises
    ------
    WeightFileError
        If it is damaged, or too large inside.
    """
    make = next((make for start, make in STARTS if content.startswith(start)), None)
    if make is None:
        return content
    try:
        inflater = make()
        inside = inflater.decompress(content, MOST_BYTES + 1)
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
        raise WeightFileError(say("This packed file is damaged or cut off; fetch or pack it again.")) from error
    checked_size(inside)
    if not inflater.eof:
        raise WeightFileError(say("This packed file is damaged or cut off; fetch or pack it again."))
    return inside

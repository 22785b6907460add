"""A weight file that was packed by gzip or zlib, as joblib and pandas do it, unpacked once and up to a limit."""

import zlib

from mnistnet.containers.checks import MOST_BYTES, checked_size
from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["unpacked"]

GZIP = b"\x1f\x8b"
ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
EITHER = 47  # what zlib is told so that it reads both


def unpacked(content: bytes) -> bytes:
    """Return what is packed in a file, up to the limit of every weight file; any other file as it is.

    Raises
    ------
    WeightFileError
        If it is damaged, or too large inside.
    """
    if not content.startswith((GZIP, *ZLIB)):
        return content
    inflater = zlib.decompressobj(EITHER)
    try:
        inside = inflater.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise WeightFileError(say("This packed file is damaged or cut off; fetch or pack it again.")) from error
    checked_size(inside)
    if not inflater.eof:
        raise WeightFileError(say("This packed file is damaged or cut off; fetch or pack it again."))
    return inside

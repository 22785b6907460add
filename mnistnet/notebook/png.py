"""A PNG file is a signature and a few chunks, each with its length, its name and a checksum; zlib packs the pixels."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["png_bytes"]


def png_bytes(pixels: NDArray[np.uint8]) -> bytes:
    """Return pixels as the bytes of a PNG file.

    Parameters
    ----------
    pixels : ndarray of shape (rows, columns, 3), uint8
        Red, green and blue.

    References
    ----------
    Portable Network Graphics (PNG) Specification, W3C, sections 5 and 11: an 8-bit truecolour picture whose rows each
    begin with filter type 0.
    """
    rows, columns, _ = pixels.shape
    head = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    lines = np.pad(pixels.reshape(rows, -1), ((0, 0), (1, 0)))  # the 0 before each row says: not filtered
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk with its length before it and its checksum behind."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

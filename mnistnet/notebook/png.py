"""A PNG file is a signature and a few chunks, each with its length, its name and a checksum; zlib packs the pixels."""

import struct
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["png_bytes"]

RGB, PALETTE = 2, 3  # how the format calls pixels of three bytes, and those that are places in a list of colours
SMALL, MOST_KEPT = 3072, 1024  # bytes of pixels; so many pictures of so few are kept: a page asks for one many times
QUICK = 3  # how hard zlib tries, of 9: more takes twice as long and saves little on crisp squares


def png_bytes(pixels: NDArray[np.uint8], palette: NDArray[np.uint8] | None = None, zoom: int = 1) -> bytes:
    """Return pixels as the bytes of a PNG file.

    Parameters
    ----------
    pixels : ndarray of shape (rows, columns, 3), uint8
        Red, green and blue; with a palette of shape (rows, columns), the place of each pixel's colour in it.
    palette : ndarray of shape (colours, 3), uint8, optional
        Red, green and blue of at most 256 colours.
    zoom : int
        Each pixel becomes a square of `zoom` x `zoom`.

    References
    ----------
    Portable Network Graphics (PNG) Specification, W3C, sections 5 and 11: an 8-bit truecolour or indexed-colour picture
    whose rows each begin with filter type 0.
    """
    write = _kept if pixels.nbytes <= SMALL else _written
    return write(pixels.tobytes(), pixels.shape, None if palette is None else palette.tobytes(), zoom)


def _written(content: bytes, shape: tuple[int, ...], palette: bytes | None, zoom: int) -> bytes:
    pixels = np.frombuffer(content, np.uint8).reshape(shape)
    rows, columns = shape[0] * zoom, shape[1] * zoom
    head = struct.pack(">IIBBBBB", columns, rows, 8, RGB if palette is None else PALETTE, 0, 0, 0)
    wide = pixels.repeat(zoom, axis=1).reshape(len(pixels), -1)
    lines = np.zeros((len(pixels), wide.shape[1] + 1), np.uint8)  # the 0 before each row says: not filtered
    lines[:, 1:] = wide
    packed = zlib.compress(lines.repeat(zoom, axis=0).tobytes(), QUICK)
    colours = () if palette is None else ((b"PLTE", palette),)
    chunks = ((b"IHDR", head), *colours, (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, inside) for name, inside in chunks)


_kept = lru_cache(MOST_KEPT)(_written)


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk with its length before it and its checksum behind."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

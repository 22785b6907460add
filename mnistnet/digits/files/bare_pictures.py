"""Pictures that are bare pixels behind a short head: Netpbm's (.pgm, .ppm, .pbm), and TIFF of one strip unpacked.

References
----------
Netpbm, "PGM Format Specification" and its kin; Adobe, "TIFF Revision 6.0" (1992), sections 2 and 6.
"""

import re
import struct

import numpy as np
from numpy.typing import NDArray

__all__ = ["TIFF", "bare_pixels"]

Image = NDArray[np.uint8]
WORD = rb"(?:\s|#[^\n]{0,200}\n){1,9}(\d{1,5})"
BITS = re.compile(rb"P([14])" + WORD * 2 + rb"\s")
LEVELS = re.compile(rb"P([2356])" + WORD * 3 + rb"\s")
COLOURED = (b"3", b"6")
TIFF = {b"II*\0": "<", b"MM\0*": ">"}
WIDTH, HEIGHT, DEPTH, PACKED, KIND, STRIPS, COLOURS = 256, 257, 258, 259, 262, 273, 277
PLAIN, BYTE, WHITE_IS_ZERO = 1, 8, 0
SHARES = np.array([0.299, 0.587, 0.114])  # of red, green and blue in grey
SHORT, LONG, ENTRY, MOST_ENTRIES = 3, 4, 12, 100


def bare_pixels(content: bytes, longest: int) -> Image | None:
    """Return the pixels of a picture as they are, shape (rows, columns); None if it is none of these, or damaged.

    Parameters
    ----------
    content : bytes
    longest : int
        Pixels that its longer side may have.
    """
    try:
        if content[:4] in TIFF:
            return _of_tiff(content, TIFF[content[:4]], longest)
        bits, levels = BITS.match(content), LEVELS.match(content)
        if bits is not None:
            return _of_bits(content[bits.end() :], bits[1], int(bits[2]), int(bits[3]), longest)
        return None if levels is None else _of_levels(content[levels.end() :], levels, longest)
    except (ValueError, struct.error, KeyError):
        return None


def _of_levels(data: bytes, head: "re.Match[bytes]", longest: int) -> Image:
    columns, rows, most = int(head[2]), int(head[3]), int(head[4])
    colours = 3 if head[1] in COLOURED else 1
    _refuse_long(rows, columns, longest)
    if head[1] in (b"2", b"3"):
        numbers = np.array([int(word) for word in data.split()])
    else:
        numbers = np.frombuffer(data, ">u2" if most > 255 else np.uint8, rows * columns * colours)
    if most < 1 or numbers.max() > most or numbers.min() < 0:
        raise ValueError
    pixels = numbers.reshape(rows, columns, colours)
    if most == 255 and colours == 1:
        return pixels[..., 0].astype(np.uint8)
    return _grey(pixels * (255 / most))


def _of_bits(data: bytes, kind: bytes, columns: int, rows: int, longest: int) -> Image:
    """Return a picture of black and white, in which black is 1."""
    _refuse_long(rows, columns, longest)
    if kind == b"1":
        bits = np.array([int(bit) for bit in re.findall(rb"[01]", data)]).reshape(rows, columns)
    else:
        packed = np.frombuffer(data, np.uint8, rows * -(-columns // 8)).reshape(rows, -1)
        bits = np.unpackbits(packed, axis=1)[:, :columns]
    return np.where(bits == 1, 0, 255).astype(np.uint8)


def _of_tiff(content: bytes, order: str, longest: int) -> Image:
    tags = _tags(content, order)
    columns, rows, colours = tags[WIDTH], tags[HEIGHT], tags.get(COLOURS, 1)
    _refuse_long(rows, columns, longest)
    if tags.get(PACKED, PLAIN) != PLAIN or tags.get(DEPTH, 1) != BYTE or colours not in (1, 3) or tags[KIND] > 2:
        raise ValueError
    pixels = np.frombuffer(content, np.uint8, rows * columns * colours, tags[STRIPS]).reshape(rows, columns, colours)
    grey = pixels[..., 0].copy() if colours == 1 else _grey(pixels)
    return 255 - grey if tags[KIND] == WHITE_IS_ZERO else grey


def _tags(content: bytes, order: str) -> dict[int, int]:
    """Return what the head of a TIFF says, each with its one number; of several numbers only those of colours alike."""
    (place,) = struct.unpack_from(order + "I", content, 4)
    (count,) = struct.unpack_from(order + "H", content, place)
    tags = {}
    for i in range(min(count, MOST_ENTRIES)):
        at = place + 2 + ENTRY * i
        tag, kind, many = struct.unpack_from(order + "HHI", content, at)
        code = {SHORT: "H", LONG: "I"}.get(kind)
        if code is not None and many == 1:
            tags[tag] = struct.unpack_from(order + code, content, at + 8)[0]
        elif code is not None and tag == DEPTH and many == 3:
            (there,) = struct.unpack_from(order + "I", content, at + 8)
            depths = set(struct.unpack_from(order + code * 3, content, there))
            tags[tag] = depths.pop() if len(depths) == 1 else 0
    return tags


def _grey(pixels: NDArray[np.generic]) -> Image:
    grey = pixels[..., 0] if pixels.shape[2] == 1 else pixels @ SHARES
    return np.rint(grey).astype(np.uint8)


def _refuse_long(rows: int, columns: int, longest: int) -> None:
    if not (0 < rows <= longest and 0 < columns <= longest):
        raise ValueError

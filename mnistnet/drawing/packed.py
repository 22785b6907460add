"""A digit, or a whole board, packed into a few hundred letters, so that a link can carry a drawing."""

import base64
import binascii
import zlib

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.picture_file import PictureError
from mnistnet.limits import bounds
from mnistnet.words import mark, say

__all__ = ["BOARD", "pack_board", "pack_digit", "unpack_board", "unpack_digit"]

SHAPE = (28, 28)
BOARD = (280, 280)
COARSE = 4  # pixels of a board each way go as one: digits side by side stay legible, and a link stays short
GREYS = 3  # above blank paper
MOST_LETTERS = bounds.DRAWING_IN_LINK.most  # 784 bytes that do not shrink at all take 1,064
DAMAGED = mark("The drawing in this link is damaged.")


def pack_digit(digit: NDArray[np.uint8]) -> str:
    """Return a digit as letters, digits, "-" and "_".

    Parameters
    ----------
    digit : ndarray of shape (28, 28), uint8

    Raises
    ------
    ValueError
        If it has another shape or format.

    References
    ----------
    RFC 1951 (deflate) in the alphabet of RFC 4648, section 5.
    """
    if digit.shape != SHAPE or digit.dtype != np.uint8:
        raise ValueError(
            say(
                "A digit to pack has 28 x 28 pixels of uint8, not {shape} of {dtype}.",
                shape=digit.shape,
                dtype=digit.dtype,
            )
        )
    return _pressed(digit.tobytes())


def unpack_digit(text: str) -> NDArray[np.uint8]:
    """Return the digit that `pack_digit` packed, shape (28, 28), uint8.

    Raises
    ------
    PictureError
        If the text is anything else; no more than one digit's bytes are ever unpacked.
    """
    return np.frombuffer(_unpressed(text, SHAPE[0] * SHAPE[1]), np.uint8).reshape(SHAPE).copy()


def pack_board(ink: NDArray[np.uint8]) -> str:
    """Return what is drawn on a board in letters as those of a digit: coarser, and in four greys.

    Parameters
    ----------
    ink : ndarray of shape (280, 280), uint8
        0 is blank, 255 full ink.
    """
    rows, columns = (side // COARSE for side in BOARD)
    mean = ink.reshape(rows, COARSE, columns, COARSE).mean(axis=(1, 3))
    return _pressed(np.rint(mean * (GREYS / 255)).astype(np.uint8).tobytes())


def unpack_board(text: str) -> NDArray[np.uint8]:
    """Return the board that `pack_board` packed, shape (280, 280), uint8, which packs to the same text.

    Raises
    ------
    PictureError
        If the text is anything else.
    """
    rows, columns = (side // COARSE for side in BOARD)
    greys = np.frombuffer(_unpressed(text, rows * columns), np.uint8)
    if greys.max() > GREYS:
        raise PictureError(DAMAGED)
    return np.kron(greys.reshape(rows, columns) * np.uint8(255 // GREYS), np.ones((COARSE, COARSE), np.uint8))


def _pressed(content: bytes) -> str:
    press = zlib.compressobj(9, wbits=-15)
    packed = press.compress(content) + press.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _unpressed(text: str, size: int) -> bytes:
    """Return the bytes in a text, so many and no others."""
    try:
        if len(text) > MOST_LETTERS:
            raise PictureError(DAMAGED)
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        press = zlib.decompressobj(wbits=-15)
        content = press.decompress(packed, size + 1)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise PictureError(DAMAGED) from error
    if len(content) != size or not press.eof or press.unused_data:
        raise PictureError(DAMAGED)
    return content

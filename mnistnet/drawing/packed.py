"""A digit packed into a few hundred letters, so that a link can carry a drawing."""

import base64
import binascii
import zlib

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.picture_file import PictureError
from mnistnet.limits import bounds
from mnistnet.words import mark, say

__all__ = ["pack_digit", "unpack_digit"]

SHAPE = (28, 28)
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
    press = zlib.compressobj(9, wbits=-15)
    packed = press.compress(digit.tobytes()) + press.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack_digit(text: str) -> NDArray[np.uint8]:
    """Return the digit that `pack_digit` packed, shape (28, 28), uint8.

    Raises
    ------
    PictureError
        If the text is anything else; no more than one digit's bytes are ever unpacked.
    """
    size = SHAPE[0] * SHAPE[1]
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
    return np.frombuffer(content, np.uint8).reshape(SHAPE).copy()

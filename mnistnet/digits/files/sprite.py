"""A sprite: one picture file in which every row of pixels is a digit, as TensorFlow.js' lessons have MNIST.

References
----------
TensorFlow.js, "Handwritten digit recognition with CNNs": mnist_images.png of 65,000 x 784 pixels, mnist_labels_uint8.
"""

import io
import struct
import zlib
from contextlib import suppress

import numpy as np

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import PIXELS
from mnistnet.digits.files.pictures_zip import NO_PILLOW
from mnistnet.digits.files.rows import Rows
from mnistnet.words import say

__all__ = ["is_sprite", "rows_of_sprite"]

PNG, HEAD, ENDS = b"\x89PNG\r\n\x1a\n", b"IHDR", 33
LEAST = 10  # rows: what is lower is a line of writing
MOST_ROWS = 100_000  # that are unpacked where all are wanted
PLAIN = 0.1  # of the rows may have one colour: of a page many more have


def is_sprite(start: bytes) -> bool:
    """Return whether a file begins as a PNG that is 784 pixels wide."""
    if not start.startswith(PNG) or start[12:16] != HEAD or len(start) < ENDS:
        return False
    columns, rows = struct.unpack(">II", start[16:24])
    return columns == PIXELS and rows >= LEAST


def rows_of_sprite(content: bytes, most: int | None) -> Rows | None:
    """Return the first rows of a sprite, and how many there are; None if it is damaged, or some other picture."""
    try:
        from PIL import Image
    except ModuleNotFoundError as error:
        raise DataError(say(NO_PILLOW)) from error
    rows = struct.unpack(">I", content[20:24])[0]
    count = min(rows, MOST_ROWS if most is None else most)
    head = content[12:20] + struct.pack(">I", count) + content[24:29]
    first = content[:12] + head + struct.pack(">I", zlib.crc32(head)) + content[ENDS:]  # a lower picture
    with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        with Image.open(io.BytesIO(first), formats=("PNG",)) as image:
            pixels = np.asarray(image.convert("L"))
        plain = float((pixels == pixels[:, :1]).all(axis=1).mean())
        return Rows(pixels, rows if most is not None else count) if plain < PLAIN else None
    return None

"""A digit as a small picture file: dark ink on light paper, or light chalk on a dark board."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.notebook.colours import INK, PAPER, rgb

BOARD, CHALK, FRAME = (21, 24, 29), (243, 240, 232), (139, 140, 140)


def digit_png(image: NDArray[Any], *, dark: bool = False, zoom: int = 10, framed: bool = False) -> bytes:
    """Return a digit as the bytes of a PNG, every pixel a crisp square of `zoom` x `zoom`.

    Parameters
    ----------
    image : ndarray of shape (rows, columns)
        uint8 from 0 (blank) to 255 (full ink).
    dark : bool
        Light on dark instead of dark on light.
    framed : bool
        Lay it on a sheet with a line around: a picture that is all ink would look like a hole in the page.
    """
    blank, full = (np.array(c) for c in ((BOARD, CHALK) if dark else (rgb(PAPER), rgb(INK))))
    share = np.asarray(image)[..., None] / 255
    pixels = np.rint(blank + (full - blank) * share).astype(np.uint8)
    if framed:
        for wide, colour in ((2, blank), (1, FRAME)):
            pixels = np.stack([np.pad(c, wide, constant_values=v) for c, v in zip(pixels.T, colour, strict=True)]).T
    file = io.BytesIO()
    Image.fromarray(pixels.repeat(zoom, axis=0).repeat(zoom, axis=1)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def grey_png(light: NDArray[Any], longest: int = 480) -> bytes:
    """Return light from 0 (black) to 1 (white), shape (rows, columns), as the bytes of a PNG of few pixels."""
    image = Image.fromarray(np.rint(255 * np.clip(light, 0, 1)).astype(np.uint8))
    image.thumbnail((longest, longest))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()

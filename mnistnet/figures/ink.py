"""A digit as a small picture file: dark ink on light paper, or light chalk on a dark board."""

import io
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.notebook.colours import INK, PAPER, rgb
from mnistnet.notebook.png import png_bytes

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
    pixels = np.asarray(image, np.uint8)
    if not framed:
        return png_bytes(pixels, _inks(dark), zoom)
    coloured = np.full([side + 6 for side in pixels.shape] + [3], FRAME, np.uint8)
    coloured[1:-1, 1:-1] = _inks(dark)[0]
    coloured[3:-3, 3:-3] = _inks(dark)[pixels]
    return png_bytes(coloured, zoom=zoom)


@cache
def _inks(dark: bool) -> NDArray[np.uint8]:
    """Return the colour of every amount of ink from 0 to 255, shape (256, 3)."""
    blank, full = (np.array(c) for c in ((BOARD, CHALK) if dark else (rgb(PAPER), rgb(INK))))
    return np.rint(blank + (full - blank) * np.arange(256)[:, None] / 255).astype(np.uint8)


def grey_png(light: NDArray[Any], longest: int = 480) -> bytes:
    """Return light from 0 (black) to 1 (white), shape (rows, columns), as the bytes of a PNG of few pixels."""
    image = Image.fromarray(np.rint(255 * np.clip(light, 0, 1)).astype(np.uint8))
    image.thumbnail((longest, longest))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()

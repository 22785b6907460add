"""What a canvas in a browser sends is measured before it is decoded: a browser can send what it likes."""

import io
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing.picture_file import PictureError
from mnistnet.limits import bounds
from mnistnet.words import say

__all__ = ["canvas_pixels", "checked_message", "newest_that_fit"]

HEADER = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
Strokes = dict[str, Any]


def checked_message(strokes: object, picture: Callable[[], object]) -> tuple[Strokes, bytes | None]:
    """Return the strokes and the PNG that a canvas sent, or None for a picture that it has not.

    Parameters
    ----------
    strokes : object
        What should be a mapping with a list of "objects".
    picture : callable
        Gives what should be the bytes of a PNG; whatever it raises is the message's fault.

    Raises
    ------
    PictureError
        If either is larger than any drawing, or something else.
    """
    try:
        png = picture()
        drawn = _checked_strokes({"objects": []} if strokes is None else strokes)
        if png is not None:
            _is_whole(_checked_png(png))
    except PictureError:
        raise
    except Exception as error:  # a component unpacks what came with whatever goes wrong on the way
        raise PictureError(say("The drawing board sent something that is no drawing; it was ignored.")) from error
    return drawn, png if isinstance(png, bytes) else None


def canvas_pixels(png: bytes) -> NDArray[np.uint8]:
    """Return the pixels of a PNG that a canvas sent, shape (rows, columns, 4); PictureError if it is none."""
    try:
        with Image.open(io.BytesIO(_checked_png(png)), formats=["PNG"]) as image:
            return np.asarray(image.convert("RGBA"))
    except PictureError:
        raise
    except Exception as error:  # decoders stumble over damaged files in a dozen ways
        raise PictureError(say("The drawing board sent a damaged picture; it was ignored.")) from error


def newest_that_fit(sizes: Sequence[int], most: int = bounds.BOARD_HISTORY.most) -> int:
    """Return how many of the newest (last) things fit into so many bytes together; the very last always does."""
    room = most - sum(sizes[-1:])
    for count, size in enumerate(reversed(sizes[:-1]), 1):
        room -= size
        if room < 0:
            return count
    return len(sizes)


def _checked_png(png: object) -> bytes:
    if not isinstance(png, bytes) or not png.startswith(HEADER):
        raise PictureError(say("The drawing board sent a picture that is no PNG; it was ignored."))
    sides = [int.from_bytes(png[place : place + 4], "big") for place in (16, 20)]
    if len(png) > bounds.CANVAS_PICTURE.most or not 0 < min(sides) <= max(sides) <= bounds.CANVAS_SIDE.most:
        raise PictureError(say("The drawing board sent a picture larger than any board; it was ignored."))
    return png


@lru_cache(maxsize=16)
def _is_whole(png: bytes) -> bool:
    return canvas_pixels(png).ndim == 3


def _checked_strokes(strokes: object) -> Strokes:
    if not isinstance(strokes, dict) or not isinstance(strokes.get("objects"), list):
        raise PictureError(say("The drawing board sent strokes that are none; they were ignored."))
    objects = strokes["objects"]
    if len(objects) > bounds.CANVAS_OBJECTS.most or not _is_shallow(strokes, bounds.STROKE_DEPTH.most):
        raise PictureError(say("The drawing board sent more strokes than a drawing has; they were ignored."))
    if len(json.dumps(strokes)) > bounds.STROKES.most or not all(map(_is_placed, objects)):
        raise PictureError(say("The drawing board sent strokes that no pen draws; they were ignored."))
    return strokes


def _is_shallow(value: object, levels: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(part, levels - 1) for part in parts)


def _is_placed(stroke: object) -> bool:
    """Return whether a stroke is a mapping whose place and size, where they are told, are numbers."""
    if not isinstance(stroke, dict):
        return False
    told = [stroke.get(name, 0) for name in ("left", "top", "scaleX", "scaleY")]
    return all(isinstance(number, int | float) and abs(number) < 1e6 for number in told)

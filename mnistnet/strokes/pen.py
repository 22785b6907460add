"""A pen leaves a line with round ends on a canvas, drawn the way a browser's canvas draws it."""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

__all__ = ["covered", "inked"]

Points = NDArray[np.float64]


def inked(strokes: Iterable[Points], width: float, size: int) -> NDArray[np.uint8]:
    """Return a black canvas of shape (size, size, 4) with white strokes; the rest as for `covered`."""
    canvas = np.full((size, size, 4), 255, np.uint8)
    canvas[..., :3] = covered(strokes, width, size)[..., None]
    return canvas


def covered(strokes: Iterable[Points], width: float, size: int) -> NDArray[np.uint8]:
    """Return how far strokes cover each pixel, shape (size, size), 0 to 255; they are round at ends and corners.

    A pixel is as bright as the pen covers it: ``clip(width / 2 + 1 / 2 - distance, 0, 1)``, with the
    distance from the pixel's centre to the line.

    Parameters
    ----------
    strokes : iterable of ndarray of shape (points, 2)
        Polylines in pixels, x before y. One point alone is a dot.
    width : float
        Of the pen, in pixels.
    size : int
        Side of the canvas in pixels.
    """
    ink = np.zeros((size, size))
    for stroke in strokes:
        ends = stroke if len(stroke) > 1 else np.repeat(stroke, 2, axis=0)
        for start, end in pairwise(ends):
            _draw_line(ink, start, end, width / 2)
    return np.rint(255 * ink).astype(np.uint8)


def _draw_line(ink: NDArray[np.float64], start: Points, end: Points, radius: float) -> None:
    """Draw one straight line with round ends into `ink`."""
    (x0, y0), (x1, y1) = start.tolist(), end.tolist()
    left, top = (max(0, floor(min(pair) - radius - 1)) for pair in ((x0, x1), (y0, y1)))
    right, bottom = (max(0, ceil(max(pair) + radius + 1)) for pair in ((x0, x1), (y0, y1)))
    part = ink[top:bottom, left:right]
    if not part.size or part.min() == 1:
        return
    x, y = np.arange(part.shape[1]) + (left + 0.5 - x0), (np.arange(part.shape[0]) + (top + 0.5 - y0))[:, None]
    dx, dy = x1 - x0, y1 - y0
    share = (x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12)
    np.minimum(np.maximum(share, 0, out=share), 1, out=share)
    reach = radius + 0.5 - np.sqrt((x - share * dx) ** 2 + (y - share * dy) ** 2)
    np.maximum(part, np.minimum(reach, 1, out=reach), out=part)

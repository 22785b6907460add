"""A pen leaves a line with round ends on a canvas, drawn the way a browser's canvas draws it."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["inked"]

Points = NDArray[np.float64]


def inked(strokes: Iterable[Points], width: float, size: int) -> NDArray[np.uint8]:
    """Return a black canvas of shape (size, size, 4) with white strokes, round at ends and corners.

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
    canvas = np.full((size, size, 4), 255, np.uint8)
    canvas[..., :3] = np.rint(255 * ink)[..., None]
    return canvas


def _draw_line(ink: NDArray[np.float64], start: Points, end: Points, radius: float) -> None:
    """Draw one straight line with round ends into `ink`."""
    low = np.floor(np.minimum(start, end) - radius - 1).astype(int).clip(0)
    high = np.ceil(np.maximum(start, end) + radius + 1).astype(int).clip(0)
    part = ink[low[1] : high[1], low[0] : high[0]]
    y, x = np.ogrid[low[1] : low[1] + part.shape[0], low[0] : low[0] + part.shape[1]]
    dx, dy = end - start
    px, py = x + 0.5 - start[0], y + 0.5 - start[1]
    share = np.clip((px * dx + py * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
    distance = np.hypot(px - share * dx, py - share * dy)
    np.maximum(part, np.clip(radius + 0.5 - distance, 0, 1), out=part)

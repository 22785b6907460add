"""A pen leaves a line with round ends on a canvas, drawn the way a browser's canvas draws it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["covered", "inked"]

Points = NDArray[np.float64]
IN_CACHE = 40_000  # pixels of all windows in which lines are drawn at once


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
    ink = np.zeros((size, size), np.float32)  # a grey level is a thousand times as coarse as single precision
    for stroke in strokes:
        _draw(ink, stroke if len(stroke) > 1 else np.repeat(stroke, 2, axis=0), width / 2)
    return np.rint(255 * ink).astype(np.uint8)


def _draw(ink: NDArray[np.float32], ends: Points, radius: float) -> None:
    """Draw a polyline with round ends into `ink`: every line in a window, as many at once as stay in the cache."""
    starts, ways = ends[:-1], np.diff(ends, axis=0)
    near = np.floor(np.minimum(starts, ends[1:]) - radius - 1).clip(0, len(ink)).astype(np.intp)
    far = np.ceil(np.maximum(starts, ends[1:]) + radius + 1).clip(0, len(ink)).astype(np.intp)
    width, height = (far - near).max(axis=0)
    if not width * height or ink[tuple(map(slice, near.min(axis=0)[::-1], far.max(axis=0)[::-1]))].min() == 1:
        return
    half = len(starts) // 2
    if half and len(starts) * width * height > IN_CACHE:
        _draw(ink, ends[: half + 1], radius)
        _draw(ink, ends[half:], radius)
        return
    to_window, ways = (near - starts).astype(np.float32), ways.astype(np.float32)
    x, y = (
        to_window[:, axis, None] + (np.arange(side, dtype=np.float32) + 0.5)
        for axis, side in enumerate((width, height))
    )
    dx, dy = (ways / np.maximum((ways**2).sum(axis=1), 1e-12)[:, None]).T[..., None]
    share = (x * dx)[:, None, :] + (y * dy)[:, :, None]  # of a line's way to the place nearest to a pixel
    np.minimum(np.maximum(share, 0, out=share), 1, out=share)
    across, down = x[:, None, :] - share * ways[:, 0, None, None], y[:, :, None] - share * ways[:, 1, None, None]
    reach = radius + 0.5 - np.sqrt(across**2 + down**2)
    np.minimum(reach, 1, out=reach)
    for (left, top), window in zip(near.tolist(), reach, strict=True):
        part = ink[top : top + height, left : left + width]
        np.maximum(part, window[: part.shape[0], : part.shape[1]], out=part)

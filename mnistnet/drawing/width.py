"""Stroke width is how thick the pen was: measured by peeling the ink, changed by adding or peeling layers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.ink import Ink

__all__ = ["changed_width", "depths_of_ridge", "stroke_width"]

Array = NDArray[Any]
CROSS = ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1))
SQUARE = tuple((i, j) for i in range(3) for j in range(3))


def stroke_width(ink: Ink) -> float:
    """Return the usual width of the strokes in pixels; 0 for blank paper.

    The ink above one half is peeled, one layer of pixels at a time; the depth of a pixel is the
    number of layers that it survives. Along the middle of a stroke the depth is highest and counts
    half of its width; the median over all pixels that are as deep as their neighbours is returned.
    """
    depths = depths_of_ridge(ink > 0.5)
    return 2 * float(np.median(depths)) - 0.5 if depths.size else 0.0


def depths_of_ridge(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how deep each pixel along the middle of the strokes lies, as layers that it survives."""
    depth = _depth(mask)
    return depth[(depth > 0) & (depth >= _extreme(depth, SQUARE, np.maximum))]


def changed_width(ink: Ink, change: float) -> Ink:
    """Return the ink with strokes wider by `change` pixels, or thinner where it is negative.

    Half of the change is added or peeled on each side, by layers that are crosses and squares in
    turn (together nearly a disc); a part of a layer is blended. The paper must be large enough.
    """
    rule = np.maximum if change > 0 else np.minimum
    layers, part = divmod(abs(change) / 2, 1)
    for i in range(int(layers)):
        ink = _extreme(ink, (CROSS, SQUARE)[i % 2], rule)
    last = _extreme(ink, CROSS, rule)
    return np.asarray(ink + np.float32(part) * (last - ink), np.float32)


def _depth(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many layers must be peeled until each pixel is gone."""
    depth, turn = mask.astype(np.int64), 0
    while mask.any():
        mask = _extreme(mask, (CROSS, SQUARE)[turn % 2], np.logical_and)
        depth += mask
        turn += 1
    return depth


def _extreme(picture: Array, neighbours: tuple[tuple[int, int], ...], rule: Any) -> Array:
    """Return the largest or smallest value among each pixel's neighbours; outside the paper it is blank."""
    rows, columns = picture.shape
    padded = np.pad(picture, 1)
    result = picture
    for i, j in neighbours:
        result = rule(result, padded[i : i + rows, j : j + columns])
    return result

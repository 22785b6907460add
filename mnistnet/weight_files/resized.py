"""Networks for smaller or larger pictures of digits take those of 28 x 28 pixels, if these are cut or resized first.

Cutting, padding, averaging and interpolating are sums of pixels with fixed shares, so that weights take them in
exactly. Which of them somebody did a file does not say; digits tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.order import PIXELS
from mnistnet.weight_files.part import Chain, Part
from mnistnet.words import mark, say

__all__ = ["other_sizes", "resized"]

Array = NDArray[Any]
FULL = 28
SIDES = range(7, 33)
MADE_FOR = mark(
    "made for pictures of {side} x {side} pixels, for which those of 28 x 28 are {way}, the likeliest of {n} ways"
)
MIDDLE, PADDED, MEANS, LINEAR, SECOND = (
    mark("cut to their middle"),
    mark("given a wider border"),
    mark("averaged"),
    mark("interpolated linearly"),
    mark("cut to every second row and column"),
)


def other_sizes(arrays: Mapping[str, Array]) -> tuple[int, ...]:
    """Return how many pixels pictures may have by the shapes of arrays; nothing where a side is that of MNIST's."""
    sides = {side for array in arrays.values() if array.ndim == 2 for side in array.shape}
    if {PIXELS, PIXELS + 1} & sides:
        return ()
    return tuple(side**2 for side in SIDES if {side**2, side**2 + 1} & sides)


def resized(chain: Chain) -> Chain:
    """Return a chain of layers for other pictures as chains for those of MNIST, in every way to make one the other."""
    inputs = chain.ways[0][0][0].fan_in
    if inputs == PIXELS:
        return chain
    side = round(inputs**0.5)
    ways_here = list(_ways(side))
    ways = [
        ((_taking_all(parts[0], rows), *parts[1:]), "; ".join(filter(None, (words, told))))
        for way, rows in ways_here
        for told in [say(MADE_FOR, side=side, way=say(way), n=len(ways_here))]
        for parts, words in chain.ways
    ]
    return Chain(tuple(ways), chain.used)


def _ways(side: int) -> Iterator[tuple[str, Array]]:
    """Yield what is done to rows, and so to columns, in words and as shares of shape (side, 28)."""
    edge = (FULL - side) // 2
    near = np.clip(np.arange(side) + edge, 0, FULL - 1)
    yield (MIDDLE if side < FULL else PADDED), np.eye(FULL)[near]
    if side < FULL:
        yield MEANS, _averaged(side)
    yield LINEAR, _interpolated(side)
    if 2 * side == FULL:
        yield SECOND, np.eye(FULL)[::2]


def _averaged(side: int) -> Array:
    """Return the share that every old row has in a new one."""
    ends = np.arange(side + 1) * FULL / side
    old = np.arange(FULL)
    shares = np.minimum(ends[1:, None], old + 1) - np.maximum(ends[:-1, None], old)
    return np.maximum(shares, 0) * side / FULL


def _interpolated(side: int) -> Array:
    """Return the same for a triangle around every new row, as Pillow and PyTorch shrink and enlarge pictures."""
    step = FULL / side
    centres = (np.arange(side) + 0.5) * step - 0.5
    shares = np.maximum(1 - abs(np.arange(FULL) - centres[:, None]) / max(step, 1), 0)
    return shares / shares.sum(axis=1, keepdims=True)


def _taking_all(first: Part, rows: Array) -> Part:
    """Return the first layer for pictures of which it got rows and columns with such shares."""
    side, nodes = len(rows), first.fan_out
    whole = first.weights.astype(np.result_type(first.weights.dtype, np.float32))
    pictures = whole.T.reshape(nodes, side, side)
    weights = rows.T.astype(whole.dtype) @ pictures @ rows.astype(whole.dtype)
    return replace(first, weights=weights.reshape(nodes, PIXELS).T)

"""An empty frame is no digit: a box to write in, a stamp, a box to tick. A 0 has no corners."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import sizes
from mnistnet.drawing.outline import hull, in_rectangle

__all__ = ["frames"]

Array = NDArray[Any]
SEEN = 120  # pixels of its longer side: enough to see corners
LARGE = 4  # times as long at most is the longest piece
CORNERED = 0.88  # of the smallest rectangle around it, turned or not, fills a frame with what it holds
THIN = 0.45  # of what it holds, itself included, is a frame at most
LONGER = 1.5  # times as long as wide at most: the 0 of a clock is longer


def frames(labels: Array, around: Array) -> NDArray[np.bool_]:
    """Return which pieces are rectangles drawn with a thin line; takes what `mnistnet.drawing.rings.rings` takes."""
    found = np.zeros(len(around), bool)
    longest = sizes(around)
    filled = np.bincount(labels.ravel(), minlength=len(around) + 1)[1:] / (around[:, 2:] - around[:, :2]).prod(axis=1)
    for piece in map(int, np.flatnonzero((LARGE * longest >= longest.max(initial=0)) & (filled <= THIN))):
        times = -(-int(longest[piece]) // SEEN)
        top, left, bottom, right = around[piece]
        own = labels[top:bottom:times, left:right:times] == piece + 1
        whole = hull(own)
        share, longer = in_rectangle(whole)
        found[piece] = share >= CORNERED and longer <= LONGER and own.sum() <= THIN * whole.sum()
    return found

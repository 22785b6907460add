"""Two straight strokes that meet half way down are the sign for greater or less, and no 7."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["is_chevron"]

Array = NDArray[Any]
LEAST = 12  # pixels high
ENDS, POINT = 0.1, 0.07  # of its height at both ends, and to either side of its tip: there strokes are round
TIP = 0.33, 0.67  # of its height from its top lies the tip
WIDE = 0.4, 2.0  # times as wide as high
BACK = 0.5  # of its width at least leads each stroke back from the tip
STRAIGHT = 0.04  # of its height does a stroke's edge stray from the line through its ends
INNER = 0.4  # of its width at least is blank between its strokes, at the open side


def is_chevron(own: NDArray[np.bool_]) -> bool:
    """Return whether the ink of one piece, cut to its box, is a ``>`` or a ``<``."""
    height, width = own.shape
    if height < LEAST or not WIDE[0] <= width / height <= WIDE[1] or not own.any(axis=1).all():
        return False
    return _points(own) or _points(own[:, ::-1])


def _points(own: NDArray[np.bool_]) -> bool:
    """Return whether the right edge of a piece leads straight to a tip and straight back, and its left is open."""
    height, width = own.shape
    edge = width - own[:, ::-1].argmax(axis=1)
    tip = (int(edge.argmax()) + height - 1 - int(edge[::-1].argmax())) // 2
    ends, point = round(ENDS * height), round(POINT * height)
    arms = (edge[ends : tip - point], edge[tip + point + 1 : height - ends][::-1])
    is_open = own[tip].argmax() >= INNER * width
    return bool(
        TIP[0] * height <= tip <= TIP[1] * height and is_open and all(_is_straight(arm, own.shape) for arm in arms)
    )


def _is_straight(arm: Array, shape: tuple[int, ...]) -> bool:
    """Return whether an edge leads far to the right without a bend."""
    height, width = shape
    off = np.abs(arm - np.linspace(arm[0], arm[-1], len(arm))).max() if len(arm) > 2 else height
    return bool(off <= STRAIGHT * height + 1 and arm[-1] - arm[0] >= BACK * width)

"""Several digits on one board are read one by one, from left to right."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from mnistnet.drawing.ink import ink_box, ink_of_canvas
from mnistnet.drawing.reading import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.several import apart

__all__ = ["read_side_by_side"]

TALL = 0.5  # of the tallest is every digit of a row; a smaller piece is a part of one


def read_side_by_side(rgba: ArrayLike | None, *, steps: Iterable[str] = ALL_STEPS) -> list[Reading]:
    """Return a reading of every digit on a canvas, from left to right; empty unless there are two at least.

    Parameters as those of `read_drawing`.
    """
    steps = tuple(steps)
    ink = ink_of_canvas(rgba)
    if ink.max(initial=0) <= 0:
        return []
    digits = apart(np.pad(ink, 1))
    boxes = [ink_box(digit) for digit in digits]
    heights = [box[2] - box[0] if box else 0 for box in boxes]
    if len(digits) < 2 or min(heights) < TALL * max(heights):
        return []
    return [read_ink(digit, steps=steps) for digit in digits]

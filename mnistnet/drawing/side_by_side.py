"""Several digits on one board are read one by one, from left to right."""

from collections.abc import Iterable

import numpy as np

from mnistnet.drawing.ink import EDGE, Ink, ink_box
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.reading import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.several import apart

__all__ = ["read_side_by_side"]

TALL = 0.5  # of the tallest is every digit of a row; a smaller piece is a part of one


def read_side_by_side(ink: Ink, *, steps: Iterable[str] = ALL_STEPS) -> list[Reading]:
    """Return a reading of every digit on a board, from left to right; empty unless there are two at least.

    Parameters as those of `read_ink`.
    """
    if label_pieces(ink > EDGE).max(initial=0) < 2:  # one stroke is one digit: nothing is to be taken apart
        return []
    steps = tuple(steps)
    digits = apart(np.pad(ink, 1))
    boxes = [ink_box(digit) for digit in digits]
    heights = [box[2] - box[0] if box else 0 for box in boxes]
    if len(digits) < 2 or min(heights) < TALL * max(heights):
        return []
    return [read_ink(digit, steps=steps) for digit in digits]

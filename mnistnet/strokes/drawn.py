"""Drawings of pen strokes, read as the app reads them and put behind digits, for networks that learn to read them."""

from itertools import chain

import numpy as np

from mnistnet.digits import Digits
from mnistnet.drawing import read_drawing
from mnistnet.strokes.nothings import stroke_nothings
from mnistnet.strokes.writers import stroke_digits

__all__ = ["with_drawings"]

SEED = 1001
SIDE = 112  # of the canvas here: a sixth of the app's pixels, and hardly another digit comes out
ONE_IN = 2  # so many drawings go with one of nothing


def with_drawings(digits: Digits, count: int) -> Digits:
    """Return digits with `count` drawings behind them, and drawings of nothing; always the same ones.

    For two drawings there is one of no digit at all, labelled `mnistnet.training.NOTHING`: of that a network
    learns to doubt. What cannot be read is left out.
    """
    if not count:
        return digits
    drawings = chain(stroke_digits(SEED, count), stroke_nothings(SEED, count // ONE_IN))
    readings = [(read_drawing(drawing.canvas_of(SIDE)).digit, drawing.label) for drawing in drawings]
    images = np.stack([digit for digit, _ in readings if digit is not None])
    labels = np.array([label for digit, label in readings if digit is not None], np.uint8)
    name = f"{digits.name}, and {len(labels):,} drawings"
    return Digits(np.concatenate([digits.images, images]), np.concatenate([digits.labels, labels]), name)

"""Drawings of pen strokes, read as the app reads them and put behind digits, for networks that learn to read them."""

import numpy as np

from mnistnet.digits import Digits
from mnistnet.drawing import read_drawing
from mnistnet.strokes.writers import stroke_digits

__all__ = ["with_drawings"]

SEED = 1001


def with_drawings(digits: Digits, count: int) -> Digits:
    """Return digits with `count` drawings behind them, fewer where one cannot be read; always the same ones."""
    if not count:
        return digits
    drawings = list(stroke_digits(SEED, count, "tuning"))
    readings = [(read_drawing(drawing.canvas).digit, drawing.label) for drawing in drawings]
    images = np.stack([digit for digit, _ in readings if digit is not None])
    labels = np.array([label for digit, label in readings if digit is not None], np.uint8)
    name = f"{digits.name}, and {len(labels):,} drawings"
    return Digits(np.concatenate([digits.images, images]), np.concatenate([digits.labels, labels]), name)

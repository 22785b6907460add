"""A network of four pixels, three nodes and two answers, of whole numbers alone: all of it can be checked by head."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.network.record import TrainingRecord

__all__ = ["FULL", "PIXELS", "RATE", "TOY", "toy_picture"]

PIXELS = (1, 0, 2, 1)  # what the four pixels send at first
FULL = 2  # what a pixel of full ink sends
RATE = 0.01

# Two ReLU nodes let something pass; the third has a negative sum, and so nothing comes back through it either.
TOY = Network(
    (
        Dense(
            np.array([[1.0, -1.0, 0.0], [2.0, 1.0, -1.0], [0.0, -1.0, 1.0], [-1.0, 0.0, 1.0]]),
            np.array([1.0, 1.0, 0.0]),
            "relu",
        ),
        Dense(np.array([[2.0, -1.0], [1.0, -2.0], [-1.0, 2.0]]), np.array([3.0, -4.0]), "identity"),
    ),
    name="toy",
    encoding=PixelEncoding(0.0, float(FULL)),
    image_shape=(2, 2),
    training=TrainingRecord({"loss": "quadratic"}),
)


def toy_picture(pixels: Sequence[int] = PIXELS) -> NDArray[Any]:
    """Return a picture whose four pixels send these numbers, each from 0 to `FULL`, shape (2, 2)."""
    return np.array(pixels, np.float64).reshape(2, 2) / FULL

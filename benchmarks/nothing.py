"""How often what is no digit is seen through, and how often a digit is none; part of `benchmarks.handwriting`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Row
from mnistnet import Network, load_network
from mnistnet.drawing import read_drawing
from mnistnet.drawing.known import MOST_DOUBT, doubt
from mnistnet.strokes import stroke_nothings

__all__ = ["on_nothing"]

SURE = 0.6  # what the answer to nothing stays below


def on_nothing(networks: Sequence[Network], digits: Mapping[str, NDArray[Any]], seed: int, count: int) -> Iterator[Row]:
    """Yield how many held-back drawings of nothing leave each network unsure, and how many pictures are called none."""
    readings = (read_drawing(drawing.canvas).digit for drawing in stroke_nothings(seed, count, "held-back"))
    nothings = np.stack([digit for digit in readings if digit is not None])
    for network in networks:
        unsure = 100 * float(np.mean(network.predict(nothings).max(axis=1) < SURE))
        yield Row(f"{network.name}: drawings of nothing, less than 60 % sure", unsure, None, None, "%")
    sharp = load_network("sharp")
    for name, images in {**digits, "drawings of nothing": nothings}.items():
        none = 100 * float(np.mean(doubt(images, sharp) > MOST_DOUBT))
        yield Row(f"called no digit: {name}", none, None, None, "%")

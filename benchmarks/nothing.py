"""How often what is no digit is seen through, and how often a digit is none; part of `benchmarks.handwriting`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import Row
from mnistnet import Network, load_network
from mnistnet.drawing import read_drawing
from mnistnet.drawing.known import MOST_DOUBT, doubt
from mnistnet.strokes import Drawing

__all__ = ["on_nothing"]

SURE = 0.6  # what the answer to nothing stays below


def on_nothing(
    networks: Sequence[Network], digits: Mapping[str, NDArray[Any]], drawings: Mapping[str, Iterable[Drawing]]
) -> Iterator[Row]:
    """Yield how many drawings of nothing leave each network unsure, and how many pictures are called none."""
    nothings = {name: read for name, drawn in drawings.items() if len(read := _read(drawn))}
    for name, images in nothings.items():
        for network in networks:
            unsure = 100 * float(np.mean(network.predict(images).max(axis=1) < SURE))
            yield Row(f"{network.name}: {name}, less than 60 % sure", unsure, None, None, "%")
    sharp = load_network("sharp")
    for name, images in {**digits, **nothings}.items():
        none = 100 * float(np.mean(doubt(images, sharp) > MOST_DOUBT))
        yield Row(f"called no digit: {name}", none, None, None, "%")


def _read(drawings: Iterable[Drawing]) -> NDArray[np.uint8]:
    """Return what the app reads in drawings, shape (n, 28, 28)."""
    digits = [digit for drawing in drawings if (digit := read_drawing(drawing.canvas).digit) is not None]
    return np.array(digits, np.uint8).reshape(-1, 28, 28)

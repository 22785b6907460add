"""Digits that strangers wrote with real pens, where a UNIPEN file of them is at hand; part of `benchmarks.handwriting`.

E. Alpaydin, F. Alimoglu, "Pen-Based Recognition of Handwritten Digits", UCI Machine Learning Repository (1998):
`MNISTNET_PENS` names its file pendigits-orig.tes, 3,498 digits by 14 people. Nothing was learned from it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.strokes import Drawing
from mnistnet.strokes.curves import through_midpoints

__all__ = ["drawn", "strangers"]

Points = NDArray[np.float64]
SIDE, PENS, HEIGHTS = 280, (8.0, 26.0), (0.4, 0.85)  # of the board and of the pen in pixels; of a digit, as a share


def strangers() -> list[Drawing]:
    """Return the drawings of the file that `MNISTNET_PENS` names; none where it names none."""
    path = os.environ.get("MNISTNET_PENS")
    if not path:
        return []
    rng = np.random.default_rng(1)
    return [drawn(label, strokes, rng) for label, strokes in _segments(Path(path).read_text())]


def _segments(text: str) -> Iterator[tuple[int, list[Points]]]:
    """Yield the label and the strokes of every digit in a UNIPEN file."""
    for part in text.split(".SEGMENT")[1:]:
        label = re.search(r'"(\d)"', part)
        strokes = [np.array(re.findall(r"(-?\d+)\s+(-?\d+)", pen), float) for pen in _pens_down(part)]
        if label and strokes:
            yield int(label[1]), strokes


def _pens_down(part: str) -> list[str]:
    return [pen.split(".PEN_UP")[0] for pen in part.split(".PEN_DOWN")[1:] if re.search(r"\d", pen.split(".PEN_UP")[0])]


def drawn(label: int, strokes: list[Any], rng: np.random.Generator) -> Drawing:
    """Return a digit as the board would show it, in a size and place and with a pen by chance; y goes downwards."""
    every = np.concatenate(strokes) * (1, -1)
    low, high = every.min(0), every.max(0)
    scale = rng.uniform(*HEIGHTS) * SIDE / max((high - low).max(), 1)
    corner = np.clip((SIDE - scale * (high - low)) * rng.uniform(0.3, 0.7, 2), 0, None)
    lines = [through_midpoints((stroke * (1, -1) - low) * scale + corner, 4) for stroke in strokes]
    return Drawing(label, "stranger", tuple(lines), rng.uniform(*PENS), SIDE)

"""Handwritten digits with another number of rows and columns, for models of that size."""

import numpy as np

from mnistnet.digits import Digits
from mnistnet.digits.sources import load_digits
from mnistnet.patterns.shapes import fitted
from mnistnet.words import say

__all__ = ["scaled_digits"]

MOST = 3000
ROOM = 8_000_000  # pixels of all of them together
TENTHS = {"train": 8, "validation": 1, "test": 1}


def scaled_digits(size: int) -> Digits:
    """Return up to 3,000 of the embedded digits as size x size pictures, with their splits; fewer where they are large.

    Raises
    ------
    ValueError
        If the size is not from 2 to 128.
    """
    if not 2 <= size <= 128:
        raise ValueError(say("Digits are scaled to 2 x 2 to 128 x 128, not to {size} x {size}.", size=size))
    along, count = load_digits(), min(MOST, ROOM // size**2)
    parts = [along.splits[split][: count * tenths // 10] for split, tenths in TENTHS.items()]
    chosen = np.concatenate(parts)
    images = np.stack([fitted(image, (size, size)) for image in along.images[chosen]])
    ends = np.cumsum([len(part) for part in parts])
    splits = {name: np.arange(end - len(part), end) for name, part, end in zip(TENTHS, parts, ends, strict=True)}
    return Digits(images, along.labels[chosen], "scaled digits", splits)

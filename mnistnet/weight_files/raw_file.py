"""Bare bytes of numbers, as C's fwrite and NumPy's tofile leave them: floats, perhaps behind sizes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.weight_files.contents import Contents

__all__ = ["read_raw"]

LOW, HIGH = 1e-6, 1e4  # of weights that are in use
NEARLY_ALL, SOME = 0.99, 0.2  # of the numbers must be no larger, and so many be in use
MOST_SIZES, WIDEST = 8, 4096
FEWEST = 8  # bytes


def read_raw(content: bytes) -> Contents | None:
    """Return the numbers in a file of bare bytes, in their order; None if they do not look like weights."""
    if content[:1000].isascii():
        return None
    for code in ("<f4", "<f8"):
        size = np.dtype(code).itemsize
        head = _sizes(content)
        behind = content[4 * len(head) :]
        if FEWEST <= len(behind) <= size * MOST_PARAMETERS and not len(behind) % size:
            numbers = np.frombuffer(behind, code)
            if _are_weights(numbers):
                return Contents({"W1": np.concatenate([np.array(head, numbers.dtype), numbers])})
    return None


def _sizes(content: bytes) -> list[int]:
    """Return whole numbers before the weights, which say how many nodes there are."""
    first = np.frombuffer(content[: 4 * MOST_SIZES].ljust(4 * MOST_SIZES, b"\0"), "<i4").tolist()
    count = next((i for i, one in enumerate(first) if not 0 < one <= WIDEST), len(first))
    return first[:count]


def _are_weights(numbers: NDArray[Any]) -> bool:
    with np.errstate(all="ignore"):
        large = np.abs(numbers)
        usual = (large > LOW) & (large < HIGH)
        fitting = np.isfinite(large) & (large < HIGH)
    return bool(fitting.mean() >= NEARLY_ALL and usual.mean() >= SOME)

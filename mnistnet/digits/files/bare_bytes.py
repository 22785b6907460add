"""Bare numbers without any head: pictures or labels as tofile and fwrite leave them, or a label before each picture."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.files.answers import are_answers
from mnistnet.digits.files.limits import LABELS, PIXELS
from mnistnet.digits.files.rows import Rows

__all__ = ["rows_of_bare"]

Array = NDArray[Any]
FRACTIONS = ("<f4", "<f8", ">f4", ">f8")
BYTES = "u1"
WHOLE = ("<i8", "<i4", ">i8", ">i4", BYTES)  # of labels: the wide ones first, which are bytes with zeros between
ASKED = 500  # pictures
BLANK = 0.4  # of MNIST's pixels 0.8 are blank paper
FULL, LARGEST = 0.9, 255.0  # what the largest number is at least and at most


def rows_of_bare(name: str, held: bytes, size: int) -> dict[str, Rows]:
    """Return pictures of 784 pixels, labels, or both in some bytes; nothing where they are neither.

    Parameters
    ----------
    name : str
        What the array is called.
    held : bytes
        The first bytes of the file.
    size : int
        How many bytes it has.
    """
    labels = _labels(held) if len(held) == size else None
    if labels is not None:
        return {name: Rows(labels, len(labels))}
    with np.errstate(all="ignore"):
        for code in (*FRACTIONS, BYTES):
            table = _table(held, size, code, PIXELS)
            if table is not None and _are_pixels(table):
                return {name: Rows(table, size // (PIXELS * table.itemsize))}
        table = _table(held, size, BYTES, PIXELS + 1)
    if table is None or table[:, 0].max() >= LABELS or not _are_pixels(table[:, 1:]):
        return {}
    count = size // (PIXELS + 1)
    return {name: Rows(table[:, 1:], count), f"{name} labels": Rows(table[:, 0].copy(), count)}


def _labels(content: bytes) -> Array | None:
    """Return labels from 0 to 9, or those of ten of which one is on."""
    for code in WHOLE:
        numbers = np.frombuffer(content, code) if not len(content) % int(code[-1]) else np.empty(0, np.uint8)
        if len(numbers) < LABELS or not 0 < numbers.max() < LABELS or numbers.min() < 0:
            continue
        ten = numbers.reshape(-1, LABELS) if not len(numbers) % LABELS else None
        return numbers if ten is None or not are_answers(ten) else ten
    return None


def _table(held: bytes, size: int, code: str, columns: int) -> Array | None:
    """Return so many numbers a row, as many rows as are there whole; None where the size fits none."""
    row = columns * int(code[-1])
    whole = len(held) // row
    return None if size % row or not whole else np.frombuffer(held, code, whole * columns).reshape(whole, columns)


def _are_pixels(table: Array) -> bool:
    """Return whether numbers go from -1 or 0 to 1 or 255, and most of them are the same: blank paper."""
    numbers = table[:ASKED].astype(np.float64)
    low, high = float(numbers.min()), float(numbers.max())
    if not (low >= -1 and high <= LARGEST and max(high, -low) >= FULL):  # nor where one is no number
        return False
    values, counts = np.unique(numbers, return_counts=True)
    return len(values) > 1 and float(counts.max()) > BLANK * numbers.size

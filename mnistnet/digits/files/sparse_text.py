"""Text in LIBSVM's form: a label and, for what is not zero, the number of a pixel, a colon and its value.

References
----------
C.-C. Chang, C.-J. Lin, "LIBSVM: a library for support vector machines" (2011), whose page keeps MNIST and USPS so.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import LABELS, MOST, PIXELS, SIDES
from mnistnet.digits.files.rows import Rows
from mnistnet.words import mark, say

__all__ = ["is_sparse", "rows_of_sparse"]

USPS = 16  # pixels a side: there LIBSVM's page counts the digits from 1, so that 10 is the digit 9
ENOUGH, OFF = 50, 0.25  # pictures; and pixels: of 50 of MNIST's the centre is off by 0.1
BEGINS = re.compile(rb"[-+]?\d+(\.0*)? +\d+:[-+.\d]")  # "5 153:3 154:18"
DAMAGED = mark(
    "This text is in LIBSVM's form, but not all of its lines are a label and pairs such as 153:18, 784 at most."
)


def is_sparse(line: bytes) -> bool:
    """Return whether a text begins as such a file does."""
    return BEGINS.match(line) is not None


def rows_of_sparse(blocks: Iterator[bytes], most: int | None) -> dict[str, Rows]:
    """Return pictures and labels from blocks of whole lines, at most so many.

    Raises
    ------
    DataError
        If a line is damaged, or a picture has more than 784 pixels.
    """
    labels: list[NDArray[np.float32]] = []
    images: list[NDArray[np.float32] | NDArray[np.uint8]] = []
    left = most if most is not None else MOST * 10
    first, last = PIXELS, 0
    for block in blocks:
        lines = block.splitlines()[:left]
        left -= len(lines)
        own, numbers, values, counts = _parted(lines)
        is_grey = bool(((values >= 0) & (values <= 255) & (values % 1 == 0)).all())  # bytes take a fourth of the room
        part = np.zeros((len(lines), PIXELS + 1), np.uint8 if is_grey else np.float32)
        part[np.repeat(np.arange(len(lines)), counts), numbers] = values
        labels.append(own)
        images.append(part)
        first, last = min(first, int(numbers.min(initial=first))), max(last, int(numbers.max(initial=0)))
        if left <= 0:
            break
    count = last + 1 if first == 0 else last  # numbers that begin with 0 are told by one that is 0
    side = min((side for side in SIDES if side * side >= count), default=SIDES[0])
    table = np.concatenate(images)
    start = int(first > 0 and not (side == SIDES[0] and _is_one_to_the_left(table[:, 1:])))
    pixels = table[:, start:][:, : side * side]
    answers, total = np.concatenate(labels), len(pixels)
    if side == USPS and len(np.unique(answers)) == LABELS and (answers.min(), answers.max()) == (1, LABELS):
        answers = answers - 1
    return {"images": Rows(pixels, total), "labels": Rows(answers, total)}


def _is_one_to_the_left(pixels: NDArray[Any]) -> bool:
    """Return whether pictures of MNIST's, whose ink has its centre in the middle, stand one pixel left of it.

    Then their pixels were counted from 0, and none of them has ink in the first.
    """
    side = SIDES[0]
    ink = pixels.mean(axis=0, dtype=float).reshape(side, side)
    total = float(ink.sum())
    if len(pixels) < ENOUGH or total <= 0:
        return False
    row, column = (float(ink.sum(axis=axis) @ np.arange(side)) / total for axis in (1, 0))
    return abs(row - side / 2) < OFF and abs(column - (side / 2 - 1)) < OFF


def _parted(lines: list[bytes]) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
    """Return labels, the numbers and values of all pixels one after the other, and how many each line has."""
    counts = np.array([line.count(b":") for line in lines])
    words = b" ".join(lines).replace(b":", b" ").split()
    starts = np.concatenate([[0], np.cumsum(1 + 2 * counts)])
    if starts[-1] != len(words):
        raise DataError(say(DAMAGED))
    try:
        figures = np.fromiter(map(float, words), np.float32, len(words))
    except ValueError as error:
        raise DataError(say(DAMAGED)) from error
    is_pair = np.ones(len(figures), bool)
    is_pair[starts[:-1]] = False
    numbers, values = figures[is_pair].reshape(-1, 2).T
    if not np.isfinite(figures).all() or ((numbers < 0) | (numbers > PIXELS) | (numbers % 1 != 0)).any():
        raise DataError(say(DAMAGED))
    return figures[starts[:-1]], numbers.astype(np.intp), values, counts

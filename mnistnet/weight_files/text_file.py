"""A matrix as text: numbers between commas, semicolons, tabs or spaces, a row a line, as `numpy.savetxt` writes it."""

import re

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents
from mnistnet.words import say

__all__ = ["is_table", "read_table"]

MOST_BYTES = 10_000_000
MOST_NUMBERS = 500_000
SIGNS = (b" ", b",", b";", b"\t", b"\n")  # between numbers
FIRST = re.compile(rb"[\s#]*[-+]?[\d.][-+\d.eE\s,;\t]*")


def is_table(content: bytes) -> bool:
    """Return whether a file begins as a text of numbers."""
    return FIRST.fullmatch(content[:200]) is not None and b"\0" not in content[:200]


def read_table(content: bytes) -> Contents:
    """Return the one matrix of a text, float64, called "W1"; one column or one row is a vector.

    Raises
    ------
    WeightFileError
        If its rows differ in length, or hold something else than numbers.
    """
    if len(content) > MOST_BYTES or sum(map(content.count, SIGNS)) > MOST_NUMBERS:
        raise WeightFileError(say("This text is larger than any network that can be read; save it as .npz."))
    rows = [re.split(rb"[\s,;]+", line.strip(b" \t\r,;")) for line in content.split(b"\n") if line.strip()]
    if len({len(row) for row in rows}) != 1 or sum(map(len, rows)) > MOST_NUMBERS:
        raise WeightFileError(say("This text is no matrix: its rows hold different counts of numbers."))
    try:
        array = np.array([[float(number) for number in row] for row in rows])
    except ValueError as error:
        raise WeightFileError(say("This text holds something else than numbers.")) from error
    return Contents({"W1": array.ravel() if 1 in array.shape else array})

"""Octave's own text format: every variable with its name, type, rows and columns above its numbers.

References
----------
GNU Octave, "Simple File I/O", the command save with the option -text, which is its default.
"""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_TENSORS
from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents
from mnistnet.words import say

__all__ = ["is_octave", "read_octave"]

Array = NDArray[Any]
MOST_BYTES, MOST_NUMBERS = 10_000_000, 500_000
START = re.compile(rb"(# Created by Octave[^\n]{0,200}\r?\n)?# name: ")
NAME = re.compile(rb"^# name: (\w{1,60})\s*$", re.MULTILINE)
KIND = re.compile(rb"\s*# type: ([\w ]{1,40})\r?\n")
SHAPE = re.compile(rb"# rows: (\d{1,7})\r?\n# columns: (\d{1,7})\r?\n")


def is_octave(content: bytes) -> bool:
    """Return whether a file begins as Octave's text files do."""
    return START.match(content) is not None


def read_octave(content: bytes) -> Contents:
    """Return the matrices in a text file of Octave's; all else in it is left out, and named.

    Raises
    ------
    WeightFileError
        If it is damaged or too large.
    """
    if len(content) > MOST_BYTES or content.count(b" ") + content.count(b"\n") > MOST_NUMBERS:
        raise WeightFileError(say("This text is larger than any network that can be read; save it as .npz."))
    parts = NAME.split(content)
    names, texts = parts[1::2], parts[2::2]
    if len(names) > MOST_TENSORS:
        raise WeightFileError(say("This file holds more than {MOST_TENSORS} arrays.", MOST_TENSORS=MOST_TENSORS))
    arrays: dict[str, Array] = {}
    left_out = []
    for name, text in zip(names, texts, strict=True):
        kind = KIND.match(text)
        if kind is not None and kind[1].strip() in (b"matrix", b"float matrix"):
            arrays[name.decode("ascii", "replace")] = _matrix(text, kind.end())
        else:
            left_out.append(name.decode("ascii", "replace"))
    return Contents(arrays, left_out=tuple(left_out))


def _matrix(text: bytes, start: int) -> Array:
    """Return the numbers of a matrix, a vector where it has one row or column."""
    shape = SHAPE.match(text, start)
    try:
        numbers = np.array([float(number) for number in text[shape.end() :].split()] if shape else None, np.float64)
        table = numbers.reshape(int(shape[1]), int(shape[2])) if shape else numbers
    except (ValueError, TypeError) as error:
        raise WeightFileError(say("This text of Octave's is damaged or cut off; save it again.")) from error
    if table.ndim != 2:
        raise WeightFileError(say("This text of Octave's is damaged or cut off; save it again."))
    return table.ravel() if 1 in table.shape else table

"""FANN's text for training: how many pictures, pixels and answers there are, then the numbers of each, in any lines.

References
----------
S. Nissen, "Implementation of a Fast Artificial Neural Network Library (FANN)" (2003): the format of training data.
"""

import re
from collections.abc import Iterator

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import LABELS, SQUARES
from mnistnet.words import mark, say

__all__ = ["is_fann", "lines_of_fann"]

HEAD = re.compile(rb"[ \t\r\n]{0,9}(\d{1,7})[ \t]+(\d{1,4})[ \t]+(\d{1,2})[ \t]*\r?\n")
DAMAGED = mark(
    "The first line of this file tells of {n:,} pictures with {pixels} pixels and {answers} answers each, but its "
    "numbers are others, or fewer."
)


def is_fann(start: bytes) -> bool:
    """Return whether a text begins with these three numbers alone, and is no table of three columns."""
    head = HEAD.match(start)
    below = start[head.end() :].lstrip().partition(b"\n")[0] if head else b""
    return head is not None and int(head[2]) in SQUARES and int(head[3]) in (1, LABELS) and len(below.split()) != 3


def lines_of_fann(blocks: Iterator[bytes], most: int | None) -> Iterator[bytes]:
    """Yield the same as a table with names on top: a line for each picture, its label first.

    Parameters
    ----------
    blocks : iterator of bytes
        Whole lines each.
    most : int or None
        So many pictures are wanted.

    Raises
    ------
    DataError
        If there are fewer or other numbers than the head tells.
    """
    first = next(blocks, b"")
    head = HEAD.match(first)
    assert head is not None  # `is_fann` has seen it
    count, pixels, answers = (int(head[place]) for place in (1, 2, 3))
    damaged = DataError(say(DAMAGED, n=count, pixels=pixels, answers=answers))
    yield b" ".join([b"label", *(b"p%d" % place for place in range(pixels))]) + b"\n"
    words, found = first[head.end() :].split(), 0
    while True:
        whole = len(words) // (pixels + answers)
        lines = bytearray()
        for start in range(0, whole * (pixels + answers), pixels + answers):
            label = _label(words[start + pixels : start + pixels + answers])
            if label is None:
                raise damaged
            lines += label + b" " + b" ".join(words[start : start + pixels]) + b"\n"
        if lines:
            yield bytes(lines)
        found += whole
        words = words[whole * (pixels + answers) :]
        if found > count or (most is not None and found >= most):
            break
        block = next(blocks, None)
        if block is None:
            break
        words += block.split()
    if found > count or (found < count and (most is None or found < most)) or (words and found == count):
        raise damaged


def _label(words: list[bytes]) -> bytes | None:
    """Return the label alone as it stands, or the place of the one of ten that is largest; None where none is."""
    if len(words) == 1:
        return words[0]
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return None
    largest = max(numbers)
    return b"%d" % numbers.index(largest) if numbers.count(largest) == 1 and len(set(numbers)) == 2 else None

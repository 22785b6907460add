"""Pictures that are drawn in text, a sign for every pixel and a line for every row.

Berkeley's course draws digits in " ", "+" and "#", a picture below the other; UCI's first digits are drawn in 0 and 1
with the label below each, and a book keeps such in a file of its own each, called 7_12.txt.

References
----------
UC Berkeley CS188, "Project 5: Classification" (trainingimages, traininglabels); E. Alpaydin, C. Kaynak, "Optical
Recognition of Handwritten Digits" (UCI, 1998), optdigits-orig; P. Harrington, *Machine Learning in Action* (2012).
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import LONGEST_SIDE, SIDE, SIDES
from mnistnet.digits.files.rows import Rows
from mnistnet.words import say

__all__ = ["drawn_picture", "is_art", "is_drawn_with_labels", "names_a_drawing", "rows_of_art", "rows_of_drawings"]

Image = NDArray[np.uint8]
SIGNS = {" ": 0, "+": 128, "#": 255}
INK = np.array([SIGNS.get(chr(code), 1) for code in range(256)], np.uint8)  # 1 is no sign
ART = re.compile(rb"[ +#\r\n]{100,}")
LOOKED_AT = 4000  # bytes
BITS = re.compile(rb"(?:[01]{8,128}\r?\n){7,127}[01]{8,128}\s*")
LABELLED = re.compile(rb"((?:[01]{32}\r?\n){32})[ \t]*([0-9])\s")
NAME = re.compile(r"(?:^|.*/)[0-9]_\d+\.txt")


def is_art(start: bytes) -> bool:
    """Return whether a file begins with pictures in " ", "+" and "#"."""
    begins = start[:LOOKED_AT]
    return ART.fullmatch(begins) is not None and b"#" in begins


def rows_of_art(parts: Iterator[bytes], most: int | None) -> Rows:
    """Return the first pictures of 28 x 28 signs, and how many there are.

    Raises
    ------
    DataError
        If there are other signs, longer lines, or lines that make no whole picture.
    """
    room = None if most is None else most * SIDE * (SIDE + 2)
    text, lines = bytearray(), 0
    for part in parts:
        lines += part.count(b"\n")
        text += part if room is None else part[: max(0, room - len(text))]
    found = bytes(text).replace(b"\r", b"").split(b"\n")
    lines += bool(found[-1]) if not room or len(text) < room else 0  # the last line may have no end
    count = min(len(found), lines) // SIDE
    wide = max(map(len, found[: count * SIDE]), default=0)
    if not count or lines % SIDE or wide > SIDE:
        raise DataError(
            say(
                "Pictures drawn in text must have {SIDE} lines of {SIDE} signs each; these are {lines:,} lines of up "
                "to {wide:,} signs.",
                SIDE=SIDE,
                lines=lines,
                wide=wide,
            )
        )
    signs = b"".join(line.ljust(SIDE) for line in found[: count * SIDE])
    images = INK[np.frombuffer(signs, np.uint8)].reshape(count, SIDE, SIDE)
    if (images == INK[0]).any():
        raise DataError(say("Pictures drawn in text hold other signs than spaces, + and #."))
    return Rows(images, lines // SIDE)


def is_drawn_with_labels(start: bytes) -> bool:
    """Return whether a file begins with pictures of 32 x 32 signs 0 and 1, each with its label below."""
    return LABELLED.search(start[: 2 * LOOKED_AT]) is not None


def rows_of_drawings(text: bytes) -> dict[str, Rows]:
    """Return such pictures and their labels."""
    found = LABELLED.findall(text)
    images = np.stack([_of_bits(picture) for picture, _ in found])
    labels = np.array([int(label) for _, label in found], np.uint8)
    return {"images": Rows(images, len(images)), "labels": Rows(labels, len(labels))}


def names_a_drawing(name: str) -> bool:
    """Return whether a file is called as the drawings of that book: 7_12.txt."""
    return NAME.fullmatch(name) is not None


def drawn_picture(content: bytes) -> Image | None:
    """Return a picture drawn in 0 and 1; None if a text is no square of these."""
    if not BITS.fullmatch(content):
        return None
    lines = content.split()
    sides = {len(lines), *map(len, lines)}
    return _of_bits(content) if len(sides) == 1 and SIDES[-1] <= len(lines) <= LONGEST_SIDE else None


def _of_bits(text: bytes) -> Image:
    signs = b"".join(text.split())
    rows = len(text.split())
    return (np.frombuffer(signs, np.uint8).reshape(rows, -1) == ord("1")).astype(np.uint8) * np.uint8(255)

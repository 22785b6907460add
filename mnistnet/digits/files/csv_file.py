"""A CSV of digits has a label and 784 pixels in every line; it is read block by block, never as a whole."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.csv_cells import COLUMNS, cells_of, is_number, numbers_of
from mnistnet.digits.files.limits import LABELS, PIXELS, SIDE, pictures_within
from mnistnet.digits.files.unpacking import parts_of
from mnistnet.words import mark, say

__all__ = ["read_csv_digits"]

SEPARATORS = (",", ";", "\t")
LAST = ("label", "class", "digit", "target", "y")  # what the last column is called where that is the label
LONGEST_LINE = 32 * COLUMNS
NO_CSV = mark(
    "This is not a CSV of digits: a line needs a label and 784 pixels, with commas, semicolons or tabs between."
)
Numbers = NDArray[Any]


def read_csv_digits(content: bytes, name: str = "", *, most: int | None = None) -> Digits:
    """Return the digits of a CSV, without splits.

    Parameters
    ----------
    content : bytes
        "label, 784 pixels" in every line, with or without a line of names on top; plain, .gz, or .zip with one file.
        Pixels are whole numbers from 0 to 255, or numbers from 0 to 1; the label may be the last column instead if
        the line of names says so.
    name : str
    most : int, optional
        The first so many lines are taken and the rest is not even unpacked; all by default.

    Raises
    ------
    DataError
        If a line has too many or too few columns, a cell is no number, a pixel or label is out of range, or it is
        no CSV at all; one sentence that names the line.

    Notes
    -----
    Whether 1 is full ink is decided by the first block of some thousand lines that holds any ink: if none of its
    pixels exceeds 1, pixels go from 0 to 1 in the whole file. Ink is 255 in the result; a CSV of dark digits written as
    light paper comes out as light paper (`inverted` turns it over).
    """
    blocks = _blocks(parts_of(content, pictures_within(most)))
    top = next(blocks, b"").removeprefix(b"\xef\xbb\xbf")
    separator, names = _opening(top)
    number, label_at = 1, 0
    if names:
        label_at = COLUMNS - 1 if names[-1].lower() in LAST and names[0].lower() not in LAST else 0
        top, number = top[top.index(b"\n") + 1 :], 2
    images: list[NDArray[np.uint8]] = []
    labels: list[NDArray[np.uint8]] = []
    full = 0.0
    for block in chain([top] if top else [], blocks):
        numbers = numbers_of(block, separator, number)[: _left(most, images)]
        pixels = np.delete(numbers, label_at, axis=1)
        full = full or _full_ink(pixels)
        images.append(_ink(pixels, full, number))
        labels.append(_labels(numbers[:, label_at], number))
        number += len(numbers)
        if _left(most, images) == 0:
            break
    if not images:
        raise DataError(say("This CSV holds no digits.") if names else say(NO_CSV))
    return Digits(np.concatenate(images).reshape(-1, SIDE, SIDE), np.concatenate(labels), name)


def _blocks(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a file's text in whole lines, without the empty ones at its end."""
    rest = b""
    for part in parts:
        text = rest + part.translate(None, b"\r")
        end = text.rfind(b"\n", 0, len(text.rstrip(b"\n \t"))) + 1  # an empty line counts once something follows it
        rest = text[end:]
        if len(rest.strip()) > LONGEST_LINE or len(rest) > 2 * LONGEST_LINE:
            raise DataError(say(NO_CSV))
        if end:
            yield text[:end]
    if rest.strip():
        yield rest.rstrip() + b"\n"


def _opening(top: bytes) -> tuple[str, list[str]]:
    """Return the separator, and the names of the columns if the first line holds names."""
    line = top[: top.find(b"\n") if b"\n" in top else 0].decode("latin-1")
    separator = max(SEPARATORS, key=line.count)
    cells = cells_of(line, separator)
    if len(line) > LONGEST_LINE or len(cells) < 2 or "\0" in line:
        raise DataError(say(NO_CSV))
    numbers = [is_number(cell) for cell in cells]
    counted = cells == [str(i) for i in range(len(cells))]
    are_names = counted or not (numbers[0] and numbers[-1]) or 2 * sum(numbers) < len(cells)
    if are_names and len(cells) == PIXELS:
        raise DataError(say("This CSV has 784 columns: the pixels without a label; put the label first in every line."))
    if are_names and len(cells) != COLUMNS:
        raise DataError(
            say("Line 1 has {n:,} columns; it needs 785: the label and 28 x 28 = 784 pixels.", n=len(cells))
        )
    return separator, cells if are_names else []


def _left(most: int | None, images: list[NDArray[np.uint8]]) -> int | None:
    return None if most is None else most - sum(map(len, images))


def _full_ink(pixels: Numbers) -> float:
    """Return what full ink is written as, 1 or 255; 0 while that cannot be told, as nothing but paper was seen."""
    largest = float(pixels.max(initial=0))
    return 0.0 if largest <= 0 else 1.0 if largest <= 1 else 255.0


def _ink(pixels: Numbers, full: float, first: int) -> NDArray[np.uint8]:
    """Return pixels as ink from 0 to 255."""
    most = full or 255.0
    if pixels.min(initial=0) < 0 or pixels.max(initial=0) > most:
        wrong = (pixels < 0) | (pixels > most)
        row, column = np.argwhere(wrong)[0]
        raise DataError(
            say(
                "Line {first} holds the pixel value {pixels:g}; pixels go from 0 to {most:g} in this file.",
                first=first + row,
                pixels=pixels[row, column],
                most=most,
            )
        )
    if full == 1.0:
        return np.rint(pixels * np.float32(255)).astype(np.uint8)
    return pixels if pixels.dtype == np.uint8 else np.rint(pixels).astype(np.uint8)


def _labels(values: Numbers, first: int) -> NDArray[np.uint8]:
    wrong = (values < 0) | (values >= LABELS) | (values != np.rint(values))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise DataError(
            say(
                "Line {first} has the label {values:g}; labels are whole numbers from 0 to 9 here, so letters "
                "(of EMNIST, say) cannot be read.",
                first=first + row,
                values=values[row],
            )
        )
    return values.astype(np.uint8)

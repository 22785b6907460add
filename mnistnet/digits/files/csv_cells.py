"""The cells of a CSV made numbers: quickly where all are whole numbers as MNIST's, else by NumPy's careful reader."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import DIGIT_WORDS, PIXELS
from mnistnet.words import say

__all__ = ["cells_of", "in_figures", "is_number", "numbers_of", "whole_numbers"]

LONGEST_LABEL = 3  # figures
SHOWN = 20  # characters of a stranger's cell in a message
NAMED = re.compile(rf"(?i)\b({'|'.join(DIGIT_WORDS)})\b")


def numbers_of(block: bytes, separator: str, columns: int, first: int) -> NDArray[np.float32] | NDArray[np.uint8]:
    """Return the numbers in some whole lines, shape (lines, columns); uint8 where they are whole numbers up to 255.

    Parameters
    ----------
    block : bytes
        Lines that each end in a line feed.
    separator : str
        One character.
    columns : int
        How many each line has.
    first : int
        The number of the first of these lines in the file, for messages.

    Raises
    ------
    DataError
        If a line has more or fewer columns, or a cell is no number; names the line.
    """
    found = _whole_numbers(np.frombuffer(block, np.uint8), ord(separator), columns)
    return _any_numbers(block, separator, columns, first) if found is None else found


def _whole_numbers(text: NDArray[np.uint8], separator: int, columns: int) -> NDArray[np.uint8] | None:
    """Return the numbers if every cell is one to three figures and nothing else; else None.

    All cells are read at once: the ones from the character before each separator, the tens from the one before
    that where the cell is so long, and so on.
    """
    figures = text - np.uint8(48)  # what lies below "0" wraps round to large numbers
    ends = np.flatnonzero(figures > 9)
    if len(ends) % columns or not len(ends):
        return None
    between = text[ends].reshape(-1, columns)
    if (between[:, :-1] != separator).any() or (between[:, -1] != 10).any():
        return None
    lengths = np.diff(ends, prepend=-1) - 1
    if lengths.min() < 1 or lengths.max() > 3:
        return None
    values = figures[ends - 1].astype(np.uint16)
    values += np.where(lengths > 1, figures[ends - 2], 0) * np.uint16(10)
    values += np.where(lengths > 2, figures[ends - 3], 0) * np.uint16(100)
    if values.max() > 255:
        return None
    return values.astype(np.uint8).reshape(-1, columns)


def _any_numbers(block: bytes, separator: str, columns: int, first: int) -> NDArray[np.float32]:
    """Return numbers of any form."""
    lines = in_figures(block.decode("latin-1")).split("\n")[:-1]
    for place, line in enumerate(lines):
        if line.count(separator) != columns - 1:
            raise DataError(_columns_words(first + place, line, separator, columns))
    try:
        values = np.loadtxt(lines, np.float32, comments=None, delimiter=separator, quotechar='"', ndmin=2)
    except (ValueError, OverflowError) as error:
        raise DataError(_first_that_is_none(lines, separator, first)) from error
    if values.shape != (len(lines), columns):
        raise DataError(say("From line {first} on there are quotation marks that do not close.", first=first))
    if not np.isfinite(values).all():
        raise DataError(
            say(
                "Line {first} has a cell that is empty, “nan” or no plain number; leave that line out or fill it in.",
                first=first + int(np.flatnonzero(~np.isfinite(values).all(axis=1))[0]),
            )
        )
    return values


def _columns_words(line: int, text: str, separator: str, wanted: int) -> str:
    columns = text.count(separator) + 1
    if columns == PIXELS and wanted == PIXELS + 1:
        return say(
            "Line {line} has 784 columns: the pixels without a label; put the label first in every line.", line=line
        )
    return say(
        "Line {line} has {columns:,} columns; it needs {wanted}, as the first line has: the label and the pixels.",
        line=line,
        columns=columns,
        wanted=wanted,
    )


def _first_that_is_none(lines: list[str], separator: str, first: int) -> str:
    """Return a sentence about the first cell that is no number."""
    for number, line in enumerate(lines, first):
        for column, cell in enumerate(cells_of(line, separator), 1):
            if not cell:
                return say(
                    "Line {line}, column {column} is empty; leave that line out, or write 0 where the paper is blank.",
                    line=number,
                    column=column,
                )
            if not is_number(cell):
                shown = "".join(c if c.isascii() and c.isprintable() else "?" for c in cell[:SHOWN])
                return say(
                    "Line {line}, column {column} holds “{shown}”, which is not a number.",
                    line=number,
                    column=column,
                    shown=shown,
                )
    return say("From line {first} on there is a cell that is not a plain number.", first=first)


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a line without spaces and quotation marks round them."""
    return [cell.strip().strip('"').strip() for cell in line.split(separator)]


def in_figures(text: str) -> str:
    """Return a text in which labels that are written out, "seven", are figures."""
    return NAMED.sub(lambda found: str(DIGIT_WORDS.index(found[1].lower())), text)


def whole_numbers(texts: Sequence[str]) -> NDArray[np.int64] | None:
    """Return labels that are texts, "7" or "seven", as numbers; None if one of them is something else."""
    figures = [in_figures(text).strip() for text in texts]
    is_plain = all(figure.isdecimal() and figure.isascii() and len(figure) <= LONGEST_LABEL for figure in figures)
    return np.array(figures, np.int64) if figures and is_plain else None


def is_number(cell: str) -> bool:
    """Return whether a cell is a plain number."""
    try:
        return cell.isascii() and "_" not in cell and float(cell) * 0 == 0
    except ValueError:
        return False

"""A matrix as text: numbers between commas, semicolons, tabs or spaces, a row a line, as many programs write it.

`numpy.savetxt` writes numbers alone; R and pandas a line of names above them and the number of every row before it;
where people count with decimal commas, a spreadsheet writes 0,5 and puts semicolons or tabs between.
"""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.others import ONE_LIST
from mnistnet.weight_files.text_blocks import blocks_of
from mnistnet.words import say

__all__ = ["is_table", "read_table"]

Array = NDArray[Any]
MOST_BYTES = 10_000_000
MOST_NUMBERS = 500_000
SIGNS = (b" ", b",", b";", b"\t", b"\n")  # between numbers
NUMBERS = re.compile(rb"[\s#]*\"?[-+]?[\d.][-+\d.eEdD\s,;\t\"]*")
OF_FORTRAN = bytes.maketrans(b"dD", b"ee")  # which writes 1.5D-03
NAMES = re.compile(rb"\[\w{1,60}\]|[\w\"'.,;:#=()\t -]{1,20000}", re.ASCII)
ONE_NUMBER = re.compile(rb"[-+]?\d*,\d+(?:[eE][-+]?\d+)?")


def is_table(content: bytes) -> bool:
    """Return whether a file begins as a text of numbers, perhaps below a line of names."""
    if b"\0" in content[:200]:
        return False
    if NUMBERS.fullmatch(content[:200]):
        return True
    first, _, rest = content[:40_000].partition(b"\n")
    return bool(rest and NAMES.fullmatch(first.rstrip(b"\r")) and NUMBERS.fullmatch(rest[:200]))


def read_table(content: bytes) -> Contents:
    """Return the one matrix of a text, float64, called "W1"; one column or one row is a vector.

    A line of names, and the number of every row, are left out and named.

    Raises
    ------
    WeightFileError
        If its rows differ in length, or hold something else than numbers.
    """
    if len(content) > MOST_BYTES or sum(map(content.count, SIGNS)) > MOST_NUMBERS:
        raise WeightFileError(say("This text is larger than any network that can be read; save it as .npz."))
    blocks = _blocks(content.split(b"\n"))
    if blocks:
        return Contents(blocks, None, habit_of(blocks))
    lines = [line for line in content.split(b"\n") if line.strip()]
    has_names = not NUMBERS.fullmatch(lines[0][:200]) and len(lines) > 1
    rows = _cells(lines[has_names:])
    if {len(row) for row in rows[1:]} == {1}:  # one list, perhaps below sizes in one line
        rows = [[number] for row in rows for number in row]
    if len({len(row) for row in rows}) != 1 or sum(map(len, rows)) > MOST_NUMBERS:
        sentence = say(
            "This text is no matrix: its rows hold different counts of numbers. Where it is all numbers of a network "
            "one after the other, cut it with these lines:"
        )
        raise WeightFileError(sentence, ONE_LIST)
    try:
        array = np.array([[float(number) for number in row] for row in rows])
    except ValueError as error:
        raise WeightFileError(say("This text holds something else than numbers.")) from error
    array, left_out = _without_counts(array)
    left_out = (say("a line of names"), *left_out) if has_names else left_out
    return Contents({"W1": array.ravel() if 1 in array.shape else array}, left_out=left_out)


def _blocks(lines: list[bytes]) -> dict[str, Array]:
    """Return the matrices of a text of several; nothing where it has one, or holds something else than numbers."""
    full = [line for line in lines if line.strip()]
    numbers = [line for line in full if NUMBERS.fullmatch(line[:200])]
    if len(full) - len(numbers) < 2 and len({len(row) for row in _cells(numbers)}) < 2:
        return {}  # one table, perhaps below a line of names
    try:
        return blocks_of(lines, NUMBERS.fullmatch, _cells)
    except ValueError:
        return {}


def _cells(lines: list[bytes]) -> list[list[bytes]]:
    """Return the numbers of every line as they are written, a decimal comma as a point."""
    lines = [line.strip(b" \t\r").replace(b'"', b"").translate(OF_FORTRAN) for line in lines]
    if _has_decimal_commas(lines):
        lines = [line.replace(b",", b".") for line in lines]
    return [re.split(rb"[\s,;]+", line.strip(b" \t,;")) for line in lines]


def _has_decimal_commas(lines: list[bytes]) -> bool:
    """Return whether a comma begins decimals: no point does, and something else, or nothing, stands between numbers."""
    if any(b"." in line for line in lines):
        return False
    others = any(b";" in line or b"\t" in line for line in lines)
    return others or all(ONE_NUMBER.fullmatch(line) for line in lines)


def _without_counts(array: Array) -> tuple[Array, tuple[str, ...]]:
    """Return a matrix without a first line or column that only counts, from 0 or 1, and what was left out."""
    left_out: tuple[str, ...] = ()
    if len(array) > 2 and array.shape[1] > 2 and _counts(array[0, 1:]):
        array, left_out = array[1:], (say("the numbers of the columns"),)
    if len(array) > 2 and array.shape[1] > 1 and _counts(array[:, 0]):
        array, left_out = array[:, 1:], (*left_out, say("the numbers of the rows"))
    return array, left_out


def _counts(numbers: Array) -> bool:
    return bool(numbers[0] in (0, 1) and (np.diff(numbers) == 1).all())

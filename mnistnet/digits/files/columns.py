"""Columns: where in the lines of a table the label stands, by the names on top, else by the numbers themselves."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import are_answers
from mnistnet.digits.files.limits import LABELS, SQUARES
from mnistnet.words import mark, say

__all__ = ["LABEL", "Columns", "columns_of", "first_names", "is_label", "not_so_many", "numbers_its_lines"]

Numbers = NDArray[Any]
LABEL = ("label", "labels", "class", "classes", "digit", "digits", "target", "targets", "y", "answer", "number")
INDEX = ("", "index", "id", "idx", "row", "no", "nr", "imageid", "image_id", "rowid", "row_id", "rownames")
NUMBERED = re.compile(r"([a-z_ .-]*)(\d{1,4})(?:[x_:., -]+(\d{1,2}))?")
UNSURE = mark("First and last column both could be the label; the {which} was taken, as more digits occur in it.")


@dataclass(frozen=True)
class Columns:
    """Where things stand in a table, before its numbers are read as far as names tell.

    Attributes
    ----------
    count : int
        How many columns there are.
    side : int
        Rows and columns of a picture.
    label : int or None
        The column that is called label.
    dropped : tuple of int
        Columns that are called index, or otherwise than label and pixels.
    pixels : tuple of int or None
        The columns of the pixels in their order, where numbers in their names tell it and they stand in another one.
    """

    count: int
    side: int
    label: int | None = None
    dropped: tuple[int, ...] = ()
    pixels: tuple[int, ...] | None = None

    @property
    def order(self) -> list[int] | None:
        """The columns in the order in which they are looked at, a named label first; None if as they are."""
        if self.label is None and not self.dropped and self.pixels is None:
            return None
        first = [] if self.label is None else [self.label]
        if self.pixels is not None:
            first += [i for i in range(self.count) if i not in {self.label, *self.dropped, *self.pixels}]
            return first + list(self.pixels)
        return first + [i for i in range(self.count) if i not in (self.label, *self.dropped)]

    @property
    def spare(self) -> int:
        """How many columns are no pixels."""
        return self.count - len(self.dropped) - self.side * self.side

    def parted(self, edges: Numbers) -> tuple[slice, slice | None, str]:
        """Return which of the outer columns are pixels, which the label, and what is to be said of it.

        Parameters
        ----------
        edges : ndarray of shape (n, 2 spare)
            The first and the last columns of every line.
        """
        spare = self.spare
        if spare == 0:
            return slice(0, 0), None, ""
        if self.label is not None:
            return slice(1, 2), slice(0, 1), ""
        start = int(spare in (2, LABELS + 1))  # behind an index
        if start and not numbers_its_lines(edges[:, 0]):
            raise DataError(not_so_many(self.count))
        wide = spare - start
        if start == 0 and spare == 1 and len(edges) > LABELS and _counts(edges[:, 0]):
            return slice(1, 2), None, ""
        first, last = slice(start, spare), slice(2 * spare - wide, 2 * spare)
        is_last, words = _is_last(edges[:, first], edges[:, last])
        return (slice(start, 2 * spare - wide), last, words) if is_last else (slice(spare, 2 * spare), first, words)


def _counts(column: Numbers) -> bool:
    return bool((np.diff(column) == 1).all()) and float(column[0]).is_integer()


def numbers_its_lines(column: Numbers) -> bool:
    """Return whether a column numbers its lines, which may have been shuffled since."""
    if _counts(column):
        return True
    whole = bool((column == np.rint(column)).all()) and len(np.unique(column)) == len(column)
    return whole and len(column) > LABELS and column.min() >= 0


def _is_last(first: Numbers, last: Numbers) -> tuple[bool, str]:
    """Return whether the label is last, and what is to be said if that is not certain.

    The corner of a picture is nearly always blank, the same number in every line, and a label is not. Where both
    change, that in which more whole numbers from 0 to 9 occur is the label.
    """
    if first.shape[1] > 1:
        return are_answers(last) and not are_answers(first), ""
    one, other = first[:, 0], last[:, 0]
    changes, other_changes = bool((one != one[0]).any()), bool((other != other[0]).any())
    if changes != other_changes:
        return other_changes and are_answers(other), ""
    if not changes:
        return bool(one[0] == 0 and 0 < other[0] < LABELS and are_answers(other)), ""
    fits, other_fits = (are_answers(column) and column.max() < LABELS for column in (one, other))
    if fits != other_fits:
        return other_fits, ""
    many, others = len(np.unique(one)), len(np.unique(other))
    if not fits or abs(many - others) > 4:
        return fits and others > many, ""
    return others > many, say(UNSURE, which=say("last") if others > many else say("first"))


def columns_of(count: int, names: list[str]) -> Columns:
    """Return where things stand in a table of so many columns, with or without names on top.

    Raises
    ------
    DataError
        If so many columns are no picture with a label.
    """
    words = [name.strip("# ").lower() for name in names]
    labels = [i for i, word in enumerate(words) if word in LABEL]
    dropped = tuple(i for i, word in enumerate(words) if word in INDEX or word.startswith("unnamed"))
    label = labels[0] if len(labels) == 1 else None
    pixels, in_order = _numbered(words)
    if pixels and label is not None and label not in pixels:
        others = set(range(count)) - {label, *pixels}
        return Columns(count, SQUARES[len(pixels)], label, tuple(sorted(others)), None if in_order else pixels)
    for without in (dropped, ()):
        for square, side in SQUARES.items():
            spare = count - len(without) - square
            if spare == 1 or (spare in (0, 2, LABELS, LABELS + 1) and label is None):
                known = pixels if len(pixels) == square and spare < 2 and not in_order else None
                return Columns(count, side, label, without, known)
    raise DataError(not_so_many(count))


def _numbered(words: list[str]) -> tuple[tuple[int, ...], bool]:
    """Return the columns whose names are numbers, as pixel0 to pixel783 or 1x1 to 28x28, in their order.

    Also whether they stand so; nothing where these are not the pixels of a square.
    """
    found = [NUMBERED.fullmatch(word) for word in words]
    kinds = Counter((match[1], match[3] is None) for match in found if match)
    kind, many = max(kinds.items(), key=lambda pair: pair[1], default=(None, 0))
    if many not in SQUARES:
        return (), True
    places = [i for i, match in enumerate(found) if match and (match[1], match[3] is None) == kind]
    keys = {i: tuple(int(part) for part in (match[2], match[3]) if part) for i in places if (match := found[i])}
    order = sorted(places, key=keys.__getitem__)
    first, last, side = keys[order[0]], keys[order[-1]], SQUARES[many]
    steps = (many - 1,) if len(first) == 1 else (side - 1, side - 1)
    whole = len(set(keys.values())) == many and steps == tuple(b - a for a, b in zip(first, last, strict=True))
    return (tuple(order), order == places) if whole else ((), True)


def is_label(name: str) -> bool:
    """Return whether a column is called as one that holds labels."""
    return name.strip("# ").lower() in LABEL


def not_so_many(count: int) -> str:
    """Return a sentence about lines of so many columns, which are no picture with a label."""
    return say(
        "Line 1 has {n:,} columns; it needs 785: the label and 28 x 28 = 784 pixels (or those of another square, such "
        "as 257 with 16 x 16).",
        n=count,
    )


def first_names(cells: list[str], numbers: list[bool], count: int | None) -> tuple[list[str], str]:
    """Return the names of columns if the first line holds them, and what is to be said of it.

    Parameters
    ----------
    cells : list of str
        Of the first line.
    numbers : list of bool
        Which of them are numbers.
    count : int or None
        How many cells the second line has.
    """
    counted = len(cells) > 2 and cells in ([str(i + start) for i in range(len(cells))] for start in (0, 1))
    mangled = {"0.1", "0.2", "0.3"} <= set(cells)  # pandas numbers names that occur twice
    if not (counted or mangled or not (numbers[0] and numbers[-1]) or 2 * sum(numbers) < len(cells)):
        return [], ""
    names = ["", *cells] if count == len(cells) + 1 else cells  # R leaves the name of the row names out
    if mangled:
        return ["?"] * len(names), say("The first line is a digit that a program took for names; it is left out.")
    return names, ""

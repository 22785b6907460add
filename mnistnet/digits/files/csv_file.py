"""A CSV of digits has a label and a picture's pixels in every line; it is read block by block, never as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.answers import answers_of, are_answers, checked_answers
from mnistnet.digits.files.columns import Columns, columns_of, first_names
from mnistnet.digits.files.csv_alone import NARROW, labels_alone, labels_beside, pictures_alone
from mnistnet.digits.files.csv_cells import cells_of, in_figures, is_number, numbers_of
from mnistnet.digits.files.csv_text import LONGEST_LINE, NO_CSV, SEPARATORS, lines_of, separated
from mnistnet.digits.files.csv_top import (
    second_names,
    with_zeros,
    without_attributes,
    without_lists,
    without_remarks,
    without_titles,
)
from mnistnet.digits.files.csv_words import CUT, columns_of_text, is_cut, without_names, without_text
from mnistnet.digits.files.ink import FEW, USUAL, Scale, scale_of
from mnistnet.digits.files.limits import SIDE, pictures_within
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.digits.files.unpacking import parts_of
from mnistnet.words import say

__all__ = ["Table", "read_csv_digits", "read_csv_piece"]

Numbers = NDArray[Any]


def read_csv_digits(content: bytes, name: str = "", *, most: int | None = None) -> Digits:
    """Return the digits of a CSV, without splits.

    Parameters
    ----------
    content : bytes
        A label and the pixels in every line, with or without a line of names on top; commas, semicolons, tabs or spaces
        between; UTF-8 or UTF-16; plain, .gz, or .zip with one file. Where the label stands is said by its name, else
        seen by the numbers. It may be ten columns with a single 1 in each line; an index may stand before it.
    name : str
    most : int, optional
        The first so many lines are taken and the rest is not even unpacked; all by default.

    Raises
    ------
    DataError
        If a line has too many or too few columns, a cell is no number, a pixel or label is out of range, or it is
        no CSV at all; one sentence that names the line, of which empty ones are not counted.

    Notes
    -----
    What full ink is written as is decided by the first block of some thousand lines that holds any ink (`scale_of`).
    Ink is 255 in the result; a CSV of dark digits written as light paper comes out as light paper (`inverted` turns it
    over).
    """
    piece = read_csv_piece(parts_of(content, pictures_within(most)), name, most)
    if piece.images is None:
        raise DataError(say("This CSV holds labels and no pictures."))
    if piece.labels is None:
        raise DataError(
            say("Line 1 has 784 columns: the pixels without a label; put the label first in every line.")
            if piece.side == 28
            else say("This CSV holds the pixels without a label; put the label first in every line.")
        )
    return Digits(piece.images, piece.labels, name)


def read_csv_piece(parts: Iterator[bytes], name: str, most: int | None) -> Piece:
    """Return pictures, labels or both from the unpacked parts of a CSV; else as `read_csv_digits`."""
    blocks = lines_of(parts)
    top, names = without_attributes(without_remarks(next(blocks, b"")))
    if names:
        blocks = with_zeros(chain([top], blocks), len(names))
        top = next(blocks, b"")
    top, above, told = without_titles(top)
    blocks = without_lists(chain([top], blocks))
    top = next(blocks)
    if not top.strip():
        raise DataError(say(NO_CSV))
    separator, cells = _opening(top)
    top, words = separated(top, separator), ""
    blocks = (separated(block, separator) for block in blocks)
    if not names and not columns_of_text(top, separator, 2):
        names, words = first_names(cells, [is_number(in_figures(cell)) for cell in cells], _second(top, separator))
        if names:
            line, _, top = top.partition(b"\n")
            blocks = without_names(chain([top], blocks), line)
            top = next(blocks, b"")
    if len(cells) == 1:
        return labels_alone(chain([top], blocks), name, most)
    if len(cells) in NARROW:
        return labels_beside(chain([top], blocks), separator, names, len(cells), name, most)
    if len(cells) == SIDE and not names:
        return pictures_alone(chain([top], blocks), separator, name, most)
    extra = second_names(top, separator) if names else 0
    number = above + 1 + bool(names) + bool(extra)
    blocks = chain([top[extra:]] if top[extra:] else [], blocks)
    count, names, blocks, extra_words = without_text(len(names) or len(cells), names, blocks, separator)
    words = " ".join(filter(None, (words or told, extra_words)))
    table = Table(columns_of(count, names), separator, number, most)
    for block in blocks:
        if table.inner and is_cut(block, separator, table.columns.count):
            words = f"{words} {say(CUT)}".strip()
        elif not table.add(block):
            break
    return table.piece(name, words)


def _opening(top: bytes) -> tuple[str, list[str]]:
    """Return the separator, and the cells of the first line."""
    line = top[: top.find(b"\n") if b"\n" in top else 0]
    if len(line) > LONGEST_LINE or b"\0" in line:
        raise DataError(say(NO_CSV))
    for separator in SEPARATORS:
        cells = cells_of(separated(line + b"\n", separator).decode("latin-1")[:-1], separator)
        if _may_be(len(cells)):
            return separator, cells
    separator = max(SEPARATORS, key=line.decode("latin-1").count)
    cells = cells_of(line.decode("latin-1"), separator)
    if len(cells) < 2 and not is_number(cells[0]) and len(cells[0]) > 20:
        raise DataError(say(NO_CSV))
    return separator, cells


def _may_be(count: int) -> bool:
    try:
        return bool(columns_of(count, []))
    except DataError:
        return False


def _second(top: bytes, separator: str) -> int | None:
    """Return how many cells the second line has."""
    lines = top.split(b"\n", 2)
    return lines[1].count(separator.encode()) + 1 if len(lines) > 2 else None


@dataclass(eq=False)
class Table:
    """The lines of a CSV as they come: what surely is pixels becomes ink at once, the outer columns wait."""

    columns: Columns
    separator: str
    number: int  # of the next line
    most: int | None
    scale: Scale | None = None
    inner: list[NDArray[np.uint8]] = field(default_factory=list)
    outer: list[Numbers] = field(default_factory=list)
    first: int = 0

    def add(self, block: bytes) -> bool:
        """Take some lines; return whether more are wanted."""
        self.take(numbers_of(block, self.separator, self.columns.count, self.number)[: self._left()])
        return self._left() != 0

    def take(self, numbers: Numbers) -> None:
        """Take the numbers of some lines."""
        self.first = self.first or self.number
        order, spare = self.columns.order, self.columns.spare
        numbers = numbers if order is None else numbers[:, order]
        pixels = numbers[:, spare : numbers.shape[1] - spare]
        self.scale = self.scale or _scale(pixels)
        self._check(pixels, self.number)
        self.inner.append((self.scale or USUAL).ink(pixels))
        edges = np.concatenate([numbers[:, :spare], numbers[:, numbers.shape[1] - spare :]], axis=1)
        self.outer.append(edges)
        self.number += len(numbers)

    def _left(self) -> int | None:
        return None if self.most is None else self.most - sum(map(len, self.inner))

    def _check(self, pixels: Numbers, first: int) -> None:
        scale = self.scale or USUAL
        if scale == USUAL and pixels.dtype == np.uint8:
            return
        wrong = ~scale.holds(pixels)
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise DataError(
                say(
                    "Line {first} holds the pixel value {pixels:g}; pixels go from {low:g} to {most:g} in this file.",
                    first=first + row,
                    pixels=pixels[row, column],
                    low=scale.low,
                    most=scale.high,
                )
            )

    def piece(self, name: str, before: str) -> Piece:
        """Return what the lines hold."""
        if not self.inner:
            raise DataError(say("This CSV holds no digits."))
        edges = np.concatenate(self.outer)
        pixels, label, words = self.columns.parted(edges)
        scale = self.scale or USUAL
        spare, sides = self.columns.spare, edges[:, pixels]
        self._check(sides, self.first)
        left = max(0, min(spare, pixels.stop) - pixels.start) if pixels.stop > pixels.start else 0
        ink = scale.ink(sides)
        images = np.concatenate([ink[:, :left], np.concatenate(self.inner), ink[:, left:]], axis=1)
        side = self.columns.side
        images, resized = sized(images.reshape(-1, side, side))
        labels, said = (None, "") if label is None else self._labels(edges[:, label])
        told = (before, words, scale.words, resized, said)
        return Piece(name, images, labels, len(images), tuple(filter(None, told)), side)

    def _labels(self, values: Numbers) -> tuple[NDArray[np.uint8], str]:
        if values.shape[1] == 1:
            return checked_answers(values[:, 0], self.first)
        if not are_answers(values):
            raise DataError(say("The ten columns beside the pixels are no labels: a single 1 must stand in each line."))
        return answers_of(values)


def _scale(pixels: Numbers) -> Scale | None:
    """Return the scale of pixels; the usual one where few are off it, so that the first of those is named."""
    try:
        return scale_of(pixels)
    except DataError:
        if float((pixels < 0).mean()) > FEW:
            raise
        return USUAL

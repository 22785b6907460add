"""A CSV of labels alone, one or one of ten a line, or of pictures alone, a line for each of their rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import answers_of, are_answers, checked_answers
from mnistnet.digits.files.columns import LABEL, not_so_many, numbers_its_lines
from mnistnet.digits.files.csv_cells import cells_of, is_number, numbers_of
from mnistnet.digits.files.csv_text import NO_CSV, separated
from mnistnet.digits.files.ink import ink_of
from mnistnet.digits.files.limits import LABELS, SIDE
from mnistnet.digits.files.piece import Piece
from mnistnet.words import say

__all__ = ["NARROW", "labels_alone", "labels_beside", "pictures_alone"]

Numbers = NDArray[Any]
NARROW = (2, LABELS, LABELS + 1)  # columns: labels behind an index, one of ten, and both
LONGEST = 24  # characters of a label
MOST_BEYOND = 1_000_000  # labels that are only counted: no set has more


def labels_alone(blocks: Iterator[bytes], name: str, most: int | None) -> Piece:
    """Return labels that stand alone, one a line, with or without a name on top."""
    cells: list[str] = []
    beyond = 0  # lines that are only counted: as many pictures may stand in the other file
    for block in blocks:
        if most is None or len(cells) <= most:
            cells += block.decode("latin-1").split("\n")[:-1]
        else:
            beyond += block.count(b"\n")
        if most is not None and beyond > MOST_BEYOND:
            break
    if cells and not is_number(cells[0].strip()):
        del cells[0]
    if not cells or not all(len(cell) <= LONGEST and is_number(cell.strip().strip('"')) for cell in cells):
        raise DataError(say(NO_CSV))
    labels, words = checked_answers(np.array([float(cell.strip().strip('"')) for cell in cells[:most]]))
    return Piece(name, None, labels, len(cells) + beyond, (words,) if words else ())


def labels_beside(
    blocks: Iterator[bytes], separator: str, names: list[str], columns: int, name: str, most: int | None
) -> Piece:
    """Return labels that stand behind an index, or as ten columns with a single 1 in each line, or both."""
    rows: list[Numbers] = []
    for block in blocks:
        text = separated(block, separator)
        cells = cells_of(text.partition(b"\n")[0].decode("latin-1"), separator)
        if not rows and not (len(cells) == columns and all(map(is_number, cells))):
            raise DataError(not_so_many(columns))
        rows.append(numbers_of(text, separator, columns, 1 + bool(names) + sum(map(len, rows))))
    if not rows:
        raise DataError(not_so_many(columns))
    numbers = np.concatenate(rows)
    if columns == LABELS + 1 and numbers_its_lines(numbers[:, 0]):
        numbers = numbers[:, 1:]
    if columns == NARROW[0]:
        called = [i for i, word in enumerate(names) if word.strip().lower() in LABEL]
        left = called if len(called) == 1 else [i for i in (0, 1) if not numbers_its_lines(numbers[:, i])]
        numbers = numbers[:, left]
    if numbers.shape[1] not in (1, LABELS) or not are_answers(numbers):
        raise DataError(not_so_many(columns))
    labels, words = answers_of(numbers[:most])
    return Piece(name, None, labels, len(numbers), (words,) if words else ())


def pictures_alone(blocks: Iterator[bytes], separator: str, name: str, most: int | None) -> Piece:
    """Return pictures that stand alone, a line for each of their 28 rows, one below the other."""
    rows: list[Numbers] = []
    for block in blocks:
        rows.append(numbers_of(separated(block, separator), separator, SIDE, 1 + sum(map(len, rows))))
        if most is not None and sum(map(len, rows)) > most * SIDE:
            break
    lines = np.concatenate(rows)
    if len(lines) % SIDE and (most is None or len(lines) <= most * SIDE):
        raise DataError(
            say("This CSV has {n} lines of 28 numbers; a picture has 28 lines, or a line with all 784.", n=len(lines))
        )
    count = len(lines) // SIDE if most is None else min(len(lines) // SIDE, most)
    images, words = ink_of(lines[: count * SIDE].reshape(count, SIDE, SIDE))
    return Piece(name, images, None, count, (words,) if words else ())

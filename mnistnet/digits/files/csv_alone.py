"""A CSV of labels alone, one a line, or of pictures alone, a line for each of their rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import checked_answers
from mnistnet.digits.files.csv_cells import is_number, numbers_of
from mnistnet.digits.files.csv_text import NO_CSV, separated
from mnistnet.digits.files.ink import ink_of
from mnistnet.digits.files.limits import SIDE
from mnistnet.digits.files.piece import Piece
from mnistnet.words import say

__all__ = ["labels_alone", "pictures_alone"]

Numbers = NDArray[Any]


def labels_alone(blocks: Iterator[bytes], name: str, most: int | None) -> Piece:
    """Return labels that stand alone, one a line, with or without a name on top."""
    cells: list[str] = []
    for block in blocks:
        cells += block.decode("latin-1").split("\n")[:-1]
        if most is not None and len(cells) > most:
            break
    if cells and not is_number(cells[0].strip()):
        del cells[0]
    if not cells or not all(is_number(cell.strip().strip('"')) for cell in cells):
        raise DataError(say(NO_CSV))
    labels, words = checked_answers(np.array([float(cell.strip().strip('"')) for cell in cells[:most]]))
    return Piece(name, None, labels, len(cells), (words,) if words else ())


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

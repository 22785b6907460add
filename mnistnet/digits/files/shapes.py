"""Shapes: how pictures and labels lie in an array: in rows or columns, in colours, or both in one table."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import are_answers
from mnistnet.digits.files.columns import Columns, columns_of
from mnistnet.digits.files.limits import LABELS, LONGEST_SIDE, SIDES, SQUARES
from mnistnet.digits.files.rows import Rows

__all__ = ["USUAL", "is_coloured", "labels_down", "pictures_in", "squeezed", "tables_apart"]

Array = NDArray[Any]
USUAL = {side * side for side in SIDES}


def pictures_in(rows: Rows, counts: Collection[int]) -> Rows | None:
    """Return pictures as (n, side, side) if an array holds some.

    Parameters
    ----------
    rows : Rows
    counts : collection of int
        How many labels there are, which tells rows from columns.
    """
    array = rows.array
    if array.dtype.kind not in "fiub" or not array.size:
        return None
    whole = len(array) == rows.total
    if array.ndim == 2:
        return _of_rows(rows, whole, counts)
    if array.ndim == 4 and whole and array.shape[0] == array.shape[1] and array.shape[2] in (1, 3):
        array = np.moveaxis(array, 3, 0)  # as MATLAB's users and SVHN have them
        rows = Rows(array, len(array))
    if array.ndim == 4:
        array = _without_colours(array)
    if array.ndim == 3 and array.shape[1] == array.shape[2] and SIDES[-1] <= array.shape[1] <= LONGEST_SIDE:
        return Rows(array, rows.total)
    if array.ndim == 3 and whole and array.shape[0] == array.shape[1] and array.shape[0] in SQUARES.values():
        return Rows(np.moveaxis(array, 2, 0), array.shape[2])
    return None


def _of_rows(rows: Rows, whole: bool, counts: Collection[int]) -> Rows | None:
    """Return pictures that are a row each or, as MATLAB's users keep them, a column each."""
    down, across = rows.array.shape
    ways = [across in SQUARES, whole and down in SQUARES]
    if all(ways) and ((down in counts) != (across in counts) or (across in USUAL) != (down in USUAL)):
        tells = (down in counts, across in counts) if (down in counts) != (across in counts) else None
        ways = list(tells or (across in USUAL, down in USUAL))
    if ways[0]:
        side = SQUARES[across]
        return Rows(rows.array.reshape(-1, side, side), rows.total)
    if ways[1]:
        side = SQUARES[down]
        return Rows(rows.array.T.reshape(-1, side, side), across)
    return None


def _without_colours(array: Array) -> Array:
    """Return pictures with one, three or four colours, last or first, in grey; as they are if they have others."""
    if array.shape[3] not in (1, 3, 4) and array.shape[1] in (1, 3, 4):
        array = np.moveaxis(array, 1, 3)
    if array.shape[3] == 4:
        cover = array[..., 3]
        if (cover == cover.flat[0]).all():
            return _grey(array[..., :3])
        return cover if (array[..., :3] == array.flat[0]).all() else array
    return array[..., 0] if array.shape[3] == 1 else _grey(array) if array.shape[3] == 3 else array


def _grey(array: Array) -> Array:
    if all(np.array_equal(array[..., 0], array[..., colour]) for colour in (1, 2)):
        return array[..., 0]
    grey = array[..., 0] * np.float32(0.299) + array[..., 1] * np.float32(0.587) + array[..., 2] * np.float32(0.114)
    return np.rint(grey).astype(array.dtype) if array.dtype.kind in "iu" else grey


def is_coloured(rows: Rows) -> bool:
    """Return whether an array holds pictures of which the three colours differ."""
    array = rows.array
    axis = next((axis for axis in (3, 1, 2) if array.ndim == 4 and array.shape[axis] == 3), None)
    if axis is None:
        return False
    red, *others = np.moveaxis(array, axis, 0)
    return not all(np.array_equal(red, other) for other in others)


def squeezed(rows: Rows) -> Rows:
    """Return rows of numbers without further axes of length one: (n, 1, 784) and (n, 784, 1) as (n, 784)."""
    sides = rows.array.shape[1:]
    if len(sides) < 2 or len(sides) - sides.count(1) > 1:
        return rows
    return Rows(rows.array.reshape(len(rows.array), max(sides)), rows.total)


def labels_down(rows: Rows) -> Rows:
    """Return labels that lie in a row, or one of ten rows for each picture, as MATLAB's users have them, downwards."""
    array = rows.array
    lies = array.ndim == 2 and len(array) == rows.total and len(array) in (1, LABELS) and array.shape[1] > LABELS
    return Rows(array.T if len(array) == LABELS else array[0], array.shape[1]) if lies else rows


def tables_apart(arrays: Mapping[str, Rows], counts: Collection[int]) -> dict[str, Rows]:
    """Return arrays of which those that hold the label and the pixels in every row are parted into these two.

    Parameters
    ----------
    arrays : mapping of str to Rows
    counts : collection of int
        How many labels stand in arrays of their own: as many rows have none.
    """
    found: dict[str, Rows] = {}
    for name, rows in arrays.items():
        columns = _columns(rows.array) if rows.total not in counts else None
        found |= {name: rows} if columns is None else _apart(name, rows, columns)
    return found


def _columns(array: Array) -> Columns | None:
    if array.ndim != 2 or not len(array) or array.dtype.kind not in "fiu" or array.shape[1] in SQUARES:
        return None
    try:
        columns = columns_of(array.shape[1], [])
    except DataError:
        return None
    return columns if columns.spare in (1, LABELS) else None


def _apart(name: str, rows: Rows, columns: Columns) -> dict[str, Rows]:
    array, spare = rows.array, columns.spare
    pixels, label, _ = columns.parted(np.concatenate([array[:, :spare], array[:, -spare:]], axis=1))
    is_first = label is not None and label.start == 0
    labels = array[:, :spare] if is_first else array[:, -spare:]
    if pixels.start == pixels.stop or label is None or not are_answers(labels):
        return {name: rows}
    pictures = array[:, spare:] if is_first else array[:, :-spare]
    return {name: Rows(pictures, rows.total), f"{name} labels": Rows(labels, rows.total)}

"""Arrays of a stranger's file: which are pictures, which their labels, and which belong together."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import answers_of, are_answers
from mnistnet.digits.files.ink import ink_of
from mnistnet.digits.files.limits import LABELS, LONGEST_SIDE, SIDES
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.digits.files.rows import Rows
from mnistnet.words import say

__all__ = ["group_of", "pieces_of_arrays"]

Array = NDArray[Any]
TEST, VALIDATION = ("t10k", "test", "eval"), ("valid", "val_", "_val", "dev_")
WEIGHTS = re.compile(r"(^|[./])(W_?\d+|weight|weights|kernel|coefs_)(:0|\.\d+)?$")
BIASES = re.compile(r"(^|[./])(b_?\d+|bias|biases|intercepts_)(:0|\.\d+)?$")
SQUARES = {side * side: side for side in SIDES}


def group_of(name: str) -> str:
    """Return "test", "validation" or "train", as a name says; "" if it says nothing."""
    word = name.lower()
    if any(part in word for part in TEST):
        return "test"
    if any(part in word for part in VALIDATION):
        return "validation"
    return "train" if "train" in word else ""


def pieces_of_arrays(arrays: Mapping[str, Rows], most: int | None) -> list[Piece]:
    """Return the pictures among named arrays, each with its labels if there are any.

    Parameters
    ----------
    arrays : mapping of str to Rows
        Pictures as (n, 784), (n, 28, 28), (n, 28, 28, 1), (n, 1, 28, 28), in colours as (n, 28, 28, 3), as (784, n), or
        of other square sizes; labels as `answers_of` reads them, also lying in a row.
    most : int or None
        The first so many are taken of each.

    Raises
    ------
    DataError
        If there are no pictures, or a label is not 0 to 9.
    """
    if any(WEIGHTS.search(name) for name in arrays) and any(BIASES.search(name) for name in arrays):
        raise DataError(say("These are weights of a network and no digits: they are opened under My networks."))
    pictures = {name: images for name, rows in arrays.items() if (images := _pictures(rows)) is not None}
    rest = {name: _down(rows) for name, rows in arrays.items() if name not in pictures}
    labels = {name: rows for name, rows in rest.items() if _may_be_labels(rows)}
    if not pictures and len(labels) != 1:
        shapes = ", ".join(f"{name or '?'} {rows.array.shape}" for name, rows in list(arrays.items())[:6])
        raise DataError(say("There are no pictures of digits in this file: {shapes}.", shapes=shapes or "0"))
    if not pictures:
        ((name, rows),) = labels.items()
        answers, words = answers_of(rows.array[:most])
        return [Piece(name, None, answers, rows.total, (words,) if words else ())]
    found = []
    for name, images in pictures.items():
        own = _labels_of(name, images.total, labels)
        found.append(_piece(name, images, labels.pop(own) if own else None, most))
    labelled = [piece for piece in found if piece.labels is not None]
    totals = {piece.total for piece in labelled}  # the same pictures may stand there twice, as in scikit-learn's
    return [*_in_order(labelled), *(one for one in found if one.labels is None and one.total not in totals)]


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """Return pieces of which no name says a group called by their order: training, validation, test digits."""
    if not 1 < len(pieces) < 4 or any(group_of(piece.name) for piece in pieces):
        return pieces
    groups = ("train", "validation", "test") if len(pieces) == 3 else ("train", "test")
    return [replace(piece, name=group) for piece, group in zip(pieces, groups, strict=True)]


def _piece(name: str, images: Rows, labels: Rows | None, most: int | None) -> Piece:
    count = min(len(images.array), len(labels.array) if labels else len(images.array))
    count = count if most is None else min(count, most)
    ink, words = ink_of(images.array[:count])
    full, resized = sized(np.ascontiguousarray(ink))
    answers, said = (None, "") if labels is None else answers_of(labels.array[:count])
    told = tuple(filter(None, (words, resized, said)))
    return Piece(name, full, answers, images.total, told, images.array.shape[1])


def _labels_of(name: str, total: int, labels: Mapping[str, Rows]) -> str | None:
    """Return the name of the labels for some pictures: as many, of the same group, the first."""
    many = [word for word, rows in labels.items() if rows.total == total]
    same = [word for word in many if group_of(word) == group_of(name)]
    return next(iter((*same, *many)), None)


def _may_be_labels(rows: Rows) -> bool:
    array = rows.array
    return array.ndim in (1, 2) and array.dtype.kind in "fiub" and array.size > 0 and are_answers(array)


def _down(rows: Rows) -> Rows:
    """Return labels that lie in a row, or one of ten rows for each picture, as MATLAB's users have them, downwards."""
    array = rows.array
    lies = array.ndim == 2 and len(array) == rows.total and len(array) in (1, LABELS) and array.shape[1] > LABELS
    return Rows(array.T if len(array) == LABELS else array[0], array.shape[1]) if lies else rows


def _grey(array: Array) -> Array:
    """Return pictures with three colours in the last place, (n, side, side, 3), in grey."""
    if all(np.array_equal(array[..., 0], array[..., colour]) for colour in (1, 2)):
        return array[..., 0]
    grey = array[..., 0] * np.float32(0.299) + array[..., 1] * np.float32(0.587) + array[..., 2] * np.float32(0.114)
    return np.rint(grey).astype(array.dtype) if array.dtype.kind in "iu" else grey


def _pictures(rows: Rows) -> Rows | None:
    """Return pictures as (n, side, side) if an array holds some."""
    array = rows.array
    if array.dtype.kind not in "fiub" or not array.size:
        return None
    whole = len(array) == rows.total
    if array.ndim == 2 and array.shape[1] in SQUARES:
        side = SQUARES[array.shape[1]]
        return Rows(array.reshape(-1, side, side), rows.total)
    if array.ndim == 2 and whole and array.shape[0] in SQUARES:  # a column each, as MATLAB's users keep them
        side = SQUARES[array.shape[0]]
        return Rows(array.T.reshape(-1, side, side), array.shape[1])
    if array.ndim == 4 and array.shape[3] == 3:
        array = _grey(array)
    elif array.ndim == 4:
        array = array[..., 0] if array.shape[3] == 1 else array[:, 0] if array.shape[1] == 1 else array
    if array.ndim == 3 and array.shape[1] == array.shape[2] and SIDES[-1] <= array.shape[1] <= LONGEST_SIDE:
        return Rows(array, rows.total)
    if array.ndim == 3 and whole and array.shape[0] == array.shape[1] and array.shape[0] in SIDES:
        return Rows(np.moveaxis(array, 2, 0), array.shape[2])
    return None

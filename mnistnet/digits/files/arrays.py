"""Arrays of a stranger's file: which are pictures, which their labels, and which belong together."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.answers import answers_of, are_answers
from mnistnet.digits.files.columns import LABEL
from mnistnet.digits.files.ink import ink_of
from mnistnet.digits.files.limits import LABELS, SIDE
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.digits.files.rows import Rows
from mnistnet.digits.files.shapes import USUAL, is_coloured, labels_down, pictures_in, squeezed, tables_apart
from mnistnet.words import mark, say

__all__ = ["group_of", "grouped", "pieces_of_arrays"]

Array = NDArray[Any]
TEST, VALIDATION = ("t10k", "test", "eval"), ("valid", "val_", "_val", "dev_")
BY_LABEL = re.compile(r"(.*?)([0-9])")
OPTDIGITS = (".tes", ".tes.gz")  # the names of its test digits end so
COLOURED = mark("The pictures are in colour, and read in grey. Digits on photos, as SVHN's, are no handwriting.")
WEIGHTS = re.compile(r"(^|[./])(W_?\d+|weight|weights|kernel|coefs_)(:0|\.\d+)?$")
BIASES = re.compile(r"(^|[./])(b_?\d+|bias|biases|intercepts_)(:0|\.\d+)?$")


def group_of(name: str) -> str:
    """Return "test", "validation" or "train", as a name says; "" if it says nothing."""
    word = name.lower()
    if word.endswith(OPTDIGITS) or any(part in word for part in TEST):
        return "test"
    if any(part in word for part in VALIDATION):
        return "validation"
    return "train" if "train" in word else ""


def grouped(piece: Piece, name: str) -> Piece:
    """Return a piece of a file of that name, which tells test from training digits where nothing in it does."""
    return piece if group_of(piece.name) or not group_of(name) else replace(piece, name=name)


def pieces_of_arrays(arrays: Mapping[str, Rows], most: int | None) -> list[Piece]:
    """Return the pictures among named arrays, each with its labels if there are any.

    Parameters
    ----------
    arrays : mapping of str to Rows
        Pictures as (n, 784), (n, 28, 28), (n, 28, 28, 1), (n, 1, 28, 28), in colours, as (784, n), or of other
        square sizes, or as (n, 785) with the label first or last; labels as `answers_of` reads them, also in a row.
    most : int or None
        The first so many are taken of each.

    Raises
    ------
    DataError
        If there are no pictures, or a label is not 0 to 9.
    """
    if any(WEIGHTS.search(name) for name in arrays) and any(BIASES.search(name) for name in arrays):
        raise DataError(say("These are weights of a network and no digits: they are opened under My networks."))
    arrays = {name: squeezed(rows) for name, rows in arrays.items()}
    counts = {down.total for rows in arrays.values() if _may_be_labels(down := labels_down(rows))}
    arrays = tables_apart(arrays, counts)
    pictures = {
        name: images
        for name, rows in arrays.items()
        if not _are_labels(name, arrays) and (images := pictures_in(rows, counts)) is not None
    }
    rest = {name: labels_down(rows) for name, rows in arrays.items() if name not in pictures}
    labels = {name: rows for name, rows in rest.items() if _may_be_labels(rows)}
    if not pictures:
        return [_labels_alone(arrays, labels, most)]
    found = []
    for name, images in sorted(pictures.items(), key=lambda pair: pair[1].array.shape[1] != SIDE):  # MNIST's size first
        own = _labels_of(name, images.total, labels)
        if own is None:
            _refuse_other_labels(images.total, rest, labels if len(pictures) == 1 else {})
        piece = _piece(name, images, labels.pop(own) if own else None, most)
        found.append(replace(piece, notes=(*piece.notes, say(COLOURED))) if is_coloured(arrays[name]) else piece)
    found = _labelled_by_name(found)
    labelled = [piece for piece in found if piece.labels is not None]
    totals = {piece.total for piece in labelled}  # the same pictures may stand there twice, as in scikit-learn's
    return [*_in_order(labelled), *(one for one in found if one.labels is None and one.total not in totals)]


def _labelled_by_name(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with the labels that their names say, where these are ten of each word: train0 to train9."""
    named = [(piece, match) for piece in pieces if (match := BY_LABEL.fullmatch(piece.name))]
    counts = Counter(match[1] for _, match in named)
    if len(named) < len(pieces) or set(counts.values()) != {LABELS} or any(one.labels is not None for one in pieces):
        return pieces
    first, match = named[0]
    note = say("The labels stand in the names of the arrays: {name} holds {label}.", name=first.name, label=match[2])
    return [
        replace(piece, labels=np.full(len(piece.images), int(match[2]), np.uint8), notes=(*piece.notes, note))
        for piece, match in named
        if piece.images is not None
    ]


def _labels_alone(arrays: Mapping[str, Rows], labels: Mapping[str, Rows], most: int | None) -> Piece:
    """Return the labels of a file that holds nothing else."""
    if len(labels) != 1 or any(rows.array.ndim > 1 for name, rows in arrays.items() if name not in labels):
        shapes = ", ".join(f"{name or '?'} {rows.array.shape}" for name, rows in list(arrays.items())[:6])
        raise DataError(
            say(
                "There are no pictures of digits in this file: {shapes}. They must have 28 x 28 or 784 numbers each, "
                "or another square, and their labels stand in an array of their own.",
                shapes=shapes or "0",
            )
        )
    ((name, rows),) = labels.items()
    answers, words = answers_of(rows.array[:most])
    return Piece(name, None, answers, rows.total, (words,) if words else ())


def _refuse_other_labels(total: int, rest: Mapping[str, Rows], labels: Mapping[str, Rows]) -> None:
    """Refuse pictures beside which labels stand that are too few, or no labels, so that nobody misses these."""
    if len(labels) == 1 and len(rest) == 1:
        raise DataError(
            say(
                "There are {pictures:,} pictures and {labels:,} labels in this file; there must be as many.",
                pictures=total,
                labels=next(iter(labels.values())).total,
            )
        )
    for name, rows in rest.items():
        array = rows.array
        if array.size == len(array) > 0 and rows.total == total and not _may_be_labels(rows):
            if not np.isfinite(array.astype(float)).all():
                raise DataError(say("A label in {name} is missing: leave these pictures out.", name=name or "?"))
            raise DataError(
                say(
                    "The labels in {name} go from {low:g} to {high:g}; they must be whole numbers from 0 to 9.",
                    name=name or "?",
                    low=float(array.min()),
                    high=float(array.max()),
                )
            )


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
    """Return the name of the labels for some pictures: as many, of the same group, called so, of the most classes."""
    many = [word for word, rows in labels.items() if rows.total == total]
    same = [word for word in many if group_of(word) == group_of(name)]
    return max(same or many, key=lambda word: (_is_called_label(word), _classes(labels[word])), default=None)


def _is_called_label(name: str) -> bool:
    return any(word in LABEL for word in re.split(r"[^a-z]+", name.lower()))


def _classes(rows: Rows) -> int:
    return rows.array.shape[1] if rows.array.ndim == 2 and rows.array.shape[1] > 1 else len(np.unique(rows.array))


def _may_be_labels(rows: Rows) -> bool:
    array = rows.array
    return array.ndim in (1, 2) and array.dtype.kind in "fiub" and array.size > 0 and are_answers(array)


def _are_labels(name: str, arrays: Mapping[str, Rows]) -> bool:
    """Return whether an array that might be pictures of any square by its shape is labels: 400 of them, say."""
    rows = arrays[name]
    if rows.array.ndim != 2 or not _may_be_labels(down := labels_down(rows)):
        return False
    if down.array.ndim == 2:
        return down.array.shape[1] in (1, LABELS, LABELS + 1)
    others = {side for word, other in arrays.items() if word != name for side in other.array.shape}
    return down.total in others or down.total not in USUAL

"""Assembling: pictures and labels that came apart are put together, and parted into training and test digits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.arrays import group_of
from mnistnet.digits.files.limits import LABELS
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.splitting import with_splits
from mnistnet.words import mark, say

__all__ = ["WHAT", "Found", "assembled"]

WHAT = mark(
    "Bring the two files of an IDX pair, all four of a set like MNIST, one CSV, NumPy's or MATLAB's arrays (.npz, "
    ".npy, .pkl, .mat), a .zip or .tar.gz of pictures, or one set saved here."
)

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, eq=False)
class Found:
    """Digits that were found in files.

    Attributes
    ----------
    images : ndarray of shape (n, 28, 28), uint8
    given : Digits or None
        The same with labels and splits; None if no labels came along.
    notes : tuple of str
        What was done to read them, in sentences; empty if they are as they came.
    is_own : bool
        Whether the set was saved here, so that it lies the right way round.
    """

    images: NDArray[np.uint8]
    given: Digits | None
    notes: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def digits(self) -> Digits:
        """The digits with their labels; DataError if no labels came along."""
        if self.given is None:
            raise DataError(
                say(
                    "These are {n:,} pictures without labels; bring their labels along (in a CSV put the label first "
                    "in every line).",
                    n=len(self.images),
                )
            )
        return self.given


def assembled(pieces: Sequence[Piece], name: str, most: int | None) -> Found:
    """Return the digits in some pieces as one set.

    Parameters
    ----------
    pieces : sequence of Piece
        Pictures and labels may stand in two of them; names tell test and validation from training digits.
    name : str
    most : int or None
        How many pictures a set may have: a tenth of them for each of test and validation where they came apart.

    Raises
    ------
    DataError
        If they do not belong together.
    """
    _refuse_blank(pieces)
    whole = [
        *(piece for piece in pieces if piece.images is not None and piece.labels is not None),
        *_paired(pieces, most),
    ]
    notes = [note for piece in (whole or pieces) for note in piece.notes]
    if not whole:
        return Found(_pictures(pieces), None, tuple(dict.fromkeys(notes)))
    notes += [
        say("{name} has no labels and is left out.", name=piece.name)
        for piece in pieces
        if piece.images is not None and piece.labels is None and not any(piece.images is one.images for one in whole)
    ]
    if len(whole) == 1 and whole[0].splits is not None:
        digits = _digits(whole, name)
        return Found(digits.images, replace(digits, splits=whole[0].splits), is_own=True)
    digits = _parted(whole, name, most)
    if sum(piece.total for piece in whole) > len(digits):
        notes.append(
            say("There are {total:,} digits; these are {n:,}.", total=sum(p.total for p in whole), n=len(digits))
        )
    if sum(piece.total for piece in whole) > len(digits) or len(digits) == most:
        notes += _missing(digits)
    return Found(digits.images, digits, tuple(dict.fromkeys(notes)))


def _missing(digits: Digits) -> list[str]:
    """Return a sentence about labels of which there is no digit among the first of a set that is sorted by label."""
    labels = sorted(set(range(LABELS)) - set(digits.labels.tolist()))
    if not labels or (np.diff(digits.labels.astype(int)) < 0).sum() >= LABELS:
        return []
    return [
        say(
            "The set is sorted by label, and among its first digits there is no {labels}: bring it shuffled.",
            labels=", ".join(map(str, labels)),
        )
    ]


def _refuse_blank(pieces: Sequence[Piece]) -> None:
    """Refuse a file of which all pictures are blank: it was read amiss, here or by whoever wrote it."""
    for piece in pieces:
        if piece.images is not None and piece.images.size and piece.images.min() == piece.images.max():
            raise DataError(say("All pictures are blank in this file: no pixel differs from any other."))


def _pictures(pieces: Sequence[Piece]) -> NDArray[np.uint8]:
    images = [piece.images for piece in pieces if piece.images is not None]
    if not images:
        raise DataError(
            say("This is one half of a pair; bring the file with its {missing} along.", missing=say("pictures"))
        )
    return np.concatenate(images)


def _paired(pieces: Sequence[Piece], most: int | None) -> list[Piece]:
    """Return pictures that stand alone with the labels that stand alone and belong to them."""
    images = [piece for piece in pieces if piece.labels is None]
    labels = [piece for piece in pieces if piece.images is None]
    if labels and len(images) != len(labels) and not (len(pieces) == 1 or len(images) > len(labels) == 0):
        raise DataError(say("There must be as many files of labels as of pictures. {WHAT}", WHAT=say(WHAT)))
    if len(labels) > 1 and not any(group_of(piece.name) == "test" for piece in pieces):
        raise DataError(say("Which of these files are for testing? Two of the names must say “t10k” or “test”."))
    return [_pair(one, labels, most) for one in images] if labels else []


def _pair(images: Piece, labels: Sequence[Piece], most: int | None) -> Piece:
    """Return pictures with those labels that are of the same group; a CSV was read up to `most` pictures only."""
    test = group_of(images.name) == "test"
    own = [one for one in labels if group_of(one.name) == group_of(images.name)]
    if len(own) != 1:
        own = [one for one in labels if (group_of(one.name) == "test") == test]
    if not own and len(labels) == 1 and "" in (group_of(images.name), group_of(labels[0].name)):
        own = list(labels)
    if len(own) != 1:
        raise DataError(say("Which of these files are for testing? Two of the names must say “t10k” or “test”."))
    if images.total == most and own[0].total > most:
        images = replace(images, total=own[0].total)
    if own[0].total != images.total:
        raise DataError(
            say(
                "These {pictures:,} pictures and {labels:,} labels do not belong together; bring the two files of "
                "one pair.",
                pictures=images.total,
                labels=own[0].total,
            )
        )
    if "submission" in own[0].name.lower() and own[0].labels is not None and np.ptp(own[0].labels) == 0:
        raise DataError(
            say(
                "In {name} every label is the same, as in the sheet that Kaggle gives for an example: it holds no "
                "answers.",
                name=own[0].name,
            )
        )
    return replace(images, labels=own[0].labels, notes=images.notes + own[0].notes)


def _parted(whole: Sequence[Piece], name: str, most: int | None) -> Digits:
    """Return one set of pieces, with the splits that their names say, and others where they say none."""
    groups = {part: [p for p in whole if (group_of(p.name) or "train") == part] for part in PARTS}
    if not groups["train"]:  # then nothing tells what the others were left out for
        groups = {"train": list(whole), "validation": [], "test": []}
    held = {part: _digits(some, name) for part, some in groups.items() if some}
    tenth = None if most is None else most // 10
    room = {part: tenth for part in held if part != "train"}
    room["train"] = None if tenth is None or most is None else most - tenth * len(room)
    held = {part: Digits(one.images[: room[part]], one.labels[: room[part]], name) for part, one in held.items()}
    places = np.repeat(np.arange(len(held)), [len(one) for one in held.values()])
    images, labels = ([getattr(one, what) for one in held.values()] for what in ("images", "labels"))
    digits = Digits(np.concatenate(images), np.concatenate(labels), name)
    where = {part: np.flatnonzero(places == i) for i, part in enumerate(held)}
    if len(held) == len(PARTS):
        return replace(digits, splits=where)
    test = where.get("test", where.get("validation"))
    return with_splits(digits, None if test is None else np.isin(np.arange(len(digits)), test))


def _digits(pieces: Sequence[Piece], name: str) -> Digits:
    images = [piece.images[: _count(piece)] for piece in pieces if piece.images is not None]
    labels = [piece.labels[: _count(piece)] for piece in pieces if piece.labels is not None]
    if len(pieces) == 1:
        return Digits(images[0], labels[0], name)
    return Digits(np.concatenate(images), np.concatenate(labels), name)


def _count(piece: Piece) -> int:
    """Return how many pictures have a label."""
    return min(len(one) for one in (piece.images, piece.labels) if one is not None)

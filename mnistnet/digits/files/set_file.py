"""A set of digits as one file of ours: pictures, labels and splits, small, and safe to read; or as CSV for others."""

import contextlib
import gzip
import io

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.npz_file import arrays_of_npz
from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.limits import LABELS, MOST, SIDE
from mnistnet.digits.files.splitting import SPLITS, with_splits
from mnistnet.words import mark, say

__all__ = ["csv_of_digits", "read_digit_set", "save_digit_set"]

BLOCK = 500  # lines written at once
WRITTEN = [b"%d" % value for value in range(256)]
NOT_A_SET = mark("This is not a set of digits saved by mnistnet, or it is damaged")


def save_digit_set(digits: Digits, *, packed: bool = True) -> bytes:
    """Return a set as the content of an .npz file with "images", "labels" and "split" (0 train, 1 validation, 2 test).

    Parameters
    ----------
    digits : Digits
        With the three splits; at most `MOST`.
    packed : bool
        A set that is not packed is larger and quicker to read.

    Raises
    ------
    DataError
        If there are more, as they could not be read again.
    """
    if len(digits) > MOST:
        raise DataError(say("A set holds up to {MOST:,} pictures; these are {n:,}.", MOST=MOST, n=len(digits)))
    file = io.BytesIO()
    save = np.savez_compressed if packed else np.savez
    save(file, allow_pickle=False, images=digits.images, labels=digits.labels, split=_split_of(digits))
    return file.getvalue()


def _split_of(digits: Digits) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    split = np.zeros(len(digits), np.uint8)
    for number, name in enumerate(SPLITS):
        split[digits.splits[name]] = number
    return split


def read_digit_set(content: bytes, name: str = "", *, any_size: bool = False) -> Digits:
    """Return the set in the content of an .npz file, whoever made it; without "split" in it, splits are made.

    Parameters
    ----------
    content : bytes
    name : str
    any_size : bool
        Whether pictures may have another size than 28 x 28.

    Raises
    ------
    DataError
        If it is not such a file, is damaged, or holds something else than pictures of 28 x 28 bytes with labels 0 to
        9; one sentence for people.
    """
    try:
        arrays = arrays_of_npz(content)
    except WeightFileError as error:
        raise DataError(error.sentence) from error
    images, labels = arrays.get("images"), arrays.get("labels")
    if images is None or labels is None or not set(arrays) <= {"images", "labels", "split"}:
        raise DataError(
            say('{NOT_A_SET}: it must hold "images" and "labels" and nothing else.', NOT_A_SET=say(NOT_A_SET))
        )
    split = arrays.get("split", np.zeros(labels.shape, np.uint8))
    if any(array.dtype != np.uint8 for array in (images, labels, split)):
        raise DataError(say("{NOT_A_SET}: it must hold whole numbers from 0 to 255.", NOT_A_SET=say(NOT_A_SET)))
    count = len(images) if images.ndim else 0
    side = images.shape[1:3] if any_size else (SIDE, SIDE)
    if not count or images.shape != (count, *side) or len(side) != 2 or {labels.shape, split.shape} != {(count,)}:
        raise DataError(
            say(
                "{NOT_A_SET}: it must hold n pictures of {SIDE} x {SIDE} pixels and n labels.",
                NOT_A_SET=say(NOT_A_SET),
                SIDE=SIDE,
            )
        )
    if labels.max() >= LABELS or split.max() >= len(SPLITS):
        raise DataError(say("{NOT_A_SET}: labels go from 0 to 9.", NOT_A_SET=say(NOT_A_SET)))
    digits = Digits(np.ascontiguousarray(images), labels, name)
    if "split" not in arrays:
        return with_splits(digits)
    return Digits(digits.images, labels, name, {part: np.flatnonzero(split == i) for i, part in enumerate(SPLITS)})


def csv_of_digits(digits: Digits, *, packed: bool = False) -> bytes:
    """Return digits as CSV in the usual form: a line of names, then the label and 784 pixels from 0 to 255.

    Parameters
    ----------
    digits : Digits
    packed : bool
        Whether to pack it as .gz, which is about eight times smaller.
    """
    file = io.BytesIO()
    with gzip.GzipFile("", "wb", 4, file, mtime=0) if packed else contextlib.nullcontext(file) as opened:
        opened.write(",".join(["label", *(f"pixel{i}" for i in range(digits.images[0].size))]).encode() + b"\n")
        for start in range(0, len(digits), BLOCK):
            opened.write(_lines(digits, slice(start, start + BLOCK)))
    return file.getvalue()


def _lines(digits: Digits, part: slice) -> bytes:
    labels, images = digits.labels[part], digits.images[part]
    numbers = np.concatenate([labels[:, None], images.reshape(len(labels), -1)], axis=1)
    return b"".join(b",".join(map(WRITTEN.__getitem__, row)) + b"\n" for row in numbers.tolist())

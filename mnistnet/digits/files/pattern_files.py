"""Pattern files hold square pictures of any size with labels, for networks that are made to their size."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.csv_cells import is_number
from mnistnet.digits.files.idx_bytes import idx_digits, open_idx
from mnistnet.digits.files.limits import LABELS, MOST, MOST_BYTES
from mnistnet.digits.files.set_file import read_digit_set
from mnistnet.digits.files.splitting import with_splits
from mnistnet.digits.files.unpacking import is_packed_set, parts_of
from mnistnet.words import mark, say

__all__ = ["LARGEST", "read_pattern_files"]

LARGEST = 128  # rows and columns
FEWEST = 30  # of fewer, hardly any would be left to judge by
WHAT = mark(
    "Bring two IDX files (pictures and labels), one CSV (a label and n x n pixels in every line), or one .npz set."
)


def read_pattern_files(files: Mapping[str, bytes], name: str = "") -> Digits:
    """Return the patterns in one or two files, with the splits "train", "validation" and "test".

    Parameters
    ----------
    files : mapping of str to bytes
        A pair of IDX files, a CSV of whole numbers from 0 to 255, or a set with the arrays "images" and "labels" in an
        .npz; packed (.gz) or not. All pictures are square and of one size, from 2 x 2 to 128 x 128.
    name : str

    Raises
    ------
    DataError
        If the files are none of these, or damaged; one sentence for people.
    """
    if any(len(content) > MOST_BYTES for content in files.values()):
        raise DataError(
            say("One of these files is larger than {MOST_BYTES} MB; bring less.", MOST_BYTES=MOST_BYTES // 10**6)
        )
    contents = list(files.values())
    if len(contents) == 2:
        digits = with_splits(_of_pair(contents[0], contents[1], name))
    elif len(contents) != 1:
        raise DataError(say(WHAT))
    elif is_packed_set(contents[0]):
        digits = read_digit_set(contents[0], name, any_size=True)
    else:
        digits = with_splits(_of_csv(contents[0], name))
    _check(digits)
    return digits


def _of_pair(one: bytes, other: bytes, name: str) -> Digits:
    found = [open_idx(content, MOST_BYTES, any_size=True) for content in (one, other)]
    images, labels = ([f for f in found if f is not None and f.holds_pictures == kind] for kind in (True, False))
    if not images or not labels:
        raise DataError(say("These two files are not a pair of pictures and labels. {WHAT}", WHAT=say(WHAT)))
    return idx_digits(images[0], labels[0], name, MOST)


def _of_csv(content: bytes, name: str) -> Digits:
    text = b"".join(parts_of(content, MOST_BYTES)).decode("latin-1")
    lines = [line for line in text.replace(";", ",").replace("\t", ",").splitlines() if line.strip()]
    if lines and not is_number(lines[0].split(",")[-1].strip()):
        del lines[0]  # the names of the columns
    if not lines or "," not in lines[0]:
        raise DataError(say("This is no file of patterns. {WHAT}", WHAT=say(WHAT)))
    try:
        numbers = np.loadtxt(lines[:MOST], np.float32, comments=None, delimiter=",", ndmin=2)
    except (ValueError, OverflowError) as error:
        raise DataError(
            say("A line of this CSV has another number of columns, or a cell that is no number.")
        ) from error
    images = _bytes(numbers[:, 1:], 255).reshape(-1, *_square(numbers.shape[1] - 1))
    return Digits(images, _bytes(numbers[:, 0], LABELS - 1), name)


def _bytes(numbers: NDArray[np.float32], most: int) -> NDArray[np.uint8]:
    """Return whole numbers from 0 to `most` as bytes."""
    if not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers > most).any() or (numbers % 1).any():
        raise DataError(
            say("In this CSV labels are whole numbers from 0 to {LABELS}, and pixels from 0 to 255.", LABELS=LABELS - 1)
        )
    return numbers.astype(np.uint8)


def _square(pixels: int) -> tuple[int, int]:
    side = round(pixels**0.5)
    if side * side != pixels:
        raise DataError(say("A line of this CSV has {pixels:,} pixels, which is no square of n x n.", pixels=pixels))
    return side, side


def _check(digits: Digits) -> None:
    rows, columns = digits.images.shape[1:]
    if rows != columns or not 2 <= rows <= LARGEST:
        raise DataError(
            say(
                "Patterns are square, from 2 x 2 to {LARGEST} x {LARGEST} pixels, not {rows} x {columns}.",
                LARGEST=LARGEST,
                rows=rows,
                columns=columns,
            )
        )
    if len(digits) < FEWEST or not all(len(places) for places in digits.splits.values()):
        raise DataError(
            say(
                "These are {n} patterns; it takes {FEWEST} or more, to learn and to judge by.",
                n=len(digits),
                FEWEST=FEWEST,
            )
        )
    if len(np.unique(digits.labels)) < 2:
        raise DataError(say("All of these patterns have the same label; it takes two classes or more."))

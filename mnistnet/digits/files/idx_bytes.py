"""IDX is MNIST's own format: a header that tells the shape, then one byte a pixel or a label."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.answers import answers_of
from mnistnet.digits.files.limits import LABELS, SIDE, pictures_within
from mnistnet.digits.files.unpacking import parts_of
from mnistnet.words import say

__all__ = ["IdxFile", "idx_digits", "idx_of", "open_idx", "read_idx_bytes", "read_idx_pictures"]

Bytes = NDArray[np.uint8]
WIDTHS = {8: 1, 11: 2, 12: 4}  # the kinds of whole numbers, and their bytes
KINDS = (8, 9, 11, 12, 13, 14)  # and those of all numbers
MOST_DIMENSIONS = 6


@dataclass(eq=False)
class IdxFile:
    """An IDX file of which the header has been read, and nothing else yet.

    Attributes
    ----------
    shape : tuple of int
    start : bytes
        What has been unpacked of its values so far.
    parts : iterator of bytes
        The rest of them.
    width : int
        Bytes of a number, the highest first.
    """

    shape: tuple[int, ...]
    start: bytes
    parts: Iterator[bytes]
    width: int = 1

    @property
    def holds_pictures(self) -> bool:
        """Whether it holds pictures; else labels."""
        return len(self.shape) == 3

    def values(self, most: int | None) -> Bytes:
        """Return the first `most` of its entries (None: all); nothing beyond them is unpacked."""
        count = self.shape[0] if most is None else min(most, self.shape[0])
        wanted = count * prod(self.shape[1:]) * self.width
        found = bytearray(self.start[:wanted])
        more = len(self.start) > wanted
        while len(found) < wanted or count == self.shape[0]:
            part = next(self.parts, b"")
            if not part:
                break
            more = more or len(found) + len(part) > wanted
            found += part[: wanted - len(found)]
            if more:
                break
        if len(found) < wanted or (more and count == self.shape[0]):
            raise DataError(say("This IDX file is cut off or longer than its header says."))
        if self.width == 1:
            return np.frombuffer(found, np.uint8).reshape(count, *self.shape[1:])
        return answers_of(np.frombuffer(found, f">i{self.width}").reshape(count, *self.shape[1:]))[0]


def open_idx(content: bytes, limit: int | None = None, *, any_size: bool = False) -> IdxFile | None:
    """Return an IDX file with its header read; None if it is none.

    Parameters
    ----------
    content : bytes
        Packed (.gz) or not.
    limit : int, optional
        How many bytes may be unpacked.
    any_size : bool
        Whether pictures may have another size than 28 x 28.

    Raises
    ------
    DataError
        If its header is cut off, or names another kind of numbers or another shape than pictures of 28 x 28 or labels.
    """
    parts = parts_of(content, limit)
    return idx_of(next(parts, b""), parts, any_size=any_size)


def idx_of(start: bytes, parts: Iterator[bytes], *, any_size: bool = False) -> IdxFile | None:
    """Return an IDX file from its unpacked parts, of which the first is `start`; else as `open_idx`."""
    if start[:2] != b"\0\0" or len(start) < 4 or start[2] not in KINDS or start[3] > MOST_DIMENSIONS:
        return None
    kind, dimensions = start[2], start[3]
    width = WIDTHS.get(kind, 0)
    if not width or (width > 1 and dimensions == 3):
        raise DataError(say("This IDX file holds another kind of numbers than bytes from 0 to 255."))
    if dimensions not in (1, 2, 3) or len(start) < 4 + 4 * dimensions:
        raise DataError(say("This IDX file holds neither pictures nor labels."))
    shape = tuple(np.frombuffer(start, ">u4", dimensions, offset=4).tolist())
    if dimensions == 2 and (shape[1] not in (1, 8) or width == 1):  # QMNIST's labels have eight columns
        raise DataError(say("This IDX file holds neither pictures nor labels."))
    if shape[1:] not in ((), (SIDE, SIDE)) and not any_size:
        raise DataError(
            say(
                "The pictures in this IDX file have {rows:,} x {columns:,} pixels; they must have {SIDE} x {SIDE}.",
                rows=shape[1],
                columns=shape[2],
                SIDE=SIDE,
            )
        )
    return IdxFile(shape, start[4 + 4 * dimensions :], parts, width)


def idx_digits(images: IdxFile, labels: IdxFile, name: str, most: int | None = None) -> Digits:
    """Return the pictures and labels of two opened IDX files; errors as for `read_idx_bytes`."""
    if images.shape[0] != labels.shape[0]:
        raise DataError(
            say(
                "These {pictures:,} pictures and {labels:,} labels do not belong together; bring the two files of "
                "one pair.",
                pictures=images.shape[0],
                labels=labels.shape[0],
            )
        )
    if not labels.shape[0]:
        raise DataError(say("These IDX files hold no pictures."))
    answers = labels.values(most)
    if answers.max() >= LABELS:
        raise DataError(
            say(
                "A label in this file is {max}; labels go from 0 to 9 here, so letters (of EMNIST, say) cannot "
                "be read.",
                max=answers.max(),
            )
        )
    return Digits(images.values(most), answers, name)


def read_idx_bytes(one: bytes, other: bytes, name: str = "", *, most: int | None = None) -> Digits:
    """Return the pictures and labels of a pair of IDX files, given in any order, without splits.

    Parameters
    ----------
    one, other : bytes
        The contents of the two files, packed (.gz) or not. Which holds the pictures is seen by its header.
    name : str
    most : int, optional
        The first so many pictures are taken and the rest is not even unpacked; all by default.

    Raises
    ------
    DataError
        If one is no IDX file, is damaged, they do not belong together, a picture is not 28 x 28, or a label is not
        0 to 9; one sentence for people.

    References
    ----------
    The IDX format: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
    """
    found = [open_idx(content, pictures_within(most)) for content in (one, other)]
    images = [file for file in found if file is not None and file.holds_pictures]
    labels = [file for file in found if file is not None and not file.holds_pictures]
    if not images or not labels:
        raise DataError(say("These two files are not a pair: one must hold pictures as IDX, the other their labels."))
    return idx_digits(images[0], labels[0], name, most)


def read_idx_pictures(content: bytes, *, most: int | None = None) -> Bytes:
    """Return the pictures of one IDX file whose labels nobody needs, shape (n, 28, 28).

    Raises
    ------
    DataError
        If it is no IDX file, is damaged, or holds something else than pictures of 28 x 28.
    """
    file = open_idx(content, pictures_within(most))
    if file is None or not file.holds_pictures:
        raise DataError(say("This is not an IDX file with pictures."))
    return file.values(most)

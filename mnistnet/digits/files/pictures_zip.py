"""A zip of pictures: one file a digit, each with the label that its folder, a list or its name says."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.arrays import group_of
from mnistnet.digits.files.limits import LONGEST_SIDE, SIDES
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.words import say

__all__ = ["is_picture", "pieces_of_pictures"]

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
LARGEST = 100_000  # bytes of one picture


def is_picture(name: str) -> bool:
    """Return whether a file is called as a picture is."""
    return name.lower().endswith(ENDINGS)


def pieces_of_pictures(files: Iterable[tuple[str, int, Iterator[bytes]]]) -> list[Piece]:
    """Return pictures with their labels, one piece for each of the groups train, validation and test.

    Parameters
    ----------
    files : iterable of (str, int, iterator of bytes)
        Names with their folders, labels, and contents in parts. Pictures are square and of one size in each group;
        ink is light, as in MNIST.

    Raises
    ------
    DataError
        If a picture is damaged, too large or of another size.
    """
    groups: dict[str, list[tuple[int, NDArray[np.uint8]]]] = {}
    for name, label, parts in files:
        groups.setdefault(group_of(name), []).append((label, _ink(name, parts)))
    return [_piece(group, pairs) for group, pairs in groups.items()]


def _piece(group: str, pairs: list[tuple[int, NDArray[np.uint8]]]) -> Piece:
    shapes = sorted({image.shape for _, image in pairs})
    if len(shapes) > 1:
        raise DataError(
            say("The pictures differ in size, {one} and {other}; they must have one.", one=shapes[0], other=shapes[-1])
        )
    images, resized = sized(np.stack([image for _, image in pairs]))
    labels = np.array([label for label, _ in pairs], np.uint8)
    return Piece(group, images, labels, len(labels), (resized,) if resized else (), shapes[0][0])


def _ink(name: str, parts: Iterator[bytes]) -> NDArray[np.uint8]:
    """Return the pixels of one picture as they are."""
    try:
        from mnistnet.drawing.picture_file import PictureError, light_of_file, size_of_file
    except ModuleNotFoundError as error:
        raise DataError(say("Pictures are read by the package Pillow: pip install 'mnistnet[files]'")) from error
    content = b""
    for part in parts:
        content += part
        if len(content) > LARGEST:
            raise DataError(say("The picture {name} is larger than a digit should be.", name=name[-60:]))
    with suppress(PictureError):
        width, height = size_of_file(content)
        if width == height and SIDES[-1] <= width <= LONGEST_SIDE:
            return np.rint(light_of_file(content) * 255).astype(np.uint8)
    raise DataError(
        say(
            "The picture {name} is not square, has not 8 to {most} pixels a side, or is damaged.",
            name=name[-60:],
            most=LONGEST_SIDE,
        )
    )

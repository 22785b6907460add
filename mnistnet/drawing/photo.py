"""A photo or scan becomes digits: paper and ink are told apart, then every digit is read, from left to right."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image

from mnistnet.drawing.found_ink import FoundInk, Wish, find_ink
from mnistnet.drawing.ink import Ink
from mnistnet.drawing.picture_file import PictureError, pixels_of_file
from mnistnet.drawing.reading import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.several import apart
from mnistnet.words import say

__all__ = ["Photo", "look_at_photo", "read_photo"]

MOST_DIGITS = 100
LARGEST = 400  # pixels: larger digits are made smaller before they are read


@dataclass(frozen=True, eq=False)
class Photo:
    """What was found in a photo.

    Attributes
    ----------
    found : FoundInk
        The light, what was taken for ink, and why it may be wrong.
    readings : tuple of Reading
        Of every digit, line by line, from left to right.
    """

    found: FoundInk
    readings: tuple[Reading, ...]


def read_photo(file: bytes | Path | BinaryIO, *, steps: Iterable[str] = ALL_STEPS) -> list[Reading]:
    """Return a reading of every digit in a photo or scan: line by line, from left to right.

    Dark ink on light paper or light on dark, evenly lit or not, or strokes on nothing. A sheet on a desk is cut out,
    printed lines and boxes are left out, and so is all that is around dark panels with light digits. Digits that touch
    each other count as one; pieces that nearly touch, or lie above each other with a small gap, belong to one digit.

    Parameters
    ----------
    file : bytes, Path or binary file
        PNG, JPEG, GIF, BMP, WEBP, TIFF or HEIC, up to 10 MB and 16 million pixels.
    steps : iterable of str
        As `read_drawing` takes them.

    Returns
    -------
    list of Reading
        Empty where no ink stands out from the paper.

    Raises
    ------
    PictureError
        If the file cannot be read as a picture, or shows more than 100 pieces that might be digits.
    ValueError
        If there is no step of that name.
    """
    return list(look_at_photo(file, steps=steps).readings)


def look_at_photo(
    file: bytes | Path | BinaryIO, wish: Wish | None = None, *, steps: Iterable[str] = ALL_STEPS
) -> Photo:
    """Return the digits in a photo together with what was taken for ink; a wish corrects what was taken.

    Parameters and errors as those of `read_photo`.
    """
    steps = tuple(steps)
    found = find_ink(pixels_of_file(file), wish or Wish())
    digits = apart(found.ink)
    if len(digits) > MOST_DIGITS:
        raise PictureError(
            say(
                "This picture shows more than {MOST_DIGITS} marks that might be digits; cut out a part.",
                MOST_DIGITS=MOST_DIGITS,
            )
        )
    return Photo(found, tuple(read_ink(_smaller(ink), steps=steps) for ink in digits))


def _smaller(ink: Ink) -> Ink:
    """Return the ink of one digit in fewer pixels where it has many."""
    times = ceil(max(ink.shape) / LARGEST)
    return ink if times == 1 else np.asarray(Image.fromarray(ink).reduce(times), np.float32)

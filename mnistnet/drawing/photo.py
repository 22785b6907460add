"""A photo or scan becomes digits: paper and ink are told apart, then every digit is read, from left to right."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image

from mnistnet.drawing.evened import evened
from mnistnet.drawing.found_ink import FoundInk, Wish, find_ink
from mnistnet.drawing.ink import Box, Ink
from mnistnet.drawing.known import looks_like_a_digit
from mnistnet.drawing.letters import without_letters
from mnistnet.drawing.picture_file import PictureError, pixels_of_file
from mnistnet.drawing.reading import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.several import ALONE, placed
from mnistnet.drawing.stems import is_b
from mnistnet.drawing.struck import is_struck
from mnistnet.drawing.turned import quarter_turns
from mnistnet.network import Network
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
    left_out : int
        How many marks beside them look like no digits.
    struck : int
        How many of the digits seem to be struck out.
    turns : int
        By how many quarters to the left the picture should be turned; 0 where it seems to lie straight.
    doubted : int
        How many of the readings look like no digits, though they lie straight and nothing strikes them out; they were
        kept as nothing else was found.
    """

    found: FoundInk
    readings: tuple[Reading, ...]
    left_out: int = 0
    struck: int = 0
    turns: int = 0
    doubted: int = 0


def read_photo(
    file: bytes | Path | BinaryIO, *, steps: Iterable[str] = ALL_STEPS, reader: Network | None = None
) -> list[Reading]:
    """Return a reading of every digit in a photo or scan: line by line, from left to right.

    Dark ink on light paper or light on dark, evenly lit or not, or strokes on nothing. A sheet on a desk is cut out,
    printed lines and boxes are left out, and so is all that is around dark panels with light digits. Digits that touch
    each other count as one; pieces that nearly touch, or lie above each other with a small gap, belong to one digit.

    Parameters
    ----------
    file : bytes, Path or binary file
        PNG, JPEG, GIF, BMP, WEBP, PGM, TIFF or HEIC, up to 10 MB and 16 million pixels.
    steps : iterable of str
        As `read_drawing` takes them.
    reader : Network, optional
        One that has learned to doubt, such as "sharp": letters and things beside the digits are left out.

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
    return list(look_at_photo(file, steps=steps, reader=reader).readings)


def look_at_photo(
    file: bytes | Path | BinaryIO,
    wish: Wish | None = None,
    *,
    steps: Iterable[str] = ALL_STEPS,
    reader: Network | None = None,
) -> Photo:
    """Return the digits in a photo together with what was taken for ink; a wish corrects what was taken.

    Parameters and errors as those of `read_photo`.
    """
    steps = tuple(steps)
    found = find_ink(pixels_of_file(file), wish or Wish())
    digits = placed(found.ink)
    if len(digits) > MOST_DIGITS:
        raise PictureError(
            say(
                "This picture shows more than {MOST_DIGITS} marks that might be digits; cut out a part.",
                MOST_DIGITS=MOST_DIGITS,
            )
        )
    in_even_light = evened if max(found.ink.shape) > ALONE else np.asarray  # in a few pixels a stroke is all edge
    readings = [read_ink(in_even_light(_smaller(ink)), steps=steps) for _, ink in digits]
    if reader is None:
        return Photo(found, tuple(readings))
    kept = _known(readings, [box for box, _ in digits], reader)
    struck = [place for place in kept if _is_struck(readings[place], digits[place][1], reader)]
    turns = quarter_turns([reading.digit for reading in readings if reading.digit is not None], reader)
    plain = [] if turns else [readings[place] for place in kept if place not in struck]
    doubted = sum(_is_doubted(reading, reader) for reading in plain)
    left_out = len(readings) - len(kept)
    return Photo(found, tuple(readings[place] for place in kept), left_out, len(struck), turns, doubted)


def _known(readings: list[Reading], boxes: list[Box], reader: Network) -> list[int]:
    """Return the places of those of several readings that may be digits."""
    seen = [place for place, reading in enumerate(readings) if reading.digit is not None]
    digits = [digit for reading in readings if (digit := reading.digit) is not None]
    return [seen[i] for i in without_letters(digits, [boxes[place] for place in seen], reader)]


def _is_struck(reading: Reading, ink: Ink, reader: Network) -> bool:
    """Return whether a digit seems to be struck out; the slash of a zero strikes out nothing."""
    return reading.digit is not None and is_struck(ink) and int(reader.predict(reading.digit).argmax()) != 0


def _is_doubted(reading: Reading, reader: Network) -> bool:
    digit = reading.digit
    return digit is not None and (not looks_like_a_digit(digit, reader) or is_b(digit, reader))


def _smaller(ink: Ink) -> Ink:
    """Return the ink of one digit in fewer pixels where it has many."""
    times = ceil(max(ink.shape) / LARGEST)
    return ink if times == 1 else np.asarray(Image.fromarray(ink).reduce(times), np.float32)

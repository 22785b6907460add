"""A photo or scan becomes digits: paper and ink are told apart, then every digit is read, from left to right."""

from collections.abc import Iterable
from math import ceil
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image

from mnistnet.drawing.ink import Ink
from mnistnet.drawing.picture_file import Light, PictureError, light_of_file
from mnistnet.drawing.reading import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.several import apart
from mnistnet.words import say

__all__ = ["ink_on_paper", "read_photo"]

BLOCKS = 8  # of the longer side: the paper is taken to be evenly lit within one
FAINTEST = 0.08  # of the range from black to white: fainter marks are not ink
CLEAR = 4.0  # times the paper's own roughness must ink stand out
MOST_DIGITS = 100
LARGEST = 400  # pixels: larger digits are made smaller before they are read


def read_photo(file: bytes | Path | BinaryIO, *, steps: Iterable[str] = ALL_STEPS) -> list[Reading]:
    """Return a reading of every digit in a photo or scan: line by line, from left to right.

    Dark ink on light paper or light on dark, evenly lit or not. Digits that touch each other count as
    one; pieces that nearly touch, or lie above each other with a small gap, belong to one digit.

    Parameters
    ----------
    file : bytes, Path or binary file
        PNG, JPEG, GIF, BMP or WEBP, up to 10 MB and 16 million pixels.
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
    steps = tuple(steps)
    found = apart(ink_on_paper(light_of_file(file)))
    if len(found) > MOST_DIGITS:
        raise PictureError(
            say(
                "This picture shows more than {MOST_DIGITS} marks that might be digits; cut out a part.",
                MOST_DIGITS=MOST_DIGITS,
            )
        )
    return [read_ink(_smaller(ink), steps=steps) for ink in found]


def ink_on_paper(light: Light) -> Ink:
    """Return the ink on a lit sheet of paper, 0 for paper to 1 for full ink.

    The light of the paper is subtracted; what sticks out to one side, dark or light, is ink if it
    stands out from the paper's own roughness, which is subtracted too. Full ink is what nine tenths
    of the marks above Otsu's threshold do not exceed.

    References
    ----------
    N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9 (1979).
    """
    marks = light - _paper(light)
    marks = marks if (marks**3).sum() > 0 else -marks  # ink covers less than paper, so it makes the longer tail
    roughness = _roughness(marks)
    strong = marks[marks > _parting(marks)]
    full = float(np.quantile(strong, 0.9)) if strong.size else 0.0
    if full < max(FAINTEST, CLEAR * roughness):
        return np.zeros_like(light)
    return np.clip((marks - 2 * roughness) / (full - 2 * roughness), 0, 1).astype(np.float32)


def _paper(light: Light) -> Light:
    """Return how light the paper is at every pixel: medians of blocks, of neighbouring blocks, and smooth between."""
    side = max(1, ceil(max(light.shape) / BLOCKS))
    rows, columns = (ceil(n / side) for n in light.shape)
    filled = np.pad(light, ((0, rows * side - light.shape[0]), (0, columns * side - light.shape[1])), "reflect")
    blocks = np.median(filled.reshape(rows, side, columns, side), axis=(1, 3))
    around = np.pad(blocks, 1, "edge")
    nine = np.stack([around[i : i + rows, j : j + columns] for i in range(3) for j in range(3)])
    image = Image.fromarray(np.median(nine, axis=0).astype(np.float32))
    smooth = image.resize((columns * side, rows * side), Image.Resampling.BILINEAR)
    return np.asarray(smooth, np.float32)[: light.shape[0], : light.shape[1]]


def _roughness(marks: Light) -> float:
    """Return about the standard deviation of the noise, from how far pixels lie off and differ from the next."""
    differences = np.diff(marks, axis=1, append=marks[:, -1:])
    return 1.5 * float(max(np.median(np.abs(marks)), np.median(np.abs(differences))))


def _parting(marks: Light) -> float:
    """Return the threshold above zero that leaves the largest variance between the pixels below and above it."""
    counts, edges = np.histogram(marks.clip(0), 128, (0, 1))
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * middles)
    means = (sums[-1] - sums[:-1]) / np.maximum(above, 1) - sums[:-1] / np.maximum(below, 1)
    return float(edges[1 + np.argmax(below * above * means**2)])


def _smaller(ink: Ink) -> Ink:
    """Return the ink of one digit in fewer pixels where it has many."""
    times = ceil(max(ink.shape) / LARGEST)
    return ink if times == 1 else np.asarray(Image.fromarray(ink).reduce(times), np.float32)

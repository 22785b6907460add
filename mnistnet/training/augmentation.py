"""Augmentation bends and moves digits a little before each use, so that the network learns what does not matter."""

from dataclasses import dataclass, fields, replace
from functools import cache
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.words import say

__all__ = ["Augmentation", "Draws", "augmented"]

Array = NDArray[Any]
KNOTS = 5  # the field that pulls strokes about is drawn on a grid of 5 x 5
POOL = 1 << 16  # so many numbers of noise are drawn an epoch; each picture reads 784 from a place of its own


@dataclass(frozen=True)
class Augmentation:
    """How much the digits are changed at random; 0 everywhere leaves them as they are.

    Attributes
    ----------
    shift : float
        Up to how many pixels to each side.
    rotation, shear : float
        Up to how many degrees either way.
    scale : float
        Up to what share larger or smaller.
    elastic : float
        Up to how many pixels a smooth random field pulls the strokes about.
    thickness : float
        Up to what share strokes are made thicker or thinner.
    noise : float
        Standard deviation of the noise on every pixel, as a share of full ink.

    Raises
    ------
    ValueError
        If a strength is negative, not finite or absurdly large.
    """

    shift: float = 0.0
    rotation: float = 0.0
    shear: float = 0.0
    scale: float = 0.0
    elastic: float = 0.0
    thickness: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        for field, largest in zip(fields(self), (14, 180, 60, 0.9, 8, 1, 2), strict=True):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                raise ValueError(
                    say("The augmentation's {name} must be a number, not {value!r}.", name=field.name, value=value)
                )
            if not 0 <= value <= largest:
                raise ValueError(
                    say(
                        "The augmentation's {name} goes from 0 to {largest:g}; {value!r} is outside.",
                        name=field.name,
                        largest=largest,
                        value=value,
                    )
                )

    @property
    def changes_nothing(self) -> bool:
        """Whether all strengths are zero."""
        return not any(vars(self).values())


@dataclass(frozen=True, eq=False)
class Draws:
    """The random numbers behind the changes of many pictures, each row for one picture.

    They are drawn before anyone knows how strong the changes shall be, so the strengths may change
    at any time, and which picture gets which numbers does not depend on how pictures are grouped.

    Attributes
    ----------
    affine : ndarray of shape (n, 6), from -1 to 1
        For shift down, shift right, rotation, shear, scale, thickness.
    field : ndarray of shape (2, n, KNOTS * KNOTS), from -1 to 1
        How far each knot of a coarse grid is pulled down and right.
    noise : ndarray of shape (POOL,)
        Standard normal numbers from which every picture reads a stretch, beginning at `start`.
    start : ndarray of shape (n,)
    """

    affine: Array
    field: Array
    noise: Array
    start: Array

    @classmethod
    def of(cls, count: int, rng: np.random.Generator) -> "Draws":
        """Return draws for so many pictures."""
        affine = 2 * rng.random((count, 6), np.float32) - 1
        field = 2 * rng.random((2, count, KNOTS * KNOTS), np.float32) - 1
        return cls(affine, field, rng.standard_normal(POOL, np.float32), rng.integers(0, POOL, count))

    def part(self, start: int, stop: int) -> "Draws":
        """Return the draws of some of the pictures."""
        return Draws(self.affine[start:stop], self.field[:, start:stop], self.noise, self.start[start:stop])


def augmented(images: NDArray[np.uint8], augmentation: Augmentation, draws: Draws) -> Array:
    """Return changed pictures, shape (n, rows, columns), float32 from 0 to 255.

    Parameters
    ----------
    images : ndarray of shape (n, rows, columns), uint8
    augmentation : Augmentation
        How strong the changes are.
    draws : Draws
        For n pictures.

    References
    ----------
    P. Y. Simard, D. Steinkraus, J. C. Platt, "Best practices for convolutional neural networks applied
    to visual document analysis", 2003 (elastic distortions; here with a coarse grid for the field).
    """
    pixels = images.astype(np.float32)
    if augmentation.thickness:
        pixels = _thickened(pixels, draws.affine[:, 5] * augmentation.thickness)
    if replace(augmentation, thickness=0, noise=0) != Augmentation():
        pixels = _sampled(pixels, *_source_places(pixels.shape, augmentation, draws))
    if augmentation.noise:
        size = pixels[0].size
        grain = draws.noise[(draws.start[:, np.newaxis] + np.arange(size)) % POOL]
        pixels = np.clip(pixels + 255 * augmentation.noise * grain.reshape(pixels.shape), 0, 255)
    return pixels.astype(np.float32, copy=False)


def _thickened(pixels: Array, amount: Array) -> Array:
    """Return pictures with strokes moved towards each pixel's darkest (amount > 0) or palest neighbour (< 0)."""
    padded = np.pad(pixels, ((0, 0), (1, 1), (1, 1)))
    centre, above, below = padded[:, 1:-1, 1:-1], padded[:, :-2, 1:-1], padded[:, 2:, 1:-1]
    left, right = padded[:, 1:-1, :-2], padded[:, 1:-1, 2:]
    most, least = centre, centre
    for neighbour in (above, below, left, right):
        most, least = np.maximum(most, neighbour), np.minimum(least, neighbour)
    share = amount[:, np.newaxis, np.newaxis]
    return pixels + np.abs(share) * (np.where(share > 0, most, least) - pixels)


def _source_places(shape: tuple[int, ...], augmentation: Augmentation, draws: Draws) -> tuple[Array, Array]:
    """Return the row and the column that every pixel of every picture comes from, each of shape (n, pixels)."""
    _, rows, columns = shape
    down, right = (side.ravel() for side in np.indices((rows, columns), np.float32))
    middle_row, middle_column = (rows - 1) / 2, (columns - 1) / 2
    down, right = down - middle_row, right - middle_column
    affine = draws.affine
    angle, slant = np.deg2rad(affine[:, 2:3] * augmentation.rotation), np.deg2rad(affine[:, 3:4] * augmentation.shear)
    size = 1 / (1 + affine[:, 4:5] * augmentation.scale)
    cosine, sine, slope = size * np.cos(angle), size * np.sin(angle), np.tan(slant)
    row = cosine * down + sine * right + (middle_row - affine[:, 0:1] * augmentation.shift)
    column = (cosine * slope - sine) * down + (sine * slope + cosine) * right
    column += middle_column - affine[:, 1:2] * augmentation.shift
    if augmentation.elastic:
        spread = augmentation.elastic * _knot_weights(rows, columns)
        row += draws.field[0] @ spread
        column += draws.field[1] @ spread
    return row, column


@cache
def _knot_weights(rows: int, columns: int) -> Array:
    """Return how much each knot of the coarse grid counts for each pixel, shape (KNOTS ** 2, rows * columns).

    Straight-line interpolation both ways: the weights of a pixel add up to 1, so no pixel is pulled
    farther than the knots around it.
    """

    def along(length: int) -> Array:
        place = np.linspace(0, KNOTS - 1, length)
        return np.maximum(0, 1 - np.abs(place - np.arange(KNOTS)[:, np.newaxis]))

    return np.kron(along(rows), along(columns)).astype(np.float32)


def _sampled(pixels: Array, row: Array, column: Array) -> Array:
    """Return the pictures read at fractional places, blending the four pixels around; beyond the edge is blank."""
    count, rows, columns = pixels.shape
    np.clip(row, -1, rows, out=row)
    np.clip(column, -1, columns, out=column)
    whole_row, whole_column = np.floor(row), np.floor(column)
    row -= whole_row
    column -= whole_column
    padded = np.zeros((count, rows + 3, columns + 3), np.float32)
    padded[:, 1:-2, 1:-2] = pixels
    places = ((whole_row + 1) * (columns + 3) + (whole_column + 1)).astype(np.intp)
    places += np.arange(count)[:, np.newaxis] * padded[0].size
    ink = padded.ravel()
    upper = ink[places]
    upper += column * (ink[places + 1] - upper)
    places += columns + 3
    lower = ink[places]
    lower += column * (ink[places + 1] - lower)
    upper += row * (lower - upper)
    return upper.reshape(pixels.shape)

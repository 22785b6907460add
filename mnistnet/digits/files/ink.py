"""Ink: strangers write paper and full ink as 0 and 255, 0 and 1, 0 and 100, -1 and 1; the numbers tell which."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.words import mark, say

__all__ = ["FEW", "USUAL", "Scale", "ink_of", "scale_of"]

LEVELS = (1, 3, 7, 15, 16, 255)  # what full ink is written as in whole numbers
DEEP = (4096, 65535)  # the least and the most of 16 bits
PLAIN = 240  # the least that is full ink of 255, whatever the others are
MANY, NEAR = 10, 0.97  # pictures; of full ink in most of them
FEW, PAPER = 0.01, 0.3  # shares of pixels: below zero at least; blank paper
FAINTEST = 0.01  # what full ink is at least
OFFSET = 0.05  # of full ink: blank paper that is more, and the same everywhere, is written so
ALIKE, UNLIKE = 1e-3, 0.02  # how much the lengths of pictures differ that were divided by it, and their fullest ink
ROWS = 2000  # pictures turned into ink at once
Numbers = NDArray[Any]
DIVIDED = mark("Each picture was divided by its length or its sum: its largest pixel is read as full ink.")


@dataclass(frozen=True)
class Scale:
    """How pixels are written: `low` is blank paper, `high` full ink (or the other way round, on light paper)."""

    low: float
    high: float

    def ink(self, numbers: Numbers) -> NDArray[np.uint8]:
        """Return numbers as ink from 0 to 255."""
        if self == USUAL and numbers.dtype == np.uint8:
            return numbers
        if self == USUAL:
            return np.rint(numbers).astype(np.uint8)
        shares = (numbers.astype(np.float32) - np.float32(self.low)) * np.float32(255 / (self.high - self.low))
        return np.rint(np.clip(shares, 0, 255)).astype(np.uint8)

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Return which numbers lie on the scale."""
        return np.asarray((numbers >= self.low) & (numbers <= self.high))

    @property
    def words(self) -> str:
        """What is to be said of it; "" for the two usual ways."""
        if self.low == 0 and self.high in (1, 255):
            return ""
        return say(
            "Pixels go from {low:g} to {high:g} in this file: those are read as blank paper and full ink.",
            low=self.low,
            high=self.high,
        )


USUAL = Scale(0, 255)


def scale_of(numbers: Numbers) -> Scale | None:
    """Return the scale of pixels; None while nothing but paper was seen.

    Raises
    ------
    DataError
        If they are on no scale that is known.

    Notes
    -----
    Where the least is clearly more than 0 and the number of blank paper, it goes from there to the most. Not negative:
    up to 1 it is 0 to 1; whole numbers up to 3, 7, 15 or 16 are grey levels; up to 255 the usual, but
    where ink ends at the same smaller number in most of ten or more pictures, that number is full ink; whole numbers
    from 4,096 to 65,535 are of 16 bits. Negative: -1 to 1, or, as where a mean was taken away, from the least to the
    most, of which one must be the number of blank paper.
    """
    low, high = float(numbers.min(initial=0)), float(numbers.max(initial=0))
    if not np.isfinite(high - low):
        raise DataError(say("A pixel in this file is no number."))
    if low == 0 and high == 0:
        return None
    some = numbers[:ROWS]
    whole = numbers.dtype.kind in "iub" or bool((some == np.rint(some)).all())
    least = float(numbers.min()) if numbers.size else 0.0
    if OFFSET * high < least < high and FAINTEST < high <= DEEP[1] and float((some == least).mean()) > PAPER:
        found: Scale | None = Scale(least, high)
    elif low >= 0:
        found = _of_levels(high, whole, some)
    else:
        found = Scale(-1, 1) if -1 <= low <= -0.9 and 0.5 < high <= 1 else _shifted(low, high, some)
    if found is None:
        raise DataError(
            say("Pixels in this file go from {low:g} to {high:g}; they may from 0 to 255.", low=low, high=high)
        )
    return found


def _of_levels(high: float, whole: bool, some: Numbers) -> Scale | None:
    if high <= 1:
        is_pale = not whole and FAINTEST < high < PLAIN / 255 and _ends_alike(some, high)
        return Scale(0, high if is_pale else 1)
    if high <= LEVELS[-2] and whole:
        return Scale(0, next(level for level in LEVELS if level >= high))
    if high <= LEVELS[-1]:
        return Scale(0, high) if high < PLAIN and _ends_alike(some, high) else USUAL
    if not whole or not DEEP[0] <= high <= DEEP[1]:
        return None
    return Scale(0, high if high < PLAIN / 255 * DEEP[1] and _ends_alike(some, high) else DEEP[1])


def _ends_alike(some: Numbers, high: float) -> bool:
    """Return whether ink ends near the same number in most pictures."""
    most = some.reshape(len(some), -1).max(axis=1)
    most = most[most > 0]
    return len(most) >= MANY and float(np.median(most)) >= NEAR * high


def _shifted(low: float, high: float, some: Numbers) -> Scale | None:
    """Return the scale of pixels that were shifted all alike, with mean 0 and deviation 1, say; None if few are."""
    if high <= 0 or float((some < 0).mean()) < FEW:
        return None
    if max(float((some == low).mean()), float((some == high).mean())) < PAPER:
        raise DataError(
            say(
                "Pixels in this file go from {low:g} to {high:g}, and neither is blank paper: was each pixel scaled by "
                "itself? Bring the pixels as they were before that, from 0 to 255.",
                low=low,
                high=high,
            )
        )
    return Scale(low, high)


def _are_bytes(numbers: Numbers) -> bool:
    """Return whether bytes are called signed, as in Java, but are none: paper is 0, and full ink has become -1."""
    return bool(numbers.min(initial=0) < 0 and (numbers == 0).mean() > PAPER)


def _are_divided(numbers: Numbers) -> bool:
    """Return whether each picture was divided by its length, or by its sum, as these are then all 1."""
    if numbers.dtype.kind != "f" or numbers.ndim != 3 or len(numbers) < MANY:
        return False
    some = numbers[:ROWS].reshape(len(numbers[:ROWS]), -1).astype(np.float64)
    some = some[some.any(axis=1)]
    if not len(some) or not (some.min() >= 0 and some.max() <= 1) or np.ptp(some.max(axis=1)) < UNLIKE * some.max():
        return False
    return any(np.abs(size - 1).max() < ALIKE for size in (np.linalg.norm(some, axis=1), some.sum(axis=1)))


def ink_of(numbers: Numbers) -> tuple[NDArray[np.uint8], str]:
    """Return pixels as ink from 0 to 255, and what is to be said of their scale; DataError if they have none."""
    if numbers.dtype == np.int8 and _are_bytes(numbers):
        numbers = numbers.view(np.uint8)
    if _are_divided(numbers):
        most = numbers.reshape(len(numbers), -1).max(axis=1)[:, None, None]
        return Scale(0, 1).ink(numbers / np.where(most > 0, most, 1)), say(DIVIDED)
    scale = scale_of(numbers) or USUAL
    if scale == USUAL and numbers.dtype == np.uint8:
        return numbers, ""
    ink = np.empty(numbers.shape, np.uint8)
    for start in range(0, len(numbers), ROWS):  # so that no second array of floats is ever whole
        ink[start : start + ROWS] = scale.ink(numbers[start : start + ROWS])
    return ink, scale.words

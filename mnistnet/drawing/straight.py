"""Straight lines in a picture, nearly level or nearly upright, found by votes: each dark point votes for its lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LONG", "Straight", "straight_lines"]

Array = NDArray[Any]
STEEPEST, SLOPES = 0.3, 91  # rows a column, and how many slopes between there and its opposite are tried
THIN = 0.014  # of the longer side: a rule is no wider
LONG = 0.5  # of the picture's width spans a line
SHORT = 0.12  # the same where the line leaves the picture above or below
UNBROKEN = 0.8  # of the span is dark
BARE = 0.35  # of the span is the line alone, not a stroke that lies over it
MOST_LINES = 70


@dataclass(frozen=True)
class Straight:
    """A line that is nearly level: ``row = offset + slope (column - middle)`` (the picture is turned for upright ones).

    Attributes
    ----------
    offset, slope : float
    start, end : int
        First and last column.
    level : float
        How dark it is where it lies alone.
    width : float
        In rows.
    """

    offset: float
    slope: float
    start: int
    end: int
    level: float
    width: float

    def rows(self, columns: int) -> Array:
        """Return the row of the line at every column of a picture that is so wide."""
        return np.asarray(self.offset + self.slope * (np.arange(columns) - (columns - 1) / 2))


def straight_lines(marks: Array, faintest: float) -> list[Straight]:
    """Return the long, thin, nearly level lines among marks that are at least as dark as `faintest`.

    References
    ----------
    R. O. Duda, P. E. Hart, "Use of the Hough transformation to detect lines and curves in pictures", CACM 15 (1972).
    """
    reach = max(2, round(THIN * max(marks.shape)) + 1)
    ridge = _ridge(marks, reach) > faintest
    y, x = np.nonzero(ridge)
    if not 0.3 * marks.shape[1] <= len(y) <= 120_000:
        return []
    dark = _beside(marks) > faintest
    return list(_peaks(marks, y, x, dark))


def _ridge(marks: Array, reach: int) -> Array:
    """Return how much darker each place is than the places so far above and below it."""
    wide = np.pad(marks, ((reach, reach), (0, 0)))
    return marks - np.maximum(wide[2 * reach :], wide[: -2 * reach]).clip(0)


def _beside(marks: Array) -> Array:
    """Return the darkest of each place and those above and below it; gaps along a line stay, as between dots."""
    wide = np.pad(marks, ((1, 1), (0, 0)))
    return np.maximum(np.maximum(wide[2:], wide[:-2]), marks)


def _peaks(marks: Array, y: Array, x: Array, dark: Array) -> Iterator[Straight]:
    """Yield line after line, the one with most votes first; its points vote no more."""
    rows, columns = marks.shape
    slopes = np.linspace(-STEEPEST, STEEPEST, SLOPES)
    margin = round(STEEPEST * columns / 2) + 2
    places = np.rint(y[None] - slopes[:, None] * (x[None] - (columns - 1) / 2)).astype(np.int32) + margin
    votes = np.stack([np.bincount(row, minlength=rows + 2 * margin) for row in places])
    free = np.ones(len(y), bool)
    for _ in range(MOST_LINES):
        near = votes[:, :-2] + votes[:, 1:-1] + votes[:, 2:]
        best = int(near.argmax())
        if near.flat[best] < SHORT * columns:
            return
        at, offset = divmod(best, near.shape[1])
        own = free & (np.abs(places[at] - offset - 1) <= 2)
        found = _fitted(marks, y[own], x[own], dark)
        for slope in range(SLOPES):
            votes[slope] -= np.bincount(places[slope, own], minlength=votes.shape[1])
        free &= ~own
        if found is not None:
            yield found


def _fitted(marks: Array, y: Array, x: Array, dark: Array) -> Straight | None:
    """Return the line through some points; None if it is too short or has too many gaps."""
    rows, columns = marks.shape
    centred = x - (columns - 1) / 2
    keep = np.ones(len(y), bool)
    for _ in range(2):
        if np.ptp(x[keep]) < SHORT * columns:
            return None
        slope, offset = np.polyfit(centred[keep], y[keep], 1)
        keep = np.abs(y - offset - slope * centred) <= 1.6
        if keep.sum() < 0.7 * SHORT * columns:
            return None
    start, end = int(x[keep].min()), int(x[keep].max())
    line = np.rint(offset + slope * (np.arange(start, end + 1) - (columns - 1) / 2)).astype(int).clip(0, rows - 1)
    bare = len(np.unique(x[keep]))
    leaves = min(line[0], line[-1]) <= 3 or max(line[0], line[-1]) >= rows - 4
    if end - start < (SHORT if leaves else LONG) * columns or dark[line, np.arange(start, end + 1)].mean() < UNBROKEN:
        return None
    if bare < BARE * (end - start):
        return None
    level = float(np.median(marks[y[keep], x[keep]]))
    return Straight(float(offset), float(slope), start, end, level, float(keep.sum() / bare))

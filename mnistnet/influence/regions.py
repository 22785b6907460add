"""Where on a digit something gathers: the top, the left side, the lower right, or nowhere in particular."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.words.language import mark

__all__ = ["NAMES", "Gathered", "gathered"]

NAMES = MappingProxyType(
    {
        "top": mark("the top"),
        "middle": mark("the middle"),
        "bottom": mark("the bottom"),
        "left": mark("the left side"),
        "right": mark("the right side"),
        "upper_left": mark("the upper left"),
        "upper_right": mark("the upper right"),
        "lower_left": mark("the lower left"),
        "lower_right": mark("the lower right"),
    }
)
HALF = 0.5  # of all that speaks must lie in a region for it to be named,
DENSER = 1.25  # and so many times more than the region's share of the ink: else it is merely where the ink is
NARROW = 0.5  # of its height: a digit as narrow as this, a 1, has no left and right

Masks = dict[str, NDArray[np.bool_]]


@dataclass(frozen=True)
class Gathered:
    """Where most of something lies.

    Attributes
    ----------
    region : str
        One of `NAMES`.
    share : float
        How much of it lies there, from 0.5 to 1.
    ink : float
        How much of the ink lies there.
    """

    region: str
    share: float
    ink: float


def gathered(amounts: ArrayLike, ink: ArrayLike) -> Gathered | None:
    """Return the region that holds most of the amounts beyond its share of the ink, and at least half of them.

    Parameters
    ----------
    amounts : array_like of shape (rows, columns)
        What each pixel brings; amounts below zero count as none.
    ink : array_like of shape (rows, columns)
        The digit; the regions are thirds from top to bottom and halves from left to right of the box around it.

    Returns
    -------
    Gathered or None
        None where there is no such region: it is spread over the digit, or there is nothing.
    """
    brought, paper = np.clip(np.asarray(amounts, np.float64), 0, None), np.asarray(ink, np.float64)
    if brought.sum() <= 0 or paper.sum() <= 0:
        return None
    found = [
        Gathered(name, float(brought[mask].sum() / brought.sum()), float(paper[mask].sum() / paper.sum()))
        for name, mask in _regions(paper).items()
    ]
    fitting = [one for one in found if one.share >= HALF and one.share >= DENSER * one.ink]
    return max(fitting, key=lambda one: one.share - one.ink, default=None)


def _regions(ink: NDArray[Any]) -> Masks:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    (top, bottom), (left, right) = (rows[0], rows[-1] + 1), (columns[0], columns[-1] + 1)
    down = (np.arange(ink.shape[0])[:, None] + 0.5 - top) / (bottom - top)
    across = (np.arange(ink.shape[1])[None] + 0.5 - left) / (right - left)
    thirds = {"top": down < 1 / 3, "middle": (down >= 1 / 3) & (down < 2 / 3), "bottom": down >= 2 / 3}
    everywhere = np.ones(ink.shape, bool)
    if right - left <= NARROW * (bottom - top):
        return {name: mask & everywhere for name, mask in thirds.items()}
    halves = {"left": across < 0.5, "right": across >= 0.5}
    corners = {
        f"{high}_{side}": thirds[third] & mask
        for high, third in (("upper", "top"), ("lower", "bottom"))
        for side, mask in halves.items()
    }
    return {name: mask & everywhere for name, mask in (thirds | halves).items()} | corners

"""The rings or holes along the edge of a sheet from a pad are no digits: small, alike, and in a line."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import sizes

__all__ = ["bindings"]

Array = NDArray[Any]
FEWEST = 4  # rings in a line
NEAR = 0.12  # of the picture's side lies their line away from an edge at most
ALONG = 0.5  # of that edge do they reach, at least
ALIKE = 0.2  # of their usual height, and width, do they differ at most
SMALL = 0.5  # of the largest piece that is none of them


def bindings(around: Array, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which pieces are rings of a pad.

    Parameters
    ----------
    around : ndarray of shape (pieces, 4)
        The box of every piece: top, left, bottom, right.
    shape : tuple of int
        Rows and columns of the picture.
    """
    found = np.zeros(len(around), bool)
    middle = (around[:, :2] + around[:, 2:]) / 2
    for axis in (0, 1):  # the line runs down, or across
        away = middle[:, 1 - axis] / shape[1 - axis]
        for at_edge in (away < NEAR, away > 1 - NEAR):
            line = _alike(around, np.flatnonzero(at_edge))
            if len(line) >= FEWEST and np.ptp(middle[line, axis]) > ALONG * shape[axis]:
                found[line] = True
    rest = sizes(around[~found]).max(initial=0)
    return np.asarray(found & (sizes(around) < SMALL * rest))


def _alike(around: Array, places: Array) -> Array:
    """Return those of the places whose boxes are about as high and as wide as most of theirs."""
    if not places.size:
        return places
    sides = around[places, 2:] - around[places, :2]
    usual = np.median(sides, axis=0)
    return places[(np.abs(sides - usual) <= ALIKE * usual + 1).all(axis=1)]

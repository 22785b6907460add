"""Chains of dots: which of them follow each other, from nearest neighbour to nearest neighbour."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["chained"]

Array = NDArray[Any]
NEAR = 1.6  # times the usual distance: neighbours; on a grid those at the corners of a square are
FAR = 3.5  # the same: what hangs together in no other way


def chained(ends: Array) -> tuple[Array, float]:
    """Return lines that join dashes to their neighbours, shape (lines, 2, 2), and the usual distance.

    Two are neighbours if no third lies nearer to both than they lie to each other; what is further off than usual is
    joined only where that brings parts together that would hang together in no other way, the nearest first. So no
    loop is closed that was open.

    Parameters
    ----------
    ends : ndarray of shape (dashes, 2, 2)
        Where each begins and ends; a dot does both at one place.

    References
    ----------
    G. T. Toussaint, "The relative neighbourhood graph of a finite planar set", Pattern Recognition 12 (1980).
    """
    count = len(ends)
    places = ends.reshape(-1, 2)
    apart = np.hypot(*(places[:, None, axis] - places[None, :, axis] for axis in (0, 1)))
    pairs = apart.reshape(count, 2, count, 2).transpose(0, 2, 1, 3).reshape(count, count, 4)
    nearest, away = pairs.argmin(2), pairs.min(2)
    np.fill_diagonal(away, np.inf)
    usual = float(np.median(np.partition(away, 1, axis=1)[:, 1]))  # in a row, of the further one of both neighbours
    first, second = np.nonzero(np.triu(away <= FAR * usual))
    order = np.argsort(away[first, second], kind="stable")
    joined = _joined(away, first[order], second[order], NEAR * usual)
    corner = nearest[joined[:, 0], joined[:, 1]]
    return np.stack([ends[joined[:, 0], corner // 2], ends[joined[:, 1], corner % 2]], 1), usual


def _joined(away: Array, first: Array, second: Array, near: float) -> Array:
    """Return those of the pairs, the nearest first, that are joined."""
    group = np.arange(len(away))
    found = []
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        distance = away[i, j]
        is_new = group[i] != group[j]
        if is_new or (distance <= near and not (np.maximum(away[i], away[j]) < distance).any()):
            found.append((i, j))
        if is_new:
            group[group == group[j]] = group[i]
    return np.array(found, int).reshape(-1, 2)

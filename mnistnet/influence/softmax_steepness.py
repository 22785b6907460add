"""How steep a softmax is on the way from one row of sums to another: its mean Jacobian along the straight line."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import softmax
from mnistnet.influence.path import laid_out, unit_interval

__all__ = ["softmax_steepness", "steepness_of_pieces"]

Array = NDArray[Any]
RULE = 20  # points in each piece
WIDEST = 6.0  # by how much the sums may come apart in one piece
BEATEN = 45.0  # a sum that lies so far below another one has no share: exp(-45) is 3e-20
HALVINGS = 60


def softmax_steepness(start: Array, end: Array) -> Array:
    """Return the m x m matrix M with ``(end - start) @ M = softmax(end) - softmax(start)``.

    ``M = integral over t from 0 to 1 of diag(p) - p p^T, p = softmax(start + t (end - start))``

    Parameters
    ----------
    start, end : ndarray of shape (m,)

    Notes
    -----
    Along the line the softmax is smooth up to a distance of pi / R into the complex plane, where R
    is the largest difference of two of the moves. Gauss-Legendre with 20 points is exact to 1e-15
    while R is at most 6; a longer line is halved until each piece is as short as that, or until one
    sum has taken everything and nothing moves any more. So sums of any size take few pieces.
    """
    pieces = _pieces(start, end)
    places, weights = laid_out(pieces, RULE)
    p = softmax(start + places[:, None] * (end - start))
    weighted = p * weights[:, None]
    return np.asarray(np.diag(weighted.sum(axis=0)) - weighted.T @ p)


def steepness_of_pieces(edges: Array) -> Array:
    """Return the same for each of n lines that follow each other, shape (n, m, m), for edges of shape (n + 1, m)."""
    starts, moves = edges[:-1], np.diff(edges, axis=0)
    places, weights = unit_interval(RULE)
    p = softmax(starts[:, None] + places[:, None] * moves[:, None])
    weighted = p * weights[:, None]
    steepness = -np.matmul(weighted.swapaxes(1, 2), p)
    steepness += np.eye(p.shape[-1]) * weighted.sum(axis=1)[:, None]
    for long in np.flatnonzero(np.ptp(moves, axis=1) > WIDEST):
        steepness[long] = softmax_steepness(edges[long], edges[long + 1])
    return steepness


def _pieces(start: Array, end: Array) -> Array:
    """Return the pieces of (0, 1), shape (n, 2), in which something moves, each short enough for one rule."""
    left, found = np.array([[0.0, 1.0]]), []
    for _ in range(HALVINGS):
        apart = _apart(start + left[..., None] * (end - start))
        found.append(left[(apart > 0) & (apart <= WIDEST)])
        left = left[apart > WIDEST]
        middles = left.mean(axis=1)
        left = np.concatenate([np.stack([left[:, 0], middles], axis=1), np.stack([middles, left[:, 1]], axis=1)])
        if not len(left):
            break
    return np.concatenate([*found, left])


def _apart(ends: Array) -> Array:
    """Return by how much the sums that count come apart in each piece; 0 where only one sum counts.

    `ends` has shape (pieces, 2, m). A sum does not count if at both ends, and so all the way, it is
    beaten by the one that leads at the left end, or by the one that leads at the right end.
    """
    leads = ends.argmax(axis=2)
    leader = np.take_along_axis(ends, leads[:, None, :], axis=2)  # (pieces, end, which leader)
    below: NDArray[np.bool_] = leader[..., None] - ends[:, :, None] > BEATEN
    beaten = np.asarray(below.all(axis=1)).any(axis=1)
    moves = ends[:, 1] - ends[:, 0]
    most, least = (np.where(beaten, worst, moves) for worst in (-np.inf, np.inf))
    return np.where((~beaten).sum(axis=1) > 1, most.max(axis=1) - least.min(axis=1), 0.0)

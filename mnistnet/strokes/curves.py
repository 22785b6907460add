"""Curves are what a moving hand makes of points: smooth between them, rounded in a hurry, joined by the canvas."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["glide", "led", "rounded", "stopped", "swayed", "through_midpoints", "warped"]

Points = NDArray[np.float64]


def glide(points: Points, pieces: int = 12) -> Points:
    """Return a smooth polyline through the points (a Catmull-Rom spline)."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    p0, p1, p2, p3 = (padded[i : len(padded) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    line = p1 + t * (p2 - p0) / 2 + t**2 * (p0 - 2.5 * p1 + 2 * p2 - p3 / 2) + t**3 * (1.5 * (p1 - p2) + (p3 - p0) / 2)
    return np.concatenate([line.reshape(-1, 2), points[-1:]])


def rounded(curves: tuple[Points, ...]) -> tuple[Points, ...]:
    """Return the stroke as one smooth curve: a hurried pen rounds its corners."""
    return (np.concatenate([curves[0], *(curve[1:] for curve in curves[1:])]),)


def stopped(line: Points, share: float) -> Points:
    """Return the line with its end cut off (negative share of its points) or carried on straight."""
    count = round(abs(share) * len(line))
    if share < 0:
        return line[: len(line) - count]
    ahead = line[-1] - line[-2]
    return np.concatenate([line, line[-1] + ahead * np.arange(1, count + 1)[:, None]])


def led(line: Points, before: Points, after: Points) -> Points:
    """Return the line with a way to its start and a way from its end, as a pen leaves them that hardly lifts.

    Parameters
    ----------
    line : ndarray of shape (points, 2)
    before, after : ndarray of shape (2,)
        How far from the start the pen comes down, and how far from the end it lifts; zeros for not at all.
    """
    t = np.linspace(0, 1, 8, endpoint=False)[1:, None]
    coming, going = line[0] + (1 - t) * before, line[-1] + t * after
    return np.concatenate([coming if before.any() else line[:0], line, going if after.any() else line[:0]])


def swayed(line: Points, far: float, rng: np.random.Generator) -> Points:
    """Return the line swaying to and fro by about so much, in waves as long as a half to all of the digit."""
    way = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    waves = way[:, None, None] / rng.uniform(45, 130, (1, 2, 2)) + rng.random((1, 2, 2))
    return line + far / 2 * np.sin(2 * np.pi * waves).sum(axis=1)


def warped(line: Points, head: float, waist: float, belly: float) -> Points:
    """Return the line as on rubber: the top narrower and the foot wider (head), the waist lower, the middle aside.

    Parameters
    ----------
    line : ndarray of shape (points, 2)
        In hundredths of the digit's height.
    head, waist, belly : float
        How strongly, as a share of the width and of the height; 0 changes nothing.
    """
    x, y = line.T
    arch = np.sin(np.pi * np.clip(y, 0, 100) / 100)
    return np.stack([(x - 30) * (1 + head * (y / 50 - 1)) + 30 + 100 * belly * arch, y + 100 * waist * arch], axis=1)


def through_midpoints(points: Points, pieces: int) -> Points:
    """Return the polyline that a drawing app makes of the pen's points.

    It goes straight to the middle between the first two, then by a parabola from middle to middle
    with the point between them as its control point, in so many straight pieces, and straight to the last.
    """
    if len(points) < 3:
        return points
    middles = (points[:-1] + points[1:]) / 2
    t = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    start, control, end = middles[:-1, None], points[1:-1, None], middles[1:, None]
    curves = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return np.concatenate([points[:1], curves.reshape(-1, 2), middles[-1:], points[-1:]])

"""Outlines: what lies within them, and whether it is a sheet with corners or a stroke drawn with one width."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.paper import Light
from mnistnet.drawing.width import depths_of_ridge

__all__ = ["between", "border_share", "convex", "hull", "in_rectangle", "is_stroke"]

Mask = NDArray[np.bool_]
CORNERED = 0.82  # of the smallest rectangle around it, turned or not, is a sheet, seen from the side or not
UNCORNERED = 0.72  # what fills less of it is no sheet, however it is seen: a leg, a bow or a tail stands off
ROUND = 1.15  # times as long as wide at most is a round sheet: what is round and full was hardly written
NARROW = 3.0  # times as long as wide is a stroke that fills its rectangle, such as a 1
EVEN = 0.3  # of the mean width does that of a stroke vary; from ink to the edge of a sheet it is now near, now far
RING, RING_EVEN = 0.85, 0.25  # a round stroke fills its rectangle with its hole: so much is light, as wide all along
TURNS = np.deg2rad(np.arange(0, 90, 3))


def is_stroke(piece: Mask, light: Light) -> bool:
    """Return whether a light piece, what is dark in it filled, is a stroke that was filled, and no sheet.

    Parameters
    ----------
    piece : ndarray of shape (rows, columns), bool
        What runs out of the picture is no stroke: of a sheet that is cut off no corners may be seen.
    light : ndarray of the same shape
        What is dark in the piece not filled.
    """
    if border_share(piece) > 0:
        return False
    share, longer = in_rectangle(piece)
    if share < UNCORNERED:
        return True
    level = (float(np.median(light[piece])) + float(np.median(light[~piece]))) / 2
    lit = piece & (light > level)
    is_ring = lit.sum() < RING * piece.sum()
    if not is_ring and (longer < ROUND or (share >= CORNERED and longer < NARROW)):
        return False
    depths = depths_of_ridge(lit)
    return bool(depths.size and depths.std() < (RING_EVEN if is_ring else EVEN) * depths.mean())


def border_share(mask: Mask) -> float:
    """Return how much of a picture's border is in the mask."""
    return float(np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean())


def hull(mask: Mask) -> Mask:
    """Return the mask with everything that lies between its ends along a row and along a column."""
    return between(mask) & between(mask.T).T


def convex(mask: Mask) -> Mask:
    """Return the smallest shape without dents around all that is in a mask, its corners cut by a few degrees."""
    y, x = np.nonzero(mask)
    rows, columns = np.indices(mask.shape)
    shape = np.ones_like(mask)
    for turn in np.concatenate([TURNS, TURNS + np.pi / 2]):
        across, seen = np.cos(turn) * columns + np.sin(turn) * rows, np.cos(turn) * x + np.sin(turn) * y
        shape &= (across >= seen.min() - 1e-9) & (across <= seen.max() + 1e-9)
    return shape


def in_rectangle(piece: Mask) -> tuple[float, float]:
    """Return what share of the smallest rectangle around it, turned or not, a piece fills, and how long that is."""
    y, x = np.nonzero(piece)
    along = np.ptp(np.outer(np.cos(TURNS), x) + np.outer(np.sin(TURNS), y), 1) + 1
    across = np.ptp(np.outer(np.cos(TURNS), y) - np.outer(np.sin(TURNS), x), 1) + 1
    best = int(np.argmin(along * across))
    sides = sorted((float(along[best]), float(across[best])))
    return float(piece.sum()) / (sides[0] * sides[1]), sides[1] / sides[0]


def between(mask: Mask) -> Mask:
    """Return everything from the first to the last place of every row."""
    return np.asarray(np.logical_or.accumulate(mask, 1) & np.logical_or.accumulate(mask[:, ::-1], 1)[:, ::-1])

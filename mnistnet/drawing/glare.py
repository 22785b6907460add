"""Where a lamp or a flash is mirrored in paper, its light lies over paper and ink alike: ink looks pale there."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.resizing import fewer
from mnistnet.drawing.sliding import largest, smallest

__all__ = ["BLURRED", "marks_through_glare", "steepness"]

Light = NDArray[np.float32]
SMALL = 160  # pixels of the longer side: enough to see how dark strokes are
NEAR = 0.15  # of the longer side: ink is as dark as the darkest so near to it, if it is the heart of a stroke
HEART = 0.7  # of the darkest ink nearby: what is paler is the edge of a stroke
FAINTEST, CLEAR = 0.03, 5.0  # of the paper's light, and times its usual noise: what is less is no ink
USUAL = 0.3  # of the paper is darker than paper without any glare
LEAST_LEFT = 0.06  # of white: so much at least the pen could darken, if not by much
MOST = 8.0  # times ink is believed to have been darker
EVENER = 0.8  # times the scatter of ink at most, for glare to be believed
ENOUGH = 20  # pixels of ink
DEPTH = 0.98  # of all marks are not darker than dark ones
BLURRED = 0.16  # of their depth, from one of 80 pixels to the next: so little do marks rise that are a glow


def marks_through_glare(marks: Light, paper: Light) -> Light:
    """Return marks as they would be without mirrored light, if that makes the ink evener; else as they are.

    A share g of mirrored white turns light L into (1 - g) L + g. It leaves (1 - g) of what a pen took away, and
    raises the paper from p to 1 - (1 - g) (1 - p): so g can be told from the paper. Paper that merely has more light
    falling on it shows all its ink as dark as ever, and that ink would become less even.

    Parameters
    ----------
    marks : ndarray of shape (rows, columns)
        By what share of the paper's light each pixel is darker than the paper.
    paper : ndarray of the same shape, 0 to 1
        The paper's light.
    """
    usual = float(np.quantile(fewer(paper, SMALL), USUAL))
    left = (1 - paper).clip(LEAST_LEFT) / max(1 - usual, LEAST_LEFT)
    more = (paper / max(usual, LEAST_LEFT) / left).clip(1, MOST)
    small, times = fewer(marks, SMALL), fewer(np.asarray(more, np.float32), SMALL)
    heart = _hearts(small)
    if heart.sum() < ENOUGH or _scatter((small * times)[heart]) > EVENER * _scatter(small[heart]):
        return marks
    return np.asarray(marks * more, np.float32)


def _hearts(marks: Light) -> NDArray[np.bool_]:
    """Return where ink is about as dark as the darkest nearby, however pale that is."""
    window = 2 * round(NEAR * max(marks.shape) / 2) + 1
    noise = float(np.median(np.abs(marks)))
    return np.asarray(marks > np.maximum(HEART * largest(marks, window), max(FAINTEST, CLEAR * noise)))


def _scatter(values: NDArray[Any]) -> float:
    """Return the standard deviation as a share of the mean."""
    return float(values.std() / values.mean())


def steepness(marks: Light) -> float:
    """Return by what share of their depth marks rise from one pixel to the next, at their outline: a glow, hardly."""
    above = marks[marks > 0]
    if not above.size:
        return 0.0
    depth = float(np.quantile(above, DEPTH))
    full = marks > depth / 2
    outline = full & ~(smallest(full, 3) > 0)
    return float(np.median(np.hypot(*np.gradient(marks))[outline])) / depth

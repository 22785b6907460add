"""A stroke that runs into a shade or under a lamp pales on its way: it is made as dark as where it is darkest."""

import numpy as np

from mnistnet.drawing.ink import Ink
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import largest, mean_of_squares
from mnistnet.drawing.width import stroke_width

__all__ = ["evened"]

SEEN = 100  # pixels of the longer side: enough to see how dark strokes are
PALEST = 0.5  # of full ink is the heart of a stroke at least: a shade is paler, and stays as it is


def evened(ink: Ink) -> Ink:
    """Return the ink of one digit with the heart of every stroke as dark as the darkest.

    How dark the heart is tells the darkest ink within the width of a stroke, smoothed: the edges of strokes stay soft,
    and where there is no ink none appears.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    small = fewer(ink, SEEN)
    window = 2 * max(1, round(stroke_width(small) / 2)) + 1
    depth = mean_of_squares(small, 1)
    if not depth.max(initial=0) > 0:
        return ink
    heart = mean_of_squares(largest(depth / depth.max(), window), window // 2)
    darker = np.where(heart > PALEST, 1 / heart.clip(PALEST, 1), 1)
    return np.minimum(ink * stretched(darker, ink.shape), 1)

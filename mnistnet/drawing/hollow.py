"""A hollow digit is the outline of its strokes: what lies between the lines is filled, and the digit is read."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing.ink import EDGE, Ink, ink_box
from mnistnet.drawing.outline import convex, in_rectangle
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.resizing import fewer
from mnistnet.drawing.sliding import largest
from mnistnet.drawing.width import stroke_width

__all__ = ["without_hollows"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
SEEN = 120  # pixels of the longer side: enough to see what lies between two lines
LEAST = 0.08  # of the digit's box lies between the lines at least
MOST = 3  # blank places are looked at: the eyes of an 8, and what lies between the lines
THIN = 0.25  # of the distance between the lines is one of them wide at most
ALONG = 0.93  # of the ink lies along that place: of a 6 the tail does not
WINDING = 0.8  # of the shape without dents around it does that place fill at most: the eye of a digit fills more
SLENDER, BLUNT = 4.2, 0.8  # times as long as wide is the inside of a hollow 1; of its rectangle, full: a slim 0 is less


def without_hollows(ink: Ink) -> Ink:
    """Return the ink of one digit with the inside of its strokes filled if it is only their outline; else as it is.

    The eye of a 0, 6 or 9 has no dents, and of a 6 or 9 not all ink lies around it. What lies between the outlines of
    a stroke winds as the stroke does; that of a 1 is slender and has blunt ends, where the eye of a slim 0 is pointed.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    small = fewer(ink, SEEN)
    mask = small > EDGE
    if ink_box(small) is None:
        return ink
    blank = label_pieces(np.pad(~mask, 1, constant_values=True))[1:-1, 1:-1]
    areas = np.bincount(blank.ravel(), minlength=2)
    areas[:2] = 0  # ink, and the paper around
    for number in map(int, np.argsort(-areas)[:MOST]):
        if areas[number] < LEAST * mask.size:
            break
        if _is_inside_of_stroke(mask, blank == number):
            return _filled(ink, blank == number)
    return ink


def _filled(ink: Ink, inner: Mask) -> Ink:
    """Return the ink with a place filled that is known in fewer pixels."""
    shape = (ink.shape[1], ink.shape[0])
    fill = np.asarray(Image.fromarray(largest(inner, 3)).resize(shape), bool)
    return np.where(fill, np.maximum(ink, ink.max()), ink)


def _is_inside_of_stroke(mask: Mask, inner: Mask) -> bool:
    """Return whether a blank place is what lies between the lines of an outline."""
    pen, band = (stroke_width(one.astype(np.float32)) for one in (mask, inner))
    if not 0 < pen <= THIN * band:
        return False
    reach = 2 * round(pen + 1) + 1
    if (mask & largest(inner, reach)).sum() < ALONG * mask.sum():
        return False
    if inner.sum() <= WINDING * convex(inner).sum():
        return True
    return bool(_longer(inner) >= SLENDER and in_rectangle(inner)[0] >= BLUNT)


def _longer(mask: Mask) -> float:
    """Return how many times as long as wide the places of a mask scatter."""
    places = np.argwhere(mask)
    across, along = np.linalg.eigvalsh(np.cov(places.T))
    return float(np.sqrt(along / max(across, 1e-9)))

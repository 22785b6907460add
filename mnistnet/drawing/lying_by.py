"""Dark things that lie by what was written, such as a telephone, are no ink: the paper is painted over them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.outline import hull, in_rectangle
from mnistnet.drawing.paper import Light, marks_on_paper, parting
from mnistnet.drawing.picture_file import Pixels
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import filled, largest, smallest
from mnistnet.drawing.width import stroke_width

__all__ = ["without_dark_things"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
SMALL = 160  # pixels of the longer side: enough to see things
DARK = 0.5  # of the picture's usual light has a thing at most
THICK = 23  # of these pixels is a thing wide at least
SMOOTH = 7  # of these pixels wide is what is cut off a thing: strokes that touch it
FULL = 0.75  # of the smallest rectangle around it, turned or not, fills a thing: a round one too
SOLID = 0.93  # of what its outline holds is dark: a fat 0 has its eye
SIDE = 0.9  # of a side of the picture takes a desk
MOST = 0.4  # of the picture are things
WRITTEN = 14  # of these pixels is something written large
INK = 0.1  # of the paper's light is missing there
THINNER = 0.4  # of a thing's width is the pen's at most
RIM = 9  # of these pixels wide is what is painted over a thing's edge


def without_dark_things(pixels: Pixels) -> Pixels:
    """Return a picture of dark ink with large dark things painted over; as it is where nothing else was written.

    A thing is far darker than paper, solid, as full as a rectangle or a disc, and much thicker than the pen.
    """
    small = fewer(pixels.light, SMALL)
    dark = np.asarray(small < DARK * float(np.median(small)))
    if min(small.shape) < 2 * THICK or not (smallest(dark, THICK) > 0).any():
        return pixels
    things = _things(dark)
    if not 0 < things.mean() <= MOST:
        return pixels
    covered = np.asarray(largest(things, RIM))
    pen = THINNER * stroke_width(things.astype(np.float32))
    if not _is_written_on(np.asarray(filled(small, ~covered), np.float32), covered, pen):
        return pixels
    free = stretched(covered, pixels.light.shape) <= 0
    light, brightest, darkest = (filled(one, free) for one in (pixels.light, pixels.brightest, pixels.darkest))
    return Pixels(light, brightest, darkest)


def _things(dark: Mask) -> Mask:
    """Return where the dark pieces are that are thick and full, and reach along no side."""
    wide = np.pad(dark, SMOOTH, "edge")
    calm = largest(smallest(wide, SMOOTH) > 0, SMOOTH)[SMOOTH:-SMOOTH, SMOOTH:-SMOOTH]
    labels = label_pieces(np.asarray(calm))
    found = np.zeros_like(dark)
    for number in np.unique(labels[smallest(dark, THICK) > 0]):
        piece = hull(labels == number)
        is_desk = any(piece.any(axis).mean() >= SIDE for axis in (0, 1))
        is_solid = (labels == number).sum() >= SOLID * piece.sum()
        if number and not is_desk and is_solid and in_rectangle(piece)[0] >= FULL:
            found |= piece
    return found


def _is_written_on(paper: Light, covered: Mask, pen: float) -> bool:
    """Return whether something was written beside what is covered, with a pen no wider than told."""
    marks = marks_on_paper(paper)
    ink = np.asarray(marks > max(INK, parting(marks))) & ~covered
    labels = label_pieces(ink)
    around = boxes(labels)
    inside = (around[:, :2] > 0).all(1) & (around[:, 2:] < ink.shape).all(1)
    large = inside & ((around[:, 2:] - around[:, :2]).max(1) >= WRITTEN)
    written = np.isin(labels, 1 + np.flatnonzero(large))
    return bool(large.any()) and stroke_width(written.astype(np.float32)) <= pen

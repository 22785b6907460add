"""A panel is a dark rectangle or disc with something light written in it: a board, a sign, a canvas on a screen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.outline import hull, in_rectangle
from mnistnet.drawing.paper import Light, marks_on_board, parting
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sheet import box_of_sheet, on_sheet_alone
from mnistnet.drawing.sliding import smallest
from mnistnet.drawing.width import stroke_width

__all__ = ["find_panels", "marks_on_panels"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
SMALL = 160  # pixels of the longer side where panels are looked for
APART = 0.2  # of white is what is light lighter than a panel
LEAST = 10  # of these pixels is a panel on its shorter side
ENDS = 3  # sides of the picture does no panel reach: that would be its paper
CORNERED = 0.9  # of the smallest rectangle around it, what is light in it filled, is a panel
DISC, ROUND = 0.76, 1.2  # the same of a round one, and how many times as long as wide that is at most: a 0 is longer
GROUND = 0.6, 0.99  # of a panel is not written on; where less is dark, light is the paper in a box
TALL = 0.25  # of the panel's shorter side is what was written in it
DENTS = 0.06  # of a panel at most is cut out of its outline: a digit, or a shade with a digit in it, has more
PEN = 0.16  # of its longer side at most is a stroke wide: the hole of a bold 0 is wider
RIM = 0.02  # of its longer side is the rim of a panel: a frame, or blur
BESIDE = 0.8  # of a panel's shorter side: what is larger beside it is what the picture shows


def find_panels(light: Light) -> list[Mask]:
    """Return where the panels in a picture lie, each without its rim; none where something larger lies beside them.

    Parameters
    ----------
    light : ndarray of shape (rows, columns), 0 to 1
    """
    small = fewer(light, SMALL)
    if min(small.shape) < 2 * LEAST:
        return []
    dark = np.asarray(small < parting(small))
    if dark.all() or not dark.any() or float(np.median(small[~dark]) - np.median(small[dark])) < APART:
        return []
    labels = label_pieces(dark)
    around = boxes(labels)
    shorter = (around[:, 2:] - around[:, :2]).min(1)
    ends = (around[:, :2] == 0).sum(1) + (around[:, 2:] == small.shape).sum(1)
    large = [int(number) for number in np.flatnonzero((shorter >= LEAST) & (ends < ENDS))]
    found = {number: panel for number in large if (panel := _panel(labels, number, around[number])) is not None}
    if not found:
        return []
    beside = _beside(around, list(found))
    if BESIDE * min(shorter[list(found)]) < (around[beside, 2:] - around[beside, :2]).max(initial=0):
        return []
    return [stretched(panel, light.shape) > 0.99 for panel in found.values()]


def marks_on_panels(light: Light, panels: list[Mask]) -> Light:
    """Return by what share of white each pixel is lighter than the panel it lies on; 0 where there is none."""
    marks = np.zeros_like(light)
    for panel in panels:
        box = box_of_sheet(panel)
        ground = 1 - on_sheet_alone(1 - light, panel)
        marks[box] = np.where(panel[box], marks_on_board(ground), marks[box])
    return marks


def _panel(labels: Array, number: int, box: Array) -> Mask | None:
    """Return where the panel lies that a piece is the ground of, without its rim; None if it is none."""
    top, left, bottom, right = box
    part = labels[top:bottom, left:right]
    piece = part == number + 1
    whole = hull(piece)
    share, longer = in_rectangle(whole)
    is_panel = share >= CORNERED or (share >= DISC and longer <= ROUND)
    if not GROUND[0] < piece.sum() / whole.sum() < GROUND[1] or not is_panel:
        return None
    if (whole & _outside(piece)).sum() > DENTS * whole.sum():
        return None
    side = 2 * max(1, round(RIM * max(piece.shape))) + 1
    inside = smallest(np.pad(whole, side), side)[side:-side, side:-side] > 0.5
    written = inside & (part == 0)
    rows = np.flatnonzero(written.any(1))
    if not rows.size or rows[-1] - rows[0] < TALL * min(piece.shape):
        return None
    if stroke_width(written.astype(np.float32)) > PEN * max(piece.shape):
        return None
    panel = np.zeros(labels.shape, bool)
    panel[top:bottom, left:right] = inside
    return panel


def _outside(piece: Mask) -> Mask:
    """Return where the paper around a piece is, also in its dents; holes in it are not."""
    blank = label_pieces(np.pad(~piece, 1, constant_values=True))
    return np.asarray(blank == blank[0, 0])[1:-1, 1:-1]


def _beside(around: Array, panels: list[int]) -> NDArray[np.bool_]:
    """Return which pieces lie beside the panels: neither in one nor around one."""
    beside = np.ones(len(around), bool)
    beside[panels] = False
    for panel in panels:
        inside = (around[:, :2] >= around[panel, :2]).all(1) & (around[:, 2:] <= around[panel, 2:]).all(1)
        frame = (around[:, :2] <= around[panel, :2]).all(1) & (around[:, 2:] >= around[panel, 2:]).all(1)
        beside &= ~inside & ~frame
    return beside

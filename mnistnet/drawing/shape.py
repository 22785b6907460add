"""Shape is what the steps change: slant, stroke width, size and place of the ink."""

from math import ceil

import numpy as np
from PIL import Image

from mnistnet.drawing.ink import Box, Ink, ink_box
from mnistnet.drawing.width import changed_width, stroke_width

__all__ = ["BOX", "SIDE", "centred", "scaled", "shrunk", "upright", "usual_width"]

BOX, SIDE = 20, 28
WIDTHS = (1.8, 3.6)  # pixels in the box of 20: nine of ten MNIST digits have strokes of such widths
SLANT = 0.6  # the steepest slant that is put upright, in columns a row
WORK = 200  # pixels: larger ink is made smaller first, ten times the box is fine enough


def upright(ink: Ink) -> Ink:
    """Return the ink sheared along its rows so that its covariance of row and column vanishes."""
    box = ink_box(ink)
    if box is None:
        return ink
    rows, columns = np.indices(ink.shape)
    mass = float(ink.sum())
    y, x = float((rows * ink).sum()) / mass, float((columns * ink).sum()) / mass
    spread = float(((rows - y) ** 2 * ink).sum())
    slope = float(((rows - y) * (columns - x) * ink).sum()) / spread if spread > 0 else 0.0
    slope = min(max(slope, -SLANT), SLANT)
    margin = ceil(abs(slope) * (box[2] - box[0]))
    wide = np.pad(ink, ((0, 0), (margin, margin)))
    image = Image.fromarray(wide)
    sheared = image.transform(
        image.size, Image.Transform.AFFINE, (1, slope, -slope * y, 0, 1, 0), Image.Resampling.BICUBIC
    )
    return np.clip(np.asarray(sheared, np.float32), 0, 1)


def usual_width(ink: Ink, boxed: bool) -> Ink:
    """Return the ink with strokes that come out as wide as MNIST's once it is scaled.

    A stroke of width w on a centre line whose box measures c pixels on its longer side comes out
    BOX w / (c + w) pixels wide.
    """
    box = ink_box(ink)
    if box is None:
        return ink
    ink = _workable(ink, box)
    box = ink_box(ink) or box
    width, longer = stroke_width(ink), _longer(box)
    line = longer - width
    if line < width:  # a dot
        return ink
    comes_out = BOX * width / longer if boxed else SIDE * width / max(ink.shape)
    wanted = min(max(comes_out, WIDTHS[0]), WIDTHS[1])
    if wanted == comes_out:
        return ink
    target = wanted * line / (BOX - wanted) if boxed else wanted * max(ink.shape) / SIDE
    margin = ceil(max(0.0, target - width)) if boxed else 0
    return changed_width(np.pad(ink, margin), target - width)


def scaled(ink: Ink) -> Ink:
    """Return the ink in 28 x 28 pixels: its box scaled to 20 on the longer side, in the middle, with one full black."""
    box = ink_box(ink)
    if box is None:
        return np.zeros((SIDE, SIDE), np.float32)
    top, left, bottom, right = box
    step = _longer(box) / BOX
    rows, columns = ceil((bottom - top) / step - 1e-6), ceil((right - left) / step - 1e-6)
    above, before = (rows * step - (bottom - top)) / 2, (columns * step - (right - left)) / 2
    small = _resized(
        ink, (top - above, left - before, top - above + rows * step, left - before + columns * step), rows, columns
    )
    paper = np.zeros((SIDE, SIDE), np.float32)
    y, x = (SIDE - rows) // 2, (SIDE - columns) // 2
    paper[y : y + rows, x : x + columns] = small / small.max()
    return paper


def shrunk(ink: Ink) -> Ink:
    """Return the whole paper in 28 x 28 pixels, the ink where it was drawn, with one full black."""
    side = max(ink.shape)
    above, before = ((side - n) / 2 for n in ink.shape)
    small = _resized(ink, (-above, -before, side - above, side - before), SIDE, SIDE)
    return small / small.max()


def centred(ink: Ink) -> Ink:
    """Return the ink moved by whole pixels so that its centre of mass lies in the middle, and none is lost."""
    rows, columns = np.nonzero(ink)
    weights = ink[rows, columns] / ink.sum()
    moved = np.zeros_like(ink)
    for places in (rows, columns):
        middle = len(ink) / 2
        shift = round(middle - float(places @ weights))
        places += min(max(shift, -int(places.min())), len(ink) - 1 - int(places.max()))
    moved[rows, columns] = weights * ink.sum()
    return moved


def _longer(box: Box) -> int:
    return max(box[2] - box[0], box[3] - box[1])


def _workable(ink: Ink, box: Box) -> Ink:
    return ink


def _resized(ink: Ink, box: tuple[float, float, float, float], rows: int, columns: int) -> Ink:
    """Return the part of the paper inside (top, left, bottom, right) in rows x columns pixels, each the mean of its area."""
    top, left, bottom, right = box
    margin = ceil(max(0.0, -top, -left, bottom - ink.shape[0], right - ink.shape[1]))
    image = Image.fromarray(np.pad(ink, margin))
    around = (left + margin, top + margin, right + margin, bottom + margin)
    return np.asarray(image.resize((columns, rows), Image.Resampling.BOX, box=around), np.float32)

"""Shape is what the steps change: slant, stroke width, size and place of the ink."""

from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing.ink import Ink, ink_box
from mnistnet.drawing.width import changed_width, stroke_width

__all__ = ["BOX", "SIDE", "centred", "scaled", "shrunk", "usual_slant", "usual_width"]

BOX, SIDE = 20, 28
WIDTHS = (2.0, 3.6)  # pixels in the box of 20: most of MNIST's strokes; networks read thinner and thicker ones worse
SLANTS = (-0.45, 0.25)  # columns a row: nine of ten MNIST digits lean less than either
MOST = 0.5  # columns a row: more is no slant but a dash


def usual_slant(ink: Ink) -> Ink:
    """Return the ink sheared along its rows just so far that its slant is one of MNIST's usual ones.

    The slant is the covariance of row and column divided by the variance of the row: how many
    columns the ink drifts to the right from one row to the next below.
    """
    along, down = ink.sum(axis=0, dtype=np.float64), ink.sum(axis=1, dtype=np.float64)
    rows, columns, mass = np.arange(len(down)), np.arange(len(along)), float(down.sum())
    y, x = float(rows @ down) / mass, float(columns @ along) / mass
    spread = float((rows - y) ** 2 @ down)
    slant = float((rows - y) @ ink @ (columns - x)) / spread if spread > 0 else 0.0
    excess = slant - min(max(slant, SLANTS[0]), SLANTS[1])
    excess = min(max(excess, -MOST), MOST)
    box = ink_box(ink)
    if excess == 0 or box is None:
        return ink
    margin = ceil(abs(excess) * (box[2] - box[0]))
    image = Image.fromarray(np.pad(ink, ((0, 0), (margin, margin))))
    shear = (1, excess, -excess * y, 0, 1, 0)  # a pixel of the new picture comes from this place of the old one
    sheared = image.transform(image.size, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
    return _trimmed(np.asarray(sheared, np.float32), margin)


def _trimmed(ink: Ink, margin: int) -> Ink:
    """Return the ink without the margins at the left and right, or with as much of both as it reaches into."""
    columns = np.flatnonzero(ink.any(0))
    reach = max(0, margin - int(columns[0]), int(columns[-1]) + 1 - (ink.shape[1] - margin))
    return ink[:, margin - reach : ink.shape[1] - margin + reach]


def usual_width(ink: Ink, boxed: bool) -> Ink:
    """Return the ink with strokes just so much wider or thinner that they come out as usual in MNIST.

    A stroke of width w along a line whose box measures c pixels on its longer side comes out
    ``BOX w / (c + w)`` pixels wide, because the box grows with the stroke. A dot is left as it is.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns)
    boxed : bool
        Whether the box around the ink will be scaled; else the whole paper.
    """
    box = ink_box(ink)
    if box is None:
        return ink
    drawn = ink[box[0] : box[2], box[1] : box[3]]
    width = stroke_width(drawn)
    line, paper = max(drawn.shape) - width, max(ink.shape)
    comes_out = BOX * width / (line + width) if boxed else SIDE * width / paper
    wanted = min(max(comes_out, WIDTHS[0]), WIDTHS[1])
    if wanted == comes_out or line < width:
        return ink
    change = (wanted * line / (BOX - wanted) if boxed else wanted * paper / SIDE) - width
    return changed_width(np.pad(drawn, ceil(max(0, change))) if boxed else ink, change)


def scaled(ink: Ink) -> Ink:
    """Return the ink in 28 x 28 pixels: its box scaled to 20 on the longer side, in the middle, with one full black."""
    box = ink_box(ink)
    if box is None:
        return np.zeros((SIDE, SIDE), np.float32)
    top, left, bottom, right = map(float, box)
    step = max(bottom - top, right - left) / BOX
    rows, columns = ceil((bottom - top) / step - 1e-6), ceil((right - left) / step - 1e-6)
    top -= (rows * step - (bottom - top)) / 2
    left -= (columns * step - (right - left)) / 2
    small = _resized(ink, (left, top, left + columns * step, top + rows * step), rows, columns)
    paper = np.zeros((SIDE, SIDE), np.float32)
    y, x = (SIDE - rows) // 2, (SIDE - columns) // 2
    paper[y : y + rows, x : x + columns] = small / small.max()
    return paper


def shrunk(ink: Ink) -> Ink:
    """Return the whole paper in 28 x 28 pixels, the ink where it was drawn, with one full black."""
    side = max(ink.shape)
    above, before = ((side - n) / 2 for n in ink.shape)
    small = _resized(ink, (-before, -above, side - before, side - above), SIDE, SIDE)
    return small / small.max()


def centred(ink: Ink) -> Ink:
    """Return the ink moved by whole pixels so that its centre of mass lies in the middle, as far as none is lost."""
    rows, columns = np.nonzero(ink)
    values = ink[rows, columns]
    moved = np.zeros_like(ink)
    moved[_to_the_middle(rows, values, len(ink)), _to_the_middle(columns, values, len(ink))] = values
    return moved


def _to_the_middle(places: NDArray[np.int64], values: Ink, side: int) -> NDArray[np.int64]:
    """Return the places along one axis, shifted together."""
    shift = round(side / 2 - float(places @ values) / float(values.sum()))
    return places + min(max(shift, -int(places.min())), side - 1 - int(places.max()))


def _resized(ink: Ink, box: tuple[float, float, float, float], rows: int, columns: int) -> Ink:
    """Return the part inside (left, top, right, bottom) in rows x columns pixels, each the mean of what it covers."""
    left, top, right, bottom = box
    margin = ceil(max(0.0, -left, -top, right - ink.shape[1], bottom - ink.shape[0]))
    inside = (left + margin, top + margin, right + margin, bottom + margin)
    image = Image.fromarray(np.pad(ink, margin))
    return np.asarray(image.resize((columns, rows), Image.Resampling.BOX, box=inside), np.float32)

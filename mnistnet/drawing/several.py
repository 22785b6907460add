"""Several digits on one paper are taken apart: pieces of ink become digits, and digits are put in reading order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.bindings import bindings
from mnistnet.drawing.dots import without_gaps
from mnistnet.drawing.frames import frames
from mnistnet.drawing.holes import without_holes
from mnistnet.drawing.hollow import without_hollows
from mnistnet.drawing.ink import EDGE, Box, Ink, ink_box
from mnistnet.drawing.joining import frame, is_cut_off, joined, sizes
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.rings import rings
from mnistnet.drawing.shade import is_shade
from mnistnet.drawing.shape import BOX
from mnistnet.drawing.signs import without_signs
from mnistnet.drawing.sliding import largest
from mnistnet.drawing.stains import without_stains
from mnistnet.drawing.things import without_things
from mnistnet.drawing.underlines import underlines
from mnistnet.drawing.width import stroke_width

__all__ = ["ALONE", "apart", "placed"]

Array = NDArray[Any]
SMALLEST = 0.25  # of the tallest piece: what is smaller both ways is no digit by itself
PART = 0.12  # of the tallest piece: what is smaller both ways is no part of a digit either
TOUCHING = 0.005  # of the picture's longer side: pieces that are less far apart were one stroke
OF_PEN = 0.4  # of the pen's width: the same
MOST_PIECES = 400  # the largest are looked at; a texture has thousands
ALONE = 40  # pixels: a picture no larger is one digit, whatever gaps its strokes have, unless it shows a row of them
TIMES = 4  # larger is a digit made that is smaller than the box it will fill, or one layer of its strokes would be all
WIDER = 1.3  # than high may be more than one digit
TALL = 0.5  # of the tallest is every digit of a row; a smaller piece is a part of one
LOW, PRINT = 0.2, 12  # of the highest piece: so many pieces that are no higher are words in small print
SAME_PEN = 0.25  # of the most ink for its length: what has less was not written by the same pen
SOLID, BAR = 0.9, 0.2  # of its box is filled, of the picture's side is it thick: a bar along the border
HUGGING = 0.06  # of the shorter side: what lies within it is the picture's edge, not ink


def apart(ink: Ink) -> list[Ink]:
    """Return the ink of each digit on its own piece of paper; else as `placed`."""
    return [digit for _, digit in placed(ink)]


def placed(ink: Ink) -> list[tuple[Box, Ink]]:
    """Return where each digit lies, and its ink on its own piece of paper, line by line, from left to right.

    Pieces of ink belong to one digit when they nearly touch, or lie above each other: when half of the
    narrower one's width lies within the other's and the gap between them is small. Specks are left out, and so are
    rings round others, lines under them, frames, and what runs into the picture's border if anything else is there.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    """
    box = ink_box(ink)
    if max(ink.shape) > ALONE or box is None:
        return _one_by_one(ink)
    found = [] if _is_narrow(box) else _one_by_one(ink)
    return found if _stand_in_a_row(found) else [(box, _finer(without_holes(ink)))]


def _is_narrow(box: Box) -> bool:
    """Return whether the ink is no wider than a single digit."""
    top, left, bottom, right = box
    return right - left <= WIDER * (bottom - top)


def _stand_in_a_row(digits: list[tuple[Box, Ink]]) -> bool:
    """Return whether there are several digits and none so low that it may be a part of another."""
    heights = [box[2] - box[0] for box in (ink_box(digit) for _, digit in digits) if box]
    return len(heights) > 1 and min(heights) >= TALL * max(heights)


def _one_by_one(ink: Ink) -> list[tuple[Box, Ink]]:
    ink, labels = _pieces(ink)
    around = boxes(labels)
    kept = _worth_reading(around, labels)
    if kept.size == 0:
        return []
    digits = joined(ink, labels, around, kept)
    framed = [frame(around[pieces]) for pieces in digits]
    tallest = sizes(around[kept]).max()
    large = [i for i, box in enumerate(framed) if sizes(box[None])[0] >= SMALLEST * tallest]
    for without in (without_things, without_signs):
        large = [large[i] for i in without([digits[i] for i in large], labels, around)]
    large = [large[i] for i in without_stains([digits[i] for i in large], ink, labels, around)]
    large = _by_the_same_pen(large, digits, labels, around)
    order = [large[i] for i in _reading_order([framed[i] for i in large])]
    return [(_box(framed[i]), without_hollows(_cut_out(ink, labels, digits[i] + 1, framed[i]))) for i in order]


def _box(framed: Array) -> Box:
    top, left, bottom, right = map(int, framed)
    return top, left, bottom, right


def _finer(ink: Ink) -> Ink:
    """Return the ink in more pixels, with smooth edges, where the digit has very few."""
    box = ink_box(ink)
    if box is None or max(box[2] - box[0], box[3] - box[1]) >= BOX:
        return ink
    return stretched(np.pad(ink, 1), tuple(TIMES * (side + 2) for side in ink.shape))


def _pieces(ink: Ink) -> tuple[Ink, Array]:
    """Return the ink, dots made lines, and the number of the piece that every pixel belongs to."""
    small = fewer(ink, 250)
    width = stroke_width(small) * max(ink.shape) / max(small.shape)
    ink = without_gaps(ink, width)
    reach = round(max(TOUCHING * max(ink.shape), OF_PEN * width) / 2)
    return ink, label_pieces(largest(ink > EDGE, 2 * reach + 1))


def _worth_reading(around: Array, labels: Array) -> Array:
    """Return the numbers of the pieces that may be digits or parts of them."""
    areas = np.bincount(labels.ravel())[1:]
    rows, columns = labels.shape
    inside = (around[:, :2] > 0).all(1) & (around[:, 2:] < (rows, columns)).all(1)
    longest = sizes(around)
    edge = _on_edge(around, areas, labels.shape) | is_shade(labels, around, np.asarray(inside))
    cut_off = is_cut_off(longest, np.asarray(inside))
    added = rings(labels, around) | underlines(labels, around) | frames(labels, around)
    added |= bindings(around, labels.shape)
    kept = np.flatnonzero(~cut_off & ~edge & ~added)
    kept = kept[np.argsort(-areas[kept], kind="stable")[:MOST_PIECES]]
    if kept.size == 0:
        return kept
    kept = kept[longest[kept] >= PART * longest[kept].max()]
    heights = (around[:, 2] - around[:, 0])[kept]
    low = heights <= LOW * heights.max()
    return kept[~low] if low.sum() >= PRINT else kept


def _on_edge(around: Array, areas: Array, shape: tuple[int, ...]) -> Array:
    """Return which pieces are dark edges: within a narrow strip along the border, or a bar along all of a side."""
    if min(shape) < 10:
        return np.zeros(len(around), bool)
    strip = HUGGING * min(shape)
    near = (around[:, 2:] <= strip).any(1) | (around[:, :2] >= np.array(shape) - strip).any(1)
    sides = around[:, 2:] - around[:, :2]
    solid = areas > SOLID * sides.prod(1)
    along = (sides >= 0.95 * np.array(shape)).any(1) & (sides <= BAR * np.array(shape)).any(1)
    return np.asarray(near | (along & solid & (len(around) > 1)))


def _by_the_same_pen(large: list[int], digits: list[Array], labels: Array, around: Array) -> list[int]:
    """Return the groups of pieces that are not much thinner than the thickest: the rest of a printed line is."""
    if len(large) < 2:
        return large
    areas = np.bincount(labels.ravel())[1:]
    thick = [areas[digits[i]].sum() / sizes(around[digits[i]]).sum() for i in large]
    return [i for i, one in zip(large, thick, strict=True) if one >= SAME_PEN * max(thick)]


def _reading_order(framed: list[Array]) -> list[int]:
    """Return the places of the boxes in lines from top to bottom, from left to right in each.

    A box belongs to the line if its middle lies above the bottom of the line's first box.
    """
    waiting = sorted(range(len(framed)), key=lambda i: int(framed[i][0]))
    order: list[int] = []
    while waiting:
        bottom = framed[waiting[0]][2]
        line = [i for i in waiting if framed[i][0] + framed[i][2] < 2 * bottom]
        order += sorted(line, key=lambda i: int(framed[i][1]))
        waiting = [i for i in waiting if i not in line]
    return order


def _cut_out(ink: Ink, labels: Array, numbers: Array, box: Array) -> Ink:
    """Return the ink of some pieces, and the soft rim around them, with a little blank paper on every side."""
    top, left, bottom, right = box
    part = np.pad(ink[top:bottom, left:right], 1)
    other = ~np.isin(np.pad(labels[top:bottom, left:right], 1), [0, *numbers])
    return np.where(other, np.float32(0), part)

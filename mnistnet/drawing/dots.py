"""Dots and dashes in a row are one stroke: neighbours are joined by lines as thick as they are."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from mnistnet.drawing.chains import chained
from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.pieces import boxes, label_pieces

__all__ = ["without_gaps"]

Array = NDArray[Any]
FEWEST, MOST = 6, 1000  # pieces: fewer are broken strokes, more a texture
SHORT = 3.2  # widths of the pen is a dash long at most
SHARE = 0.5  # of the ink is dots or dashes
WIDEST = 6  # widths of the pen lie between dots at most
SOLID = 0.9  # of a bar is a dot full at least; letters are not
SPECK = 0.1  # of the usual area: what is smaller is no dot
MESH = 1.0  # times the square between four dots: a larger hole is the eye of a digit


def without_gaps(ink: Ink, width: float) -> Ink:
    """Return the ink with neighbouring dots joined where most of it is dots or dashes; else as it is.

    Parameters
    ----------
    ink : ndarray of shape (rows, columns), 0 to 1
    width : float
        Of the pen, in pixels.
    """
    labels = label_pieces(ink > EDGE)
    areas = np.bincount(labels.ravel())[1:]
    large = areas > 0.2 * width**2
    if not FEWEST <= large.sum() <= MOST:
        return ink
    around = boxes(labels)
    short = (around[:, 2:] - around[:, :2]).max(1) <= SHORT * width
    if areas[large & short].sum() < SHARE * areas.sum():
        return ink
    ends, widths, solid = _bars(labels, areas)
    if np.median(solid[large & short]) < SOLID:
        return ink
    usual = float(np.median(areas[large & short]))
    dots = np.argsort(-areas, kind="stable")[:MOST]
    dots = dots[areas[dots] > SPECK * usual]
    lines, pitch = chained(ends[dots])
    if pitch > WIDEST * width:
        return ink
    full = float(np.median(ink[labels > 0]))
    thick = float(np.median(widths[large & short]))
    return _without_mesh(_drawn(ink, lines, thick, full), MESH * pitch**2, full)


def _bars(labels: Array, areas: Array) -> tuple[Array, Array, Array]:
    """Return where every piece begins and ends, shape (pieces, 2, 2), its width, and how much of a bar it fills.

    A dot begins and ends in its middle.

    Pieces are taken for bars: along a bar of length 2 a and width 2 b pixels scatter by a² / 3, across it by b² / 3.
    """
    y, x = np.nonzero(labels)
    numbers = labels[y, x] - 1
    middle = np.stack([np.bincount(numbers, one) / areas for one in (y, x)], 1)
    off = np.stack([y, x], 1) - middle[numbers]
    down, across, both = (np.bincount(numbers, off[:, i] * off[:, j]) / areas for i, j in ((0, 0), (1, 1), (0, 1)))
    turn = np.arctan2(2 * both, down - across) / 2
    spread = np.hypot((down - across) / 2, both)
    longer, shorter = (np.sqrt(3 * ((down + across) / 2 + sign * spread).clip(0)) for sign in (1, -1))
    half = (longer - shorter)[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    widths = areas / (2 * longer).clip(1)
    return np.stack([middle - half, middle + half], 1), widths, widths / (2 * shorter).clip(1)


def _drawn(ink: Ink, lines: Array, thick: float, full: float) -> Ink:
    """Return the ink with lines drawn on it, each from (row, column) to (row, column)."""
    paper = Image.new("L", ink.shape[::-1])
    pen = ImageDraw.Draw(paper)
    for (top, left), (bottom, right) in lines:
        pen.line((left, top, right, bottom), fill=1, width=max(1, round(thick)))
    return np.where(np.asarray(paper) > 0, np.maximum(ink, np.float32(full)), ink)


def _without_mesh(ink: Ink, largest: float, full: float) -> Ink:
    """Return the ink with small holes filled: between dots on a grid every four lines leave one."""
    bare = label_pieces(ink <= EDGE)
    small = np.bincount(bare.ravel()) < largest
    small[0] = False
    return np.where(small[bare], np.float32(full), ink)

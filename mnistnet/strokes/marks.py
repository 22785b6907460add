"""A board keeps what a pen, a rubber and single squares do to it, one mark after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.limits import bounds
from mnistnet.strokes.curves import through_midpoints
from mnistnet.strokes.pen import covered
from mnistnet.words import say

__all__ = ["SIDE", "SQUARES", "Line", "Squares", "marked", "read_mark"]

SIDE, SQUARES = 280, 28  # of the board in pixels, and in squares that can be inked one by one
MOST_POINTS, MOST_SQUARES = bounds.STROKE_POINTS.most, SQUARES**2
PIECES = 4  # straight pieces between two points of the pen: as round as a browser draws it, to a grey level or two

Ink = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Line:
    """One stroke of a pen, or of a rubber.

    Attributes
    ----------
    points : ndarray of shape (points, 2)
        Where it went, in pixels of the board, x before y; one point alone is a dot.
    width : float
        In pixels.
    rubs : bool
        Whether it takes ink away.
    """

    points: NDArray[np.float64]
    width: float
    rubs: bool = False


@dataclass(frozen=True, eq=False)
class Squares:
    """Squares of the board that were inked or rubbed out one by one.

    Attributes
    ----------
    places : ndarray of shape (squares, 2)
        Row and column of each, from 0 to 27.
    full : ndarray of shape (squares,), bool
        Whether it is inked. Of a square that occurs twice the last counts.
    """

    places: NDArray[np.intp]
    full: NDArray[np.bool_]


def marked(ink: Ink, mark: Line | Squares) -> Ink:
    """Return the board with one more mark on it.

    Parameters
    ----------
    ink : ndarray of shape (280, 280), uint8
        0 is blank, 255 full ink. It stays as it is.
    mark : Line or Squares
    """
    if isinstance(mark, Line):
        line = covered([through_midpoints(mark.points, PIECES)], mark.width, SIDE)
        return np.minimum(ink, 255 - line) if mark.rubs else np.maximum(ink, line)
    after, edge = ink.copy(), SIDE // SQUARES
    for (row, column), full in zip(mark.places, mark.full, strict=True):
        after[row * edge : (row + 1) * edge, column * edge : (column + 1) * edge] = 255 * full
    return after


def read_mark(message: Mapping[str, Any]) -> Line | Squares:
    """Return the mark that a browser tells of.

    It says ``{"points": [[x, y], ...], "width": w, "rubs": bool}`` or ``{"squares": [[row, column, 0 or 1], ...]}``.

    Raises
    ------
    ValueError
        If it says anything else; a browser can send what it likes.
    """
    try:
        return _squares(message["squares"]) if "squares" in message else _line(message)
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError(say("This is no mark on a board.")) from error


def _line(message: Mapping[str, Any]) -> Line:
    points, width = message["points"], float(message["width"])
    if not isinstance(points, list) or not 0 < len(points) <= MOST_POINTS or not 1 <= width <= SIDE:
        raise ValueError(say("This is no stroke."))
    found = np.asarray(points, np.float64)
    if found.shape != (len(points), 2) or not np.isfinite(found).all():
        raise ValueError(say("The points of a stroke are pairs of numbers."))
    return Line(found.clip(-SIDE, 2 * SIDE), width, message.get("rubs") is True)


def _squares(message: Any) -> Squares:
    if not isinstance(message, list) or not 0 < len(message) <= MOST_SQUARES:
        raise ValueError(say("These are no squares."))
    found = np.asarray(message)
    whole = found.shape == (len(message), 3) and found.dtype.kind == "i"
    if not whole or not ((found >= 0) & (found < (SQUARES, SQUARES, 2))).all():
        raise ValueError(say("A square has a row and a column from 0 to 27, and is full or not."))
    return Squares(found[:, :2], found[:, 2].astype(bool))

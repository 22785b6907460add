"""Paper is what a pen has not touched: how light it is at every place, and how far each pixel falls behind it."""

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.cast import cast_shade
from mnistnet.drawing.glare import BLURRED, marks_through_glare, steepness
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import closed, filled, largest, mean_of_squares, smallest

__all__ = ["Light", "ink_is_dark", "marks_on_board", "marks_on_paper", "parting", "roughness"]

Light = NDArray[np.float32]
Array = NDArray[Any]
SMALL = 160  # pixels of the longer side: the paper's light changes slowly enough for that
SHARPER = 400  # pixels of the longer side: enough for the edge of a hard shadow
WIDEST = 0.42  # of the shorter side: a wider stroke would be taken for paper
NARROWEST = 0.05  # of the longer side: windows that the paper's light is looked for in
DEEP = 0.30  # of the ink: so much of it must survive a window for strokes to be that wide
BLACK = 0.05  # light of a dark ground: on a darker one no shade is seen
WHITE = 0.5  # light that chalk has at least beyond that of its ground
CHALK = 12.0  # times calmer, what is steep counting more, is dark paper than light: no lamp leaves so much
GLOW = 0.75  # times as steep as dark marks is light that a lamp leaves, at most
LIT = (0.5, 2.5)  # times the usual light that is believed of a place
DARKEST = 0.15  # light of paper: what is darker, in a deep shade, is compared with this


def ink_is_dark(light: Light, calmer: float = 1.35) -> bool:
    """Return whether dark ink lies on light paper: then the paper alone, ink filled, is the calmer surface.

    Each of both ways fills what it takes for ink; the wrong way leaves holes in the paper where the strokes are. Light
    that a lamp leaves on paper is unrest as well, but nowhere steep, as the edges of strokes are: nor is it light ink.

    Parameters
    ----------
    light : ndarray of shape (rows, columns), 0 to 1
    calmer : float
        How many times calmer the dark paper of light ink must be, to be believed.
    """
    small = fewer(light, SMALL // 2)
    below_dark, below_light = _first_paper(small), _first_paper(1 - small)
    steep_dark, steep_light = _unrest(below_dark, 2), _unrest(below_light, 2)
    if _unrest(below_dark) <= calmer * _unrest(below_light) or steep_dark <= steep_light:
        return True
    darker, lighter = steepness(below_dark - small), steepness(below_light - 1 + small)
    return steep_dark < CHALK * steep_light and lighter < min(BLURRED, GLOW * darker)


def marks_on_paper(light: Light) -> Light:
    """Return by what share of the paper's light each pixel is darker than the paper.

    A first guess fills everything that is narrower than `WIDEST`. From the ink so found comes the width of the
    strokes, and a second guess fills no more than that, so that shadows stay with the paper. The third takes the
    paper as it is wherever there is no ink. Where light is mirrored, ink is as dark as it would be without.
    """
    return _fallen_behind(light, _paper(light))


def marks_on_board(light: Light) -> Light:
    """Return by what share of white each pixel is lighter than the dark ground it was written on.

    Where less light falls, ground and chalk darken alike: the ground says how much, if it is not black.
    """
    board = 1 - _paper(1 - light)
    usual = float(np.median(board))
    marks = (light - board) / np.maximum(1 - board, WHITE)
    if usual > BLACK:
        marks *= (usual / np.maximum(board, BLACK / 2)).clip(*LIT)
    return np.asarray(marks, np.float32)


def _paper(light: Light) -> Light:
    """Return the paper's light at every pixel, as `marks_on_paper` tells."""
    small = fewer(light, SMALL)
    first = _first_paper(small)
    ink = _inked(small, first)
    shade = _shade(_fallen_behind(small, first), ink)
    ink &= ~shade
    side = _odd(min(max(3 * _width(ink) + 2, NARROWEST * max(small.shape)), WIDEST * min(small.shape)))
    border = _border(small, ~largest(ink, 3))
    ink = _inked(small, _closed_within(small, border, side)) & ~shade
    known = ~largest(ink, 3)
    if known.mean() < 0.02:
        known = ~ink if not ink.all() else np.ones_like(ink)
    paper = mean_of_squares(filled(small, known), 1)
    return stretched(_with_hard_shadows(paper, fewer(light, SHARPER), ~known, side / max(small.shape)), light.shape)


def roughness(marks: Light) -> float:
    """Return about the standard deviation of the paper's noise: how far its pixels lie off and differ from the next."""
    bare = marks <= parting(marks)
    differences = np.abs(np.diff(marks, axis=1, append=marks[:, -1:]))
    return 1.5 * float(max(np.median(np.abs(marks[bare])), np.median(differences[bare]))) if bare.any() else 1.0


def parting(marks: Light) -> float:
    """Return the threshold above zero that leaves the largest variance between the pixels below and above it.

    References
    ----------
    N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9 (1979).
    """
    counts, edges = np.histogram(marks.clip(0, 1), 128, (0, 1))
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * middles)
    means = (sums[-1] - sums[:-1]) / np.maximum(above, 1) - sums[:-1] / np.maximum(below, 1)
    return float(edges[1 + np.argmax(below * above * means**2)])


def _with_hard_shadows(paper: Light, light: Light, inked: NDArray[np.bool_], window: float) -> Light:
    """Return the paper's light in more pixels, darkened where no ink but the edge of a shadow makes it dark.

    A window as wide as a few strokes fills ink, and leaves the edge of a shadow where it is.

    Parameters
    ----------
    paper, inked : ndarray of shape (rows, columns)
        The paper's light, and where ink was found.
    light : ndarray of shape (more rows, more columns)
    window : float
        As a share of the longer side.
    """
    side = _odd(window * max(light.shape))
    calm = mean_of_squares(light, 1)
    border = _border(calm, stretched(inked, light.shape) < 0.5)
    return np.minimum(stretched(paper, light.shape), _closed_within(calm, border, side))


def _first_paper(small: Light) -> Light:
    """Return the paper's light as far as one can tell before anything is known about the ink."""
    side = _odd(WIDEST * min(small.shape))
    return _closed_within(small, _border(small, np.ones(small.shape, bool), fill=True), side)


def _closed_within(small: Light, border: Light, side: int) -> Light:
    """Return the closing of a picture that is continued beyond its border by the border's own paper."""
    reach = side - 1
    wide = np.pad(border, reach, "edge")
    wide[reach : reach + small.shape[0], reach : reach + small.shape[1]] = small
    return np.asarray(closed(wide, side)[reach : -reach or None, reach : -reach or None], np.float32)


def _border(small: Light, known: NDArray[np.bool_], fill: bool = False) -> Light:
    """Return an array whose border holds the paper's light along the picture's border; ink on it is bridged."""
    places = _around(small.shape)
    values, seen = small[places], known[places]
    if fill:  # dark stretches that are shorter than a side are ink that was cut off
        ring = np.concatenate([values] * 3)[:, None]
        values = closed(ring, _odd(1.1 * max(small.shape)))[len(values) : 2 * len(values), 0]
    elif seen.any() and not seen.all():
        at = np.arange(len(values))
        values = np.interp(at, at[seen], values[seen], period=len(values)).astype(np.float32)
    result = small.copy()
    result[places] = values
    return result


def _around(shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Return the rows and columns of the border's pixels, clockwise."""
    rows, columns = shape
    down, across = np.arange(rows), np.arange(columns)
    sides = (
        (np.zeros_like(across), across),
        (down, np.full_like(down, columns - 1)),
        (np.full_like(across, rows - 1), across[::-1]),
        (down[::-1], np.zeros_like(down)),
    )
    return np.concatenate([side[0] for side in sides]), np.concatenate([side[1] for side in sides])


def _inked(small: Light, paper: Light) -> NDArray[np.bool_]:
    marks = _fallen_behind(small, paper)
    return np.asarray(marks > max(parting(marks) * 0.8, 0.04))


def _shade(marks: Light, ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the ink found at first is the shade of a hand."""
    if not smallest(ink, 5).any():
        return np.zeros_like(ink)
    level = parting(marks[ink])
    return cast_shade(marks, ink, level, _width(ink & (marks > level)))


def _fallen_behind(light: Light, paper: Light) -> Light:
    """Return by what share of the paper's light each pixel is darker, as if nothing were mirrored there."""
    return marks_through_glare(np.asarray((paper - light) / np.maximum(paper, DARKEST), np.float32), paper)


def _width(ink: NDArray[np.bool_]) -> float:
    """Return the widest window that a fair share of the ink survives."""
    area, width = int(ink.sum()), 1
    for side in (3, 5, 7, 9, 13, 17, 23, 31, 43, 61):
        if side >= min(ink.shape) or largest(smallest(ink, side) > 0, side).sum() < DEEP * area:
            break
        width = side
    return float(width)


def _unrest(paper: Light, power: int = 1) -> float:
    """Return how much the light changes from pixel to pixel; with a higher power, what is steep counts more."""
    return float(sum((np.abs(np.diff(paper, axis=axis)) ** power).sum() for axis in (0, 1)))


def _odd(side: float) -> int:
    """Return the odd whole number nearest to a length, at least 1."""
    return 2 * max(0, ceil(side / 2 - 0.5)) + 1

"""Rules are what was printed on the paper before anyone wrote: lines, squares, margins, the box of a form."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.paper import Light
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.resizing import peaks
from mnistnet.drawing.sliding import largest
from mnistnet.drawing.straight import LONG, Straight, straight_lines
from mnistnet.drawing.width import stroke_width

__all__ = ["without_rules"]

Array = NDArray[Any]
SMALL = 500  # pixels of the longer side where lines are looked for
LEAST_SIDE = 60  # pixels: in smaller pictures every stroke would be a line
LIKE = 0.35  # so much may lines of one pattern differ in darkness
MANY = 3  # lines that are alike make a pattern: the paper is ruled
WHOLE, EDGE_TO_EDGE = 0.85, 0.97  # of the picture's side spans a single line that may have been printed
LIGHTER = 0.7  # of the ink's darkness: a single line that is no darker was printed
ENDS = 0.94  # of the picture's side: a line that is shorter may be a stroke
AS_DARK, AS_WIDE = 0.85, 0.6  # of the ink's darkness, of the pen's width: so is a stroke at least
CRUMBS = 3.0  # pixels beside a line, of the small picture: little ink that lies nowhere else is left of the line
FAINT_CRUMB, TINY = 0.15, 0.02  # of the ink's darkness; of the largest piece: the same
INK, LITTLE = 0.3, 0.1  # of the ink's darkness is ink at least, so far; of it, and of all ink, is next to nothing
THINNER = 0.45  # of the pen's width: the same


def without_rules(marks: Light, full: float, noise: float) -> tuple[Light, int]:
    """Return the marks without printed lines, and how many lines were taken out.

    Lines are printed when three or more of one kind run beside each other, when two and two make a frame, or when
    they are fainter or thinner than what was written. Where ink crosses a line, or lies along it, it stays.

    Parameters
    ----------
    marks : ndarray of shape (rows, columns)
        How dark each place is.
    full : float
        How dark the ink is.
    noise : float
        The paper's own roughness.
    """
    if min(marks.shape) < LEAST_SIDE:
        return marks, 0
    times = -(-max(marks.shape) // SMALL)
    small = peaks(marks, times) if times > 1 else marks
    faintest = max(0.12 * full, 3 * noise)
    level, upright = straight_lines(small, faintest), straight_lines(small.T, faintest)
    if not level and not upright:
        return marks, 0
    bands = _bands(small, level) | _bands(small.T, upright).T
    rest = np.where(bands, 0, small)
    printed = _printed(level, upright, rest, small.shape, full)
    if not any(printed):
        return marks, 0
    return _taken_out(marks, printed, times, full), len(printed[0]) + len(printed[1])


def _printed(
    level: list[Straight], upright: list[Straight], rest: Light, shape: tuple[int, ...], full: float
) -> tuple[list[Straight], list[Straight]]:
    """Return those of the level and of the upright lines that were printed."""
    if len(_distinct(level)) >= 2 and len(_distinct(upright)) >= 2:
        return level, upright
    ink = rest[rest > 0.5 * full]
    dark = float(np.median(ink)) if ink.size > 20 else 0.0
    width = stroke_width(np.clip(rest / max(full, 1e-6), 0, 1)) if ink.size > 20 else 0.0
    sides = (shape[1], shape[0])
    level, upright = (
        [line for line in lines if not _is_stroke(line, side, dark, width)]
        for lines, side in zip((level, upright), sides, strict=True)
    )
    is_ruled = any(_alike(line, lines) >= MANY for lines in (level, upright) for line in lines)
    chosen = [
        [
            line
            for line in lines
            if _alike(line, lines) >= MANY
            or _is_thin(line, lines, side, dark, width)
            or _is_printed(line, side, dark, is_ruled)
        ]
        for lines, side in zip((level, upright), sides, strict=True)
    ]
    return chosen[0], chosen[1]


def _alike(line: Straight, lines: Sequence[Straight]) -> int:
    """Return how many of the lines beside each other are as dark as one of them, itself among them."""
    return len(_distinct([other for other in lines if abs(other.level - line.level) <= LIKE * line.level]))


def _distinct(lines: Sequence[Straight]) -> list[Straight]:
    """Return the lines that do not lie on one before: a thick one is found two or three times."""
    found: list[Straight] = []
    for line in lines:
        if not any(_is_same(line, other) for other in found):
            found.append(line)
    return found


def _is_same(line: Straight, other: Straight) -> bool:
    """Return whether one line lies on another."""
    return abs(line.offset - other.offset) <= line.width + other.width


def _is_stroke(line: Straight, side: int, dark: float, width: float) -> bool:
    """Return whether a pen drew a line: as dark and as wide as the rest, it ends before the picture does.

    In a row of digits that is cut close, many strokes are as long as the picture is high, and all are alike.
    """
    return line.end - line.start < ENDS * side and line.level > AS_DARK * dark > 0 and line.width > AS_WIDE * width


def _is_printed(line: Straight, side: int, dark: float, is_ruled: bool) -> bool:
    """Return whether a single line is fainter than the ink, or on ruled paper runs from edge to edge."""
    length = line.end - line.start
    return (is_ruled and length >= EDGE_TO_EDGE * side) or (length >= WHOLE * side and line.level < LIGHTER * dark)


def _is_thin(line: Straight, lines: Sequence[Straight], side: int, dark: float, width: float) -> bool:
    """Return whether a long line, all that was found of it, is thinner than the pen, as the side of a box is."""
    whole = sum(other.width for other in lines if _is_same(line, other))
    return line.end - line.start >= LONG * side and dark > 0 and whole < THINNER * width


def _bands(marks: Array, lines: Sequence[Straight], more: float = 1.0) -> NDArray[np.bool_]:
    """Return the places that lie on one of the nearly level lines."""
    return _levels(marks, lines, more) > 0


def _levels(marks: Array, lines: Sequence[Straight], more: float = 1.0) -> Light:
    """Return for every place how dark the line is that it lies on; 0 where there is none."""
    rows, columns = marks.shape
    levels = np.zeros(marks.shape, np.float32)
    for line in lines:
        half = line.width / 2 + more
        middle = line.rows(columns)
        low, high = np.floor(middle - half).astype(int), np.ceil(middle + half).astype(int)
        for step in range(int((high - low).max()) + 1):
            at = low + step
            inside = np.flatnonzero((at <= high) & (at >= 0) & (at < rows))
            places = at[inside], inside
            levels[places] = np.maximum(levels[places], line.level)
    return levels


def _taken_out(marks: Light, printed: tuple[list[Straight], list[Straight]], times: int, full: float) -> Light:
    """Return the marks without the lines; what has ink on both sides of a line, or is much darker, stays."""
    level, upright = ([_larger(line, times) for line in lines] for lines in printed)
    bands = (_bands(marks, level), _bands(marks.T, upright).T)
    usual = float(np.quantile([line.level for line in level + upright], 0.9))
    margins = (_levels(marks, _whole(level, marks.shape[1])), _levels(marks.T, _whole(upright, marks.shape[0])).T)
    clean = np.where(bands[0] | bands[1], 0, marks)
    kept = _crossed(clean, bands[0], level, full) | _crossed(clean.T, bands[1].T, upright, full).T
    darker = marks > np.maximum(0.6 * full, 1.35 * np.maximum(usual, np.maximum(*margins)))
    rest = np.where((bands[0] | bands[1]) & ~kept & ~darker, 0, marks).astype(np.float32)
    near = _bands(marks, level, CRUMBS * times) | _bands(marks.T, upright, CRUMBS * times).T
    rest = _without_crumbs(rest, near, full)
    return np.zeros_like(rest) if _is_bare(rest, near, marks, full) else rest


def _is_bare(rest: Light, near: NDArray[np.bool_], marks: Light, full: float) -> bool:
    """Return whether nothing is left of the marks but a little beside the lines, however faint."""
    left = rest > INK * full
    if not left.any():
        left = rest > FAINT_CRUMB * full
        return bool((left & ~near).sum() < LITTLE * left.sum())
    is_little = left.sum() < LITTLE * (marks > INK * full).sum()
    return bool((left & ~near).sum() < LITTLE * left.sum() and is_little)


def _without_crumbs(rest: Light, near: NDArray[np.bool_], full: float) -> Light:
    """Return the marks without tiny pieces that lie beside a line alone: they are left of the line."""
    labels = label_pieces(rest > FAINT_CRUMB * full)
    areas = np.bincount(labels.ravel())
    areas[0] = 0
    outside = np.bincount(labels[~near], minlength=len(areas))
    crumbs = (areas < TINY * areas.max()) & (outside == 0)
    crumbs[0] = False
    return np.where(crumbs[labels], 0, rest).astype(np.float32)


def _whole(lines: Sequence[Straight], side: int) -> list[Straight]:
    """Return the lines that run from edge to edge: these may be as dark as the ink, as a margin is."""
    return [line for line in lines if line.end - line.start >= EDGE_TO_EDGE * side]


def _larger(line: Straight, times: int) -> Straight:
    """Return a line of the small picture in pixels of the large one."""
    shift = (times - 1) / 2
    return Straight(
        line.offset * times + shift, line.slope, line.start * times, line.end * times, line.level, line.width * times
    )


def _crossed(clean: Light, band: NDArray[np.bool_], lines: Sequence[Straight], full: float) -> NDArray[np.bool_]:
    """Return the places of nearly level bands that have ink close above and close below."""
    if not lines:
        return np.zeros(clean.shape, bool)
    reach = int(max(line.width for line in lines)) + 4
    ink = largest(clean > 0.5 * full, 3)
    above, below = ink.copy(), ink.copy()
    for step in range(1, reach + 1):
        above[step:] |= ink[:-step]
        below[:-step] |= ink[step:]
    sides = largest(above, 3) & largest(below, 3)
    return band & sides

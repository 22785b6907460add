"""Signs beside digits are none: brackets, greater and less, a comma, an apostrophe, what has a dot below or above."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.chevrons import is_chevron
from mnistnet.drawing.joining import frame, sizes

__all__ = ["without_signs"]

Array = NDArray[Any]
Mask = NDArray[np.bool_]
LOW = 0.38  # of a digit's height is a comma long at most
NEAR = 1.0  # of a digit's height at most lies a sign away from it
BELOW = 0.3  # of a digit's height reaches a comma below it
DOTS = 0.06, 0.3  # of the height of what it belongs to is a dot large
GAPS = 0.08, 0.5  # of that height lies a dot away from it, above or below
UNDER = 0.2  # of that height lies the middle of a dot aside at most
SLENDER, ALONE = 0.8, 0.45  # times as wide as high is a bracket at most; if it has no other half
END, THIRD = 6, 3  # of so many parts of a bracket's height the first and the last are its ends, the second its middle
BENT, CURVED = 0.07, 0.1  # of its height reach both ends of a bracket beyond its middle; if it has no other half
ALIKE = 1.5  # times as high as the other is one half of a pair of brackets at most, and what lies between


def without_signs(groups: list[Array], labels: Array, around: Array) -> list[int]:
    """Return the places of the groups of pieces that may be digits; takes what `without_things` takes."""
    places = list(range(len(groups)))
    if len(groups) < 2:
        return places
    framed = np.array([frame(around[pieces]) for pieces in groups])
    height = framed[:, 2] - framed[:, 0]
    away = _away(framed)
    is_low = ((away < NEAR) & (sizes(framed)[:, None] < LOW * height)).any(axis=1)
    bends = np.array([_bend(pieces, box, labels) for pieces, box in zip(groups, framed, strict=True)])
    signs = is_low | _single(bends, framed, away) | _paired(bends, framed)
    signs |= np.array([_has_dot(pieces, around) or _is_chevron(pieces, labels, around) for pieces in groups])
    return [place for place in places if not signs[place]] or places


def _away(framed: Array) -> Array:
    """Return how far every box lies from the others in its line, in their heights: (this, other); else infinity."""
    top, left, bottom, right = framed.T
    height, middle = bottom - top, (top + bottom) / 2
    in_line = (middle[:, None] > top - BELOW * height) & (middle[:, None] < bottom + BELOW * height)
    away = (np.maximum(left, left[:, None]) - np.minimum(right, right[:, None])) / height
    return np.where(in_line & ~np.eye(len(framed), dtype=bool), away, np.inf)


def _has_dot(pieces: Array, around: Array) -> bool:
    """Return whether a dot lies right below or right above the largest of some pieces, as below a question mark."""
    box = around[pieces[sizes(around[pieces]).argmax()]]
    height = box[2] - box[0]
    gap = np.maximum(around[:, 0] - box[2], box[0] - around[:, 2]) / height
    aside = np.abs(around[:, 1] + around[:, 3] - box[1] - box[3]) / (2 * height)
    size = sizes(around) / height
    is_dot = (size >= DOTS[0]) & (size <= DOTS[1])
    return bool((is_dot & (gap >= GAPS[0]) & (gap <= GAPS[1]) & (aside <= UNDER)).any())


def _is_chevron(pieces: Array, labels: Array, around: Array) -> bool:
    """Return whether the largest of some pieces is the sign for greater or less."""
    piece = pieces[sizes(around[pieces]).argmax()]
    top, left, bottom, right = around[piece]
    return is_chevron(labels[top:bottom, left:right] == piece + 1)


def _single(bends: Array, framed: Array, away: Array) -> Mask:
    """Return which strokes are brackets without another half: slender, much bent, and nearer to what they end."""
    height, width = (framed[:, axis + 2] - framed[:, axis] for axis in (0, 1))
    is_right = framed[:, 1] > framed[:, 1, None]
    right, left = (np.where(side, away, np.inf).min(axis=1) for side in (is_right, ~is_right))
    inner, outer = np.where(bends > 0, (right, left), (left, right))
    return np.asarray((np.abs(bends) >= CURVED) & (width <= ALONE * height) & (inner < NEAR) & (inner < outer))


def _paired(bends: Array, framed: Array) -> Mask:
    """Return which strokes are brackets that stand in a pair around others."""
    found = np.zeros(len(framed), bool)
    for i in map(int, np.flatnonzero(bends >= BENT)):
        for j in map(int, np.flatnonzero((bends <= -BENT) & (framed[:, 1] > framed[i, 3]))):
            found[[i, j]] |= _is_pair(framed, i, j)
    return found


def _is_pair(framed: Array, i: int, j: int) -> bool:
    """Return whether two brackets are as high as each other, and something that is hardly higher lies between."""
    first, last = framed[i], framed[j]
    low, high = sorted((first[2] - first[0], last[2] - last[0]))
    top, bottom = min(first[0], last[0]), max(first[2], last[2])
    middle = (framed[:, 0] + framed[:, 2]) / 2
    inner = (framed[:, 1] > first[1]) & (framed[:, 3] < last[3]) & (middle > top) & (middle < bottom)
    highest = (framed[inner, 2] - framed[inner, 0]).max(initial=0)
    return bool(max(high, bottom - top, highest) <= ALIKE * low and highest > 0)


def _bend(pieces: Array, box: Array, labels: Array) -> float:
    """Return how far, in heights, both ends of a slender stroke reach to the right (or left: < 0) of its middle."""
    height, width = box[2] - box[0], box[3] - box[1]
    if len(pieces) > 1 or width > SLENDER * height or height < END:
        return 0.0
    own = labels[box[0] : box[2], box[1] : box[3]] == pieces[0] + 1
    starts = own[:, 0].astype(int) + (own[:, 1:] & ~own[:, :-1]).sum(axis=1)
    if (starts > 1).mean() > 1 / END:
        return 0.0
    opens, closes = _opens(own) / height, _opens(own[:, ::-1]) / height
    return float(opens if opens > 0 else -max(closes, 0))


def _opens(own: Mask) -> float:
    """Return by how many pixels both ends of a stroke reach further to the right of its back than its middle does.

    The back is the line through the left ends of head and foot: brackets may lean. What bends away from it to the
    other side, as the middle of a 3 does, is no bracket.
    """
    end, third = len(own) // END, len(own) // THIRD
    head, middle, foot = (np.flatnonzero(own[part].any(axis=0)) for part in np.s_[:end, third:-third, -end:])
    back = (head[0] + foot[0]) / 2
    return float(min(np.ptp(head), np.ptp(foot)) - (middle[-1] - back)) if middle[0] <= back else 0.0

"""Things beside digits: what lies flat, such as a minus, a button or small print, and a pen that was left there."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import frame, sizes

__all__ = ["without_things"]

Array = NDArray[Any]
FLAT = 2.0  # times as wide as high: of 9,000 digits of MNIST three are
LINES = 2.5  # the same for each of several pieces: the halves of a wide 0 that broke are not
LEAST = 0.2  # of the highest piece: smaller ones do not count
PRINT = 0.35  # of the highest piece is a line of print high at most
PEN = 1.7  # times as long as any digit is a pen that lies beside them
CUT_OFF = 1.3  # the same of a pen that runs out of the picture: nobody sees how long it is
SLENDER = 6.0  # times as long as wide is it
SEEN = 250  # pixels of its longer side: enough to see how slender a piece is


def without_things(groups: list[Array], labels: Array, around: Array) -> list[int]:
    """Return the places of the groups of pieces that are neither flat nor a pen; of all, if nothing would be left.

    Parameters
    ----------
    groups : list of ndarray
        The numbers, less one, of the pieces of each group.
    labels : ndarray of shape (rows, columns)
        The number of the piece that each pixel belongs to; 0 is blank.
    around : ndarray of shape (pieces, 4)
        The box of every piece: top, left, bottom, right.
    """
    places = range(len(groups))
    highest = max(int((around[pieces, 2] - around[pieces, 0]).max()) for pieces in groups)
    upright = [i for i in places if not _is_flat(around[groups[i]], highest)]
    framed = {i: frame(around[groups[i]]) for i in upright}
    longest = {i: int(sizes(framed[i][None])[0]) for i in upright}
    second = sorted([0, 0, *longest.values()])[-2]
    runs_out = {i: bool((framed[i][:2] <= 0).any() or (framed[i][2:] >= labels.shape).any()) for i in upright}
    long = [i for i in upright if longest[i] > (CUT_OFF if runs_out[i] else PEN) * second > 0]
    pens = [i for i in long if _is_slender(_own(labels, groups[i], framed[i]))]
    return [i for i in upright if i not in pens] or list(places)


def _is_flat(around: Array, highest: int) -> bool:
    """Return whether the pieces of one group are no digit, as all of them lie flat."""
    heights, widths = around[:, 2] - around[:, 0], around[:, 3] - around[:, 1]
    if len(around) == 1:
        return bool(widths[0] >= FLAT * heights[0])
    large = np.maximum(heights, widths) >= LEAST * highest
    return bool((widths >= LINES * heights)[large].all() and (heights <= PRINT * highest).all())


def _is_slender(piece: NDArray[np.bool_]) -> bool:
    """Return whether a piece is straight and slender: a 1, or a pen where it is too long."""
    times = -(-max(piece.shape) // SEEN)
    spots = np.argwhere(piece[::times, ::times])
    if len(spots) < 3:
        return False
    across, along = np.linalg.eigvalsh(np.cov(spots.T))
    return bool(along > SLENDER**2 * across)


def _own(labels: Array, pieces: Array, box: Array) -> NDArray[np.bool_]:
    """Return where some pieces lie in the box around them."""
    return np.isin(labels[box[0] : box[2], box[1] : box[3]], pieces + 1)

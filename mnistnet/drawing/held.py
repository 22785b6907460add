"""What reaches over the edge of a sheet is no ink: the fingers that hold it."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import is_cut_off, sizes
from mnistnet.drawing.paper import Light, parting
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import largest, smallest

__all__ = ["without_fingers"]

Mask = NDArray[np.bool_]
SEEN = 250  # pixels of the longer side: enough to see a finger
FAINT = 0.5  # of the threshold between ink and paper: skin is lighter than ink
RIM = 5  # of these pixels wide is the edge of the sheet, in which a finger is not parted from the desk
LINE = 3  # of these pixels is thicker than a printed line, which may lead from a digit to the edge
SOFT = 3  # of these pixels around a finger are its soft rim


def without_fingers(marks: Light, sheet: Mask) -> Light:
    """Return the marks on a sheet without what reaches over its edge, where anything else was written.

    Parameters
    ----------
    marks : ndarray of shape (rows, columns)
        By what share of the paper's light each pixel falls behind it.
    sheet : ndarray of the same shape, bool
        Where the sheet lies; beyond the border there is none.
    """
    small = fewer(marks, SEEN)
    seen = np.asarray(small > FAINT * parting(small))
    on_sheet = np.pad(fewer(sheet.astype(np.float32), SEEN) > 0.99, RIM)
    beyond = largest(~on_sheet, 2 * RIM + 1)[RIM:-RIM, RIM:-RIM] > 0
    thick = largest(smallest(np.pad(seen, LINE, "edge"), LINE) > 0, LINE)[LINE:-LINE, LINE:-LINE]
    labels = label_pieces(np.asarray(thick))
    longest, inside = _pieces(labels, beyond)
    written, are_inside = _pieces(label_pieces(seen), beyond)  # a thin pen's too
    cut_off = is_cut_off(np.append(longest, written), np.append(inside, are_inside))[: len(longest)]
    fingers = 1 + np.flatnonzero(cut_off)
    if not fingers.size:
        return marks
    covered = largest(np.isin(labels, fingers).astype(np.float32), 2 * SOFT + 1)
    return np.where(stretched(covered, marks.shape) > 0.5, np.float32(0), marks)


def _pieces(labels: NDArray[np.int64], beyond: Mask) -> tuple[NDArray[np.int64], Mask]:
    """Return how long every piece is, and which of them do not reach beyond the sheet."""
    longest = sizes(boxes(labels))
    return longest, ~np.isin(np.arange(1, len(longest) + 1), labels[beyond])

"""What reaches over the edge of a sheet is no ink: the fingers that hold it."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.joining import is_cut_off, sizes
from mnistnet.drawing.paper import Light, parting
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import largest

__all__ = ["without_fingers"]

SEEN = 250  # pixels of the longer side: enough to see a finger
FAINT = 0.5  # of the threshold between ink and paper: skin is lighter than ink
RIM = 5  # of these pixels wide is the edge of the sheet, in which a finger is not parted from the desk
SOFT = 3  # of these pixels around a finger are its soft rim


def without_fingers(marks: Light, sheet: NDArray[np.bool_]) -> Light:
    """Return the marks on a sheet without what reaches over its edge, where anything else was written.

    Parameters
    ----------
    marks : ndarray of shape (rows, columns)
        By what share of the paper's light each pixel falls behind it.
    sheet : ndarray of the same shape, bool
        Where the sheet lies; beyond the border there is none.
    """
    small = fewer(marks, SEEN)
    labels = label_pieces(np.asarray(small > FAINT * parting(small)))
    longest = sizes(boxes(labels))
    on_sheet = np.pad(fewer(sheet.astype(np.float32), SEEN) > 0.99, RIM)
    beyond = largest(~on_sheet, 2 * RIM + 1)[RIM:-RIM, RIM:-RIM] > 0
    inside = ~np.isin(np.arange(1, len(longest) + 1), labels[beyond])
    fingers = 1 + np.flatnonzero(is_cut_off(longest, inside))
    if not fingers.size:
        return marks
    covered = largest(np.isin(labels, fingers).astype(np.float32), 2 * SOFT + 1)
    return np.where(stretched(covered, marks.shape) > 0.5, np.float32(0), marks)

"""A sheet on a patterned ground, such as checked cloth: it is calm, and nothing around it is."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.outline import border_share, convex, in_rectangle
from mnistnet.drawing.paper import Light
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.sliding import largest, smallest

__all__ = ["sheet_on_pattern"]

Mask = NDArray[np.bool_]
WINDOW = 0.07  # of the longer side is looked at around every place
CALM = 0.12  # of the lightest in its window is the light of a calm place lost at most
STILL = 0.1  # of the ground is calm at most: the middles of its checks
PLACE = 0.01  # of the picture is a calm place on a sheet at least, such as one that strokes wall in
LEAST, MOST = 0.1, 0.9  # of the picture is a sheet
FULL = 0.2  # of it is calm: the rest was written on, or lies where a shade begins
CORNERED = 0.85  # of the smallest rectangle around it is a sheet
AROUND = 0.9  # of the picture's border is ground
DARKER = 0.75  # of the sheet's light is the ground's at most


def sheet_on_pattern(small: Light) -> Mask | None:
    """Return where a sheet lies on a pattern, shape of `small`; None where there is no pattern all around.

    Parameters
    ----------
    small : ndarray of shape (rows, columns), 0 to 1
        The picture's light in some hundred pixels a side.
    """
    side = 2 * round(WINDOW * max(small.shape) / 2) + 1
    lightest = largest(small, side)
    calm = np.asarray(lightest - smallest(small, side) <= CALM * lightest)
    if not calm.any():
        return None
    places = label_pieces(calm)
    large = np.flatnonzero(np.bincount(places.ravel())[1:] >= PLACE * small.size)
    seen = np.isin(places, 1 + large)
    if not seen.any() or border_share(~largest(seen, side)) < AROUND:
        return None
    place = convex(seen)  # a stroke may reach the sheet's edge, and shade its corners
    sheet = np.asarray(largest(place, side))  # a window that reaches beyond the edge is not calm
    ground = ~sheet
    if not LEAST < sheet.mean() < MOST or (calm & place).sum() < FULL * place.sum() or border_share(ground) < AROUND:
        return None
    is_parted = calm[ground].mean() <= STILL and small[ground].mean() <= DARKER * small[sheet].mean()
    return sheet if is_parted and in_rectangle(sheet)[0] >= CORNERED else None

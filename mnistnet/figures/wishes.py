"""A picture in ink with outlines round the pixels that the network wants inked and those that it wants blank."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.figures.bars import UP
from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR_BEST, blank, pixel_axes
from mnistnet.words import say

__all__ = ["BLANK_LINE", "INK_LINE", "outlined", "outlines"]

Array = NDArray[Any]
INK_LINE, BLANK_LINE = UP, BAR_BEST  # orange and blue, as in the signed maps
INSET = 0.12  # of a cell: so that the outlines of two neighbours stand side by side


def outlined(picture: Array, wants: NDArray[np.int8], height: int = 360) -> Chart:
    """Return a picture with outlines: orange round pixels wanted inked, blue round pixels wanted blank.

    Parameters
    ----------
    picture : ndarray of shape (rows, columns)
        From 0 (blank) to 1 (ink).
    wants : ndarray of shape (rows, columns), int
        1 wanted inked, -1 wanted blank, 0 not minded, which has no outline.
    height : int
    """
    words = np.array(["wants it blank", "does not mind", "wants ink"])[wants + 1]
    figure = blank(height)
    figure.add_heatmap(
        z=picture.astype(np.float32),
        autocolorscale=True,
        zmin=0,
        zmax=1,
        showscale=False,
        customdata=words,
        hovertemplate=say("row %{y}, column %{x}: ink %{z:.2f}<br>%{customdata}<extra></extra>"),
    )
    for value, colour in ((1, INK_LINE), (-1, BLANK_LINE)):
        x, y = outlines(wants == value)
        figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "width": 2}, hoverinfo="skip")
    pixel_axes(figure, *picture.shape)
    return figure


def outlines(mask: ArrayLike) -> tuple[Array, Array]:
    """Return the x and y of lines along every edge of a mask, a little inside, with NaN between two lines."""
    inside = np.pad(np.asarray(mask, bool), 1)
    x, y = [], []
    for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        edge = inside & ~np.roll(inside, (-down, -right), axis=(0, 1))
        rows, columns = (place - 1.0 for place in np.nonzero(edge))
        along = np.array([-0.5, 0.5, np.nan])[:, None]
        x.append((columns + right * (0.5 - INSET) + along * abs(down)).T.ravel())
        y.append((rows + down * (0.5 - INSET) + along * abs(right)).T.ravel())
    return np.concatenate(x), np.concatenate(y)

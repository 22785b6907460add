"""A picture cropped to its ink shows too little paper to follow its light: its two tones are told apart at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.paper import DARKEST, Light, ink_is_dark, parting
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.resizing import fewer

__all__ = ["TwoTones", "hangs_together", "marks_on_even_paper", "two_tones"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
APART = 0.15  # of white: tones that are nearer to each other may be light and shade
NEAR = 0.2  # of the way from tone to tone: a pixel so near to one is of that tone
CLEAN = 0.93  # of the pixels are near to a tone
MUCH, ALL = 0.12, 0.8  # of the picture is ink that fills it
REACHED = 0.9  # of rows, and of columns, from the first to the last with ink
ALONG = 0.75  # of a side: so far a desk may reach along it, and hardly a stroke
SEEN = 400  # pixels of the longer side: enough to see two tones
SMALL, SPECK = 160, 0.002  # pixels of the longer side where pieces are looked for, and how small a piece does not count
UNDECIDED = (0.4, 0.6)  # of the border: whether that is ink or paper is asked otherwise


@dataclass(frozen=True)
class TwoTones:
    """What a picture cropped to its ink is made of.

    Attributes
    ----------
    dark : bool
        Whether the ink is darker than the paper.
    paper : float
        The paper's light, 0 to 1.
    """

    dark: bool
    paper: float


def two_tones(light: Light, dark: bool | None = None) -> TwoTones | None:
    """Return the tones of a picture that is cropped to its ink; None for every other picture.

    Parameters
    ----------
    light : ndarray of shape (rows, columns), 0 to 1
    dark : bool, optional
        Whether the ink is darker, where somebody said so; otherwise paper is what most of the border is.
    """
    light = fewer(light, SEEN)
    below = np.asarray(light <= parting(light))
    if below.all() or not below.any():
        return None
    tones = [float(np.median(light[side])) for side in (below, ~below)]
    distance = tones[1] - tones[0]
    off = np.abs(light - np.where(below, *tones))
    if distance < APART or (off < NEAR * distance).mean() < CLEAN:
        return None
    is_dark = _is_dark(light, below) if dark is None else dark
    ink = below if is_dark else ~below
    return TwoTones(is_dark, tones[int(is_dark)]) if _fills(ink) and not _lies_along(ink) else None


def hangs_together(light: Light, tones: TwoTones) -> bool:
    """Return whether the dark tone is one piece; a desk around a sheet is another than the ink on that."""
    ink = fewer(light, SMALL) < (tones.paper + float(light.min())) / 2
    pieces = label_pieces(np.asarray(ink))
    return tones.dark and int((np.bincount(pieces[pieces > 0]) > SPECK * ink.size).sum()) == 1


def marks_on_even_paper(light: Light, tones: TwoTones) -> Light:
    """Return by what share of the paper's own light each pixel falls behind it, as `marks_on_paper` does."""
    paper, sign = (tones.paper, 1) if tones.dark else (1 - tones.paper, -1)
    marks = np.float32(tones.paper) - light
    marks *= np.float32(sign / max(paper, DARKEST))
    return marks


def _is_dark(light: Light, below: Mask) -> bool:
    share = float(np.concatenate([below[0], below[-1], below[:, 0], below[:, -1]]).mean())
    return ink_is_dark(light) if UNDECIDED[0] < share < UNDECIDED[1] else share < 0.5


def _fills(ink: Mask) -> bool:
    """Return whether ink covers much of a picture, and reaches from side to side."""
    return MUCH < ink.mean() < ALL and all(_reach(np.asarray(ink.any(axis=axis))) >= REACHED for axis in (0, 1))


def _reach(inked: Mask) -> float:
    places = np.flatnonzero(inked)
    return float(places[-1] + 1 - places[0]) / len(inked) if len(places) else 0.0


def _lies_along(ink: Mask) -> bool:
    """Return whether a side of the picture is dark: a desk or the edge of a scan is, a stroke hardly ever."""
    return max(float(side.mean()) for side in (ink[0], ink[-1], ink[:, 0], ink[:, -1])) > ALONG

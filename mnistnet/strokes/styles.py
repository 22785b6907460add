"""A style is one way in which people write a digit, noted as the points that the pen passes.

Points are "x,y" in hundredths of the digit's height, y downwards. The pen glides smoothly through
its points; "/" is a sharp corner at the point before it, "+" lifts the pen.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistnet.training.losses import NOTHING

__all__ = ["HELD_BACK", "PARTS", "TUNING", "Style", "no_digit"]

PARTS = ("tuning", "held-back")
TUNING, HELD_BACK = ("tuning",), ("held-back",)
Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Style:
    """One way to write one digit, or to draw something that is none.

    Attributes
    ----------
    label : int
        The digit, or `mnistnet.training.NOTHING`.
    name : str
    path : str
        The pen's path in the notation of this module.
    parts : tuple of str
        Where it is used: "tuning", "held-back" or both.
    """

    label: int
    name: str
    path: str
    parts: tuple[str, ...] = PARTS

    @cached_property
    def strokes(self) -> tuple[tuple[Curve, ...], ...]:
        """The strokes between two lifts of the pen, each a tuple of smooth curves of shape (points, 2), x before y."""
        return tuple(_stroke(text) for text in self.path.split("+"))


def no_digit(name: str, path: str, parts: tuple[str, ...] = TUNING) -> Style:
    """Return a way to draw something that is none."""
    return Style(NOTHING, name, path, parts)


def _stroke(text: str) -> tuple[Curve, ...]:
    curves: list[Curve] = []
    for part in text.split("/"):
        points = np.array([[float(number) for number in pair.split(",")] for pair in part.split()])
        curves.append(np.concatenate([curves[-1][-1:], points]) if curves else points)
    return tuple(curves)

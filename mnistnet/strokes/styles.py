"""Styles are the ways in which people in different countries write a digit, noted as the points that the pen passes.

Points are "x,y" in hundredths of the digit's height, y downwards. The pen glides smoothly through
its points; "/" is a sharp corner at the point before it, "+" lifts the pen.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["PARTS", "STYLES", "Style"]

PARTS = ("tuning", "held-back")
Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Style:
    """One way to write one digit.

    Attributes
    ----------
    label : int
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


def _stroke(text: str) -> tuple[Curve, ...]:
    curves: list[Curve] = []
    for part in text.split("/"):
        points = np.array([[float(number) for number in pair.split(",")] for pair in part.split()])
        curves.append(np.concatenate([curves[-1][-1:], points]) if curves else points)
    return tuple(curves)


_TUNING, _HELD = ("tuning",), ("held-back",)
STYLES = (
    Style(0, "oval", "34,2 10,22 5,55 18,92 38,98 60,78 64,40 52,8 33,2"),
    Style(0, "oval, overrun", "48,8 28,2 8,28 6,66 26,98 52,88 64,50 54,14 34,2 16,12"),
    Style(0, "oval, clockwise", "30,2 56,14 66,52 52,90 30,99 8,78 4,40 16,10 32,1"),
    Style(0, "circle", "48,6 16,14 2,50 18,90 50,97 84,80 94,45 76,12 46,5", _TUNING),
    Style(0, "open at the top", "26,4 8,28 4,64 22,96 48,92 64,60 60,24 44,8"),
    Style(0, "slashed", "34,2 10,22 5,55 18,92 38,98 60,78 64,40 52,8 33,2 + 66,6 2,96", _TUNING),
    Style(0, "closed with a curl", "40,2 14,14 4,50 18,92 42,97 62,66 60,24 40,3 26,10 32,22 46,18", _HELD),
    Style(0, "leaning", "46,2 18,20 2,60 14,96 34,98 58,70 66,30 48,3", _TUNING),
    Style(1, "plain", "20,0 20,100"),
    Style(1, "flag", "2,26 30,0 / 30,100"),
    Style(1, "short flag", "12,14 26,0 / 26,100"),
    Style(1, "long flag", "0,46 38,0 / 38,100", _HELD),
    Style(1, "flag and foot", "6,22 30,0 / 30,100 + 4,100 58,100"),
    Style(1, "foot, no lift", "8,20 30,0 / 30,98 / 6,99 / 56,98", _HELD),
    Style(1, "bent", "14,8 24,0 28,30 26,100", _TUNING),
    Style(1, "steep flag", "10,34 24,0 / 26,100", _TUNING),
    Style(1, "wide flag", "0,30 36,2 / 34,100", _TUNING),
    Style(1, "flag, leaning stem", "4,24 34,0 / 22,100", _TUNING),
    Style(1, "flag and short foot", "8,22 28,0 / 28,100 + 14,100 44,100", _TUNING),
    Style(2, "flat foot", "6,22 20,4 42,2 58,20 50,46 26,76 2,98 / 64,98"),
    Style(2, "loop", "6,20 24,2 50,6 56,30 36,64 12,92 4,84 16,76 36,92 66,94"),
    Style(2, "like a z", "2,6 30,2 56,6 / 4,96 / 62,96", _TUNING),
    Style(2, "swan", "10,30 14,8 36,1 56,16 50,44 26,74 6,96 / 26,90 46,99 66,90"),
    Style(2, "curled start", "18,30 6,24 12,6 36,1 58,16 50,46 24,78 2,98 / 34,94 66,99", _HELD),
    Style(2, "small loop", "8,24 22,4 48,6 54,26 30,62 6,92 14,98 26,90 40,96 64,96", _TUNING),
    Style(3, "two bows", "6,12 28,1 52,10 52,32 24,46 / 54,54 62,78 40,98 4,88"),
    Style(3, "smooth", "8,10 34,2 54,18 44,40 28,46 50,54 60,74 44,96 16,98 2,86"),
    Style(3, "flat top", "4,3 58,3 / 26,40 48,44 62,66 50,92 24,100 2,88"),
    Style(3, "loop in the middle", "6,14 30,1 54,14 44,38 26,48 18,42 28,38 52,52 60,76 40,98 6,90", _HELD),
    Style(3, "small head", "12,10 30,1 46,12 40,30 22,36 / 48,42 64,66 50,94 22,100 2,86", _TUNING),
    Style(3, "pointed", "4,4 50,6 / 22,44 / 56,70 40,98 2,92", _TUNING),
    Style(4, "open", "14,2 4,58 / 62,58 + 48,4 46,100"),
    Style(4, "open, slanting", "24,0 2,64 / 70,60 + 52,30 44,100"),
    Style(4, "closed", "50,0 2,68 / 68,68 + 50,0 50,100"),
    Style(4, "closed, no lift", "48,100 50,0 / 2,66 / 70,66"),
    Style(4, "round and open", "8,2 4,36 22,56 48,50 / 56,4 / 52,100", _TUNING),
    Style(4, "lightning", "30,0 4,56 / 66,54 + 50,28 30,100", _HELD),
    Style(4, "high stem", "4,20 6,58 / 60,56 + 58,0 56,100", _HELD),
    Style(4, "sail", "46,2 4,60 / 60,62 / 46,2 / 44,100", _TUNING),
    Style(4, "open and wide", "8,6 2,52 / 74,50 + 56,14 52,100", _TUNING),
    Style(5, "two strokes", "10,4 6,44 / 34,36 58,54 54,84 28,100 2,90 + 10,4 58,3"),
    Style(5, "one stroke", "58,4 12,4 / 8,42 / 36,36 58,56 54,84 28,99 2,88"),
    Style(5, "like an s", "58,6 28,4 10,22 28,44 54,62 50,88 26,99 2,90"),
    Style(5, "big belly", "50,2 16,4 / 8,34 / 40,30 70,56 56,92 24,100 2,84", _TUNING),
    Style(5, "flag apart", "14,10 10,46 / 38,38 60,58 52,88 26,100 2,92 + 22,2 66,1", _HELD),
    Style(5, "hanging flag", "12,8 10,44 / 40,38 60,60 50,90 20,100 2,90 + 12,8 54,12", _TUNING),
    Style(6, "curved back", "48,2 20,24 4,62 16,94 42,98 58,78 44,56 20,62 8,80"),
    Style(6, "straight back", "44,0 6,66 / 10,92 34,100 54,84 46,62 22,60 6,74"),
    Style(6, "upright", "14,0 6,40 4,76 22,98 50,92 56,68 38,54 16,60 6,76"),
    Style(6, "small loop", "56,4 24,12 4,50 8,86 30,99 46,86 36,70 16,76", _HELD),
    Style(6, "wide loop", "52,0 18,26 2,66 22,97 60,95 72,74 50,56 20,60 4,76", _TUNING),
    Style(6, "like a b", "10,0 8,50 8,96 40,98 54,76 36,56 10,70", _TUNING),
    Style(7, "plain", "2,4 60,4 / 24,100"),
    Style(7, "crossed", "2,4 60,4 / 24,100 + 16,50 62,50"),
    Style(7, "curved stem", "2,6 34,4 60,3 / 38,40 28,100"),
    Style(7, "serif", "4,24 4,4 / 60,4 / 28,100"),
    Style(7, "serif and bar", "4,18 6,3 / 62,4 / 22,100 + 12,54 64,46", _HELD),
    Style(7, "wavy top", "2,12 16,2 36,8 62,2 / 40,44 26,100", _TUNING),
    Style(7, "wavy and crossed", "2,12 16,2 36,8 62,2 / 40,44 26,100 + 16,54 58,48", _HELD),
    Style(7, "narrow", "6,6 40,4 / 26,100", _TUNING),
    Style(7, "hooked", "6,20 8,6 / 52,6 / 20,100", _TUNING),
    Style(7, "sloping top", "2,10 58,2 / 22,100", _TUNING),
    Style(7, "small bar", "4,5 60,3 / 22,100 + 26,52 52,48", _TUNING),
    Style(8, "one stroke", "52,14 30,2 10,18 24,42 50,60 54,86 28,99 6,84 18,58 44,40 54,16"),
    Style(8, "from the middle", "30,46 10,26 28,2 50,20 32,46 8,72 28,99 54,78 30,46"),
    Style(8, "two circles", "30,46 10,26 28,1 50,22 30,46 + 30,46 4,74 28,99 56,74 30,46"),
    Style(8, "open at the top", "56,4 26,4 10,22 30,46 54,70 42,96 14,94 8,70 34,46 54,10", _HELD),
    Style(8, "narrow", "42,8 24,1 10,20 26,46 44,74 28,99 10,78 26,50 46,24 38,6", _TUNING),
    Style(8, "two circles apart", "30,44 10,24 28,1 50,22 32,44 + 30,52 6,76 28,99 54,76 32,52", _TUNING),
    Style(9, "straight tail", "54,14 30,2 6,22 12,46 38,46 54,18 / 52,100"),
    Style(9, "curved tail", "54,16 32,2 8,20 14,46 42,44 54,20 56,56 42,92 12,96"),
    Style(9, "hook", "52,10 24,4 6,28 22,48 50,30 / 56,66 48,96 22,100 8,84", _TUNING),
    Style(9, "slanting tail", "56,16 32,2 8,20 14,44 40,42 58,14 / 28,100"),
    Style(9, "circle and stem", "46,24 26,4 6,22 24,46 46,26 + 48,4 46,100", _HELD),
    Style(9, "like a g", "54,10 26,4 6,26 24,46 54,30 / 52,78 30,100 4,88", _HELD),
    Style(9, "wide head", "52,8 28,2 6,24 26,44 52,22 / 46,100", _TUNING),
)

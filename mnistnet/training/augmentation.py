"""Augmentation bends and moves digits a little before each use, so that the network learns what does not matter."""

from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Augmentation"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Augmentation:
    """How much the digits are changed at random; 0 everywhere leaves them as they are.

    Attributes
    ----------
    shift : float
        Up to how many pixels to each side.
    rotation, shear : float
        Up to how many degrees either way.
    scale : float
        Up to what share larger or smaller.
    elastic : float
        Up to how many pixels a smooth random field pulls the strokes about.
    thickness : float
        Up to what share strokes are made thicker or thinner.
    noise : float
        Standard deviation of the noise on every pixel, as a share of full ink.

    Raises
    ------
    ValueError
        If a strength is negative, not finite or absurdly large.
    """

    shift: float = 0.0
    rotation: float = 0.0
    shear: float = 0.0
    scale: float = 0.0
    elastic: float = 0.0
    thickness: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        for field, largest in zip(fields(self), (14, 180, 60, 0.9, 8, 1, 2), strict=True):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                raise ValueError(f"The augmentation's {field.name} must be a number, not {value!r}.")
            if not 0 <= value <= largest:
                raise ValueError(f"The augmentation's {field.name} goes from 0 to {largest:g}; {value!r} is outside.")

    @property
    def changes_nothing(self) -> bool:
        """Whether all strengths are zero."""
        return self == Augmentation()

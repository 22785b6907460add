"""Turning over: where there is more than fits, one part of it and a control to reach the others."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pages.ui.kit import choices

Numbers = TypeVar("Numbers", NDArray[np.intp], list[int], range)


def turn_over(numbers: Numbers, size: int, key: str, *, first: int = 0) -> Numbers:
    """Return the part of `numbers` that is open, `size` of them at most, below a control where there are several parts.

    Parameters
    ----------
    numbers : ndarray, list or range of int
        What is turned over, in order; the part has the same type.
    size : int
        How many one part holds.
    key : str
        Of the control, and of the part in the address.
    first : int
        The place in `numbers` that lies in the part which is open at first.
    """
    parts = -(-len(numbers) // size)
    page = choices.pages(parts, key, default=1 + first // size) if parts > 1 else 1
    return numbers[(page - 1) * size : page * size]

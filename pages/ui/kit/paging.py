"""Turning over: where there is more than fits, one part of it and a control to reach the others."""

from typing import TypeVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.ui.kit import choices

Numbers = TypeVar("Numbers", NDArray[np.intp], list[int], range)


def turn_over(numbers: Numbers, size: int, key: str, *, first: int = 0, linked: bool = False) -> Numbers:
    """Return the part of `numbers` that is open, `size` of them at most, below a control where there are several parts.

    Parameters
    ----------
    numbers : ndarray, list or range of int
        What is turned over, in order; the part has the same type.
    size : int
        How many one part holds.
    key : str
        Of the control. The number of parts joins it: with another number one begins anew.
    first : int
        The place in `numbers` that lies in the part which is open at first.
    linked : bool
        Whether the address says which part is open; then the key is as given.
    """
    parts = -(-len(numbers) // size)
    if linked:
        page = choices.pages(parts, key=key)
    elif parts > 1:
        page = st.pagination(parts, default=1 + first // size, key=f"{key}_{parts}")
    else:
        page = 1
    return numbers[(page - 1) * size : page * size]

"""The part of the Activations page about numbers too large for exp: the formulas as written and safe."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import snippets
from mnistnet.activations import sigmoid, softmax
from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.rooms.activations.feeding import NOTHING


def show_one_sum() -> None:
    """Let one sum grow, and show what the formulas make of it as written and safe."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        large = choices.slider(say("A sum"), -4000, 4000, key="large", default=-3510, width=420, step=10)
        digits = choices.segmented(say("Number format"), ("float64", "float32"), key="format", default="float64")
    show_table(overflow_table(large, digits), "overflow", say("Sigmoid and softmax as written and safe"))
    st.caption(
        say(
            "The softmax is that of the sum, 0 and 1. As written, exp grows beyond every number that the "
            "format can hold; the safe softmax first subtracts the largest sum. “nan” means: not a number."
        )
    )
    code(
        say("A large number"), say("in the table of “What if a number is too large?”"), snippets.overflow, large, digits
    )


def overflow_table(value: float, dtype: str) -> list[dict[str, str]]:
    """Return what the formula as written and the safe one give for a number, and what NumPy says."""
    row = [value, 0.0, 1.0]
    cases = (
        (say("sigmoid, as written"), naive_sigmoid, value),
        (say("sigmoid, safe"), sigmoid, value),
        (say("softmax of three sums, as written"), naive_softmax, row),
        (say("softmax of three sums, safe"), softmax, row),
    )
    return [_case(name, function, sums, dtype) for name, function, sums in cases]


def _case(
    name: str, function: Callable[[NDArray[np.floating]], NDArray[np.floating]], sums: float | list[float], dtype: str
) -> dict[str, str]:
    seen = watched(function, sums, dtype)
    values = ", ".join(say("{value:.3g}", value=value) for value in np.atleast_1d(seen.values))
    warnings = "; ".join(seen.warnings) or say(NOTHING)
    return {say("formula"): name, say("result"): values, say("NumPy says"): warnings}

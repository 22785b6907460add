"""What looks empty beside something strong is said to be there; what is empty is said to be empty."""

import numpy as np

from pages.ui.kit.text import faint_words


def test_a_map_that_looks_empty_on_a_common_scale_is_told_of():
    strong, faint, plain, _ = maps = np.zeros((4, 2, 2))
    strong[0, 0], faint[1, 1], plain[0, 1] = -2, 0.039, 0.5
    words = faint_words(maps, ["one", "two", "three", "four"])
    assert words == (
        "“two” looks nearly empty: nothing in it goes beyond ±0.039, and full colour stands for ±2. "
        "“four” is empty: it is 0 everywhere."
    )
    assert faint_words(maps[[0, 2]], ["one", "three"]) == ""

"""Words for people who cannot see a figure: without mark-up, and with the strongest thing in it."""

import numpy as np
import pytest

from mnistnet.figures import large_map, mosaic, wall
from pages.ui.kit.described import described
from pages.ui.kit.text import longest_words

MAPS = np.zeros((2, 28, 28))
MAPS[1, 3, 20], MAPS[0, 14, 14] = -0.5, 0.25


def test_the_strongest_map_of_a_mosaic_is_named_with_its_place():
    words = described(mosaic(MAPS, ["7 · 0.25", "9 · 0.50"], across=2, unit="u"), "Two maps.")
    assert words == "Two maps. The strongest is “9 · 0.50”. Strongest at the top right, in row 3, column 20: −0.5."


@pytest.mark.parametrize("own_scale", [False, True])
def test_a_scale_of_its_own_changes_nothing_about_which_is_strongest(own_scale):
    assert "“b”" in described(mosaic(MAPS, ["a", "b"], across=2, unit="u", own_scale=own_scale), "")


def test_one_map_says_where_it_is_strongest_and_ink_has_no_strongest():
    assert described(large_map(MAPS[0], unit="u"), "A **map**.") == (
        "A map. Strongest in the middle, in row 14, column 14: +0.25."
    )
    assert "nothing has any influence" in described(large_map(MAPS[0] * 0, unit="u"), "")
    digits = np.zeros((1, 28, 28), np.uint8)
    assert described(wall(digits, [1], [1], numbers=[0], across=1), "Digits.") == "Digits."


def test_the_longest_bar_is_named():
    assert longest_words(np.array([0.1, np.nan, -0.4]), ["a", "b", "c"]) == "The longest bar is that of c: -0.4."
    assert longest_words(np.array([np.nan]), ["a"]) == ""

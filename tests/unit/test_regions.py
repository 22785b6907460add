"""Regions of a digit, on maps made by hand."""

import numpy as np
import pytest

from mnistnet.influence.regions import NAMES, Gathered, gathered

SQUARE = np.zeros((28, 28), np.uint8)
SQUARE[4:16, 8:20] = 255  # twelve rows in thirds of four, twelve columns in halves of six
STEM = np.zeros((28, 28), np.uint8)
STEM[4:16, 12:16] = 255
PLACES = {
    "top": (5, 8, 20),
    "middle": (9, 8, 20),
    "bottom": (14, 8, 20),
    "upper_left": (4, 8, 14),
    "upper_right": (4, 14, 20),
    "lower_left": (15, 8, 14),
    "lower_right": (15, 14, 20),
}


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_a_bar_is_found_where_it_lies(name, place):
    row, first, last = place
    amounts = np.zeros((28, 28))
    amounts[row, first:last] = 2
    amounts[15 if row < 12 else 4, 8] = -50  # what speaks against it does not count
    ink = 4 * (last - first) / 144
    assert gathered(amounts, SQUARE) == Gathered(name, 1.0, pytest.approx(ink))


@pytest.mark.parametrize(("name", "column"), [("left", 9), ("right", 18)])
def test_a_side_is_found(name, column):
    amounts = np.zeros((28, 28))
    amounts[4:16, column] = 1
    assert gathered(amounts, SQUARE) == Gathered(name, 1.0, 0.5)


def test_a_narrow_digit_has_no_sides():
    amounts = np.zeros((28, 28))
    amounts[4:8, 12] = 1
    found = gathered(amounts, STEM)
    assert found is not None and found.region == "top" and found.share == 1


def test_what_lies_as_the_ink_does_is_nowhere_in_particular():
    rest = np.zeros((28, 28))
    rest[5, 8:20], rest[9, 8:20], rest[14, 8:20] = 4, 4, 4
    assert gathered(SQUARE, SQUARE) is None and gathered(rest, SQUARE) is None
    assert gathered(-SQUARE.astype(float), SQUARE) is None and gathered(SQUARE, np.zeros((28, 28))) is None


def test_half_is_enough_and_less_is_not():
    amounts = np.zeros((28, 28))
    amounts[5, 8:20] = 1
    amounts[14, 8:20] = 1
    assert gathered(amounts, SQUARE).region == "top"
    amounts[9, 8:20] = 0.2
    assert gathered(amounts, SQUARE) is None


def test_every_region_has_a_name():
    assert set(PLACES) | {"left", "right"} == set(NAMES)

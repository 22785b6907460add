"""What is no digit: distances by hand, and how often the rule is wrong about digits, dots and scribbles."""

import numpy as np
import pytest

from mnistnet import load_digits
from mnistnet.drawing import read_drawing
from mnistnet.drawing.known import distance_to_known, looks_like_a_digit
from mnistnet.strokes import inked, stroke_digits

KNOWN = load_digits().split("train").images


def read(strokes, width: float = 20) -> np.ndarray:
    return read_drawing(inked([np.array(one, float) for one in strokes], width, 280)).digit


def test_the_distance_is_that_to_the_nearest():
    blank, full = np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)
    four = blank.copy()
    four[3:5, 3:5] = 255
    assert distance_to_known(four, np.stack([full, blank])) == pytest.approx(2, abs=1e-4)
    assert distance_to_known(KNOWN[5], KNOWN) == pytest.approx(0, abs=1e-2)


def test_hardly_a_true_digit_is_refused():
    images = load_digits().split("test").images
    refused = [not looks_like_a_digit(image, KNOWN) for image in images[:300]]
    drawn = [not looks_like_a_digit(read_drawing(one.canvas).digit, KNOWN) for one in stroke_digits(7, 100, "tuning")]
    assert np.mean(refused) < 0.01 and np.mean(drawn) < 0.02


@pytest.mark.parametrize("width", [12, 20, 30, 40])
def test_a_dot_is_no_digit(width):
    assert not looks_like_a_digit(read([[[140, 140]]], width), KNOWN)


def test_scribbles_are_no_digits():
    teeth = [[60 + 16 * i, 60 if i % 2 else 220] for i in range(11)]
    patch = [[[60, y], [220, y]] for y in range(60, 221, 16)]
    assert not looks_like_a_digit(read([teeth]), KNOWN) and not looks_like_a_digit(read(patch), KNOWN)

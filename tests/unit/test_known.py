"""What is no digit: doubt by hand, and how often the rule is wrong about digits, dots, scribbles and letters."""

import numpy as np
import pytest

from mnistnet import Dense, Network, load_digits, load_network
from mnistnet.drawing import read_drawing
from mnistnet.drawing.known import doubt, looks_like_a_digit
from mnistnet.strokes import inked, stroke_digits, stroke_nothings

SHARP = load_network("sharp")


def read(strokes, width: float = 20) -> np.ndarray:
    return read_drawing(inked([np.array(one, float) for one in strokes], width, 280)).digit


def none_of(pictures) -> float:
    """Return the share of pictures that are called no digit."""
    return float(np.mean([not looks_like_a_digit(picture, SHARP) for picture in pictures]))


def test_doubt_is_what_the_best_two_leave_over():
    shares = np.array([0.5, 0.2, 0.2, 0.1])
    layer = Dense(np.zeros((784, 4)), np.log(shares), "softmax")
    assert doubt(np.zeros((2, 28, 28), np.uint8), Network((layer,))) == pytest.approx([0.3, 0.3])


def test_hardly_a_true_digit_is_refused():
    assert none_of(load_digits().split("test").images[:400]) < 0.01
    assert none_of(read_drawing(one.canvas).digit for one in stroke_digits(7, 100, "held-back")) < 0.03


@pytest.mark.parametrize("width", [12, 20, 30, 40])
def test_a_dot_is_no_digit(width):
    assert not looks_like_a_digit(read([[[140, 140]]], width), SHARP)


def test_scribbles_are_no_digits():
    teeth = [[60 + 16 * i, 60 if i % 2 else 220] for i in range(11)]
    patch = [[[60, y], [220, y]] for y in range(60, 221, 16)]
    assert not looks_like_a_digit(read([teeth]), SHARP) and not looks_like_a_digit(read(patch), SHARP)


def test_most_of_what_nobody_learned_from_is_seen_through_and_answered_with_doubt():
    nothings = [read_drawing(one.canvas).digit for one in stroke_nothings(5, 150, "held-back")]
    assert none_of(nothings) > 0.75
    assert np.mean(SHARP.predict(np.stack(nothings)).max(axis=1) < 0.6) > 0.8

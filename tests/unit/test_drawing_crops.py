"""Pictures cropped to their ink, and strokes that a pen broke: what is ink, and how many digits it makes."""

import numpy as np
import pytest

from mnistnet.drawing.several import apart
from mnistnet.drawing.two_tones import two_tones


def slanted_bar(paper: float, ink: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture that a fat slanted stroke fills nearly, and where the stroke is."""
    y, x = np.indices((200, 90))
    stroke = np.abs(x - 65 + y * 0.2) < 22
    return np.where(stroke, ink, paper).astype(np.float32), stroke


@pytest.mark.parametrize(("paper", "ink", "dark"), [(0.9, 0.3, True), (0.2, 0.8, False)])
def test_a_stroke_that_fills_its_picture_is_ink(paper, ink, dark):
    light, stroke = slanted_bar(paper, ink)
    tones = two_tones(light)
    assert tones is not None and tones.dark is dark and tones.paper == pytest.approx(paper)
    assert stroke.mean() > 0.4  # more than a third: windows wider than that would take it for paper


def test_other_pictures_have_their_light_followed():
    light, _ = slanted_bar(0.9, 0.3)
    shade = light * np.linspace(1, 0.4, 200, dtype=np.float32)[:, None]
    in_the_middle = np.pad(light, 60, constant_values=0.9)
    on_a_desk = np.pad(light, 20, constant_values=0.3)
    flat = np.full((50, 50), 0.7, np.float32)
    for other in (shade, in_the_middle, on_a_desk, flat):
        assert two_tones(other) is None


def strokes(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Return ink on a paper of 300 x 300 pixels, in boxes of top, left, bottom, right."""
    ink = np.zeros((300, 300), np.float32)
    for top, left, bottom, right in boxes:
        ink[top:bottom, left:right] = 1
    return ink


def ring(left: int) -> list[tuple[int, int, int, int]]:
    """Return the four sides of a square zero that a thin pen wrote, 110 pixels wide."""
    right = left + 110
    return [(50, left, 58, right), (242, left, 250, right), (50, left, 250, left + 8), (50, right - 8, 250, right)]


@pytest.mark.parametrize(
    ("boxes", "digits"),
    [
        ([(50, 100, 250, 110), (50, 114, 250, 124)], 1),  # a stroke cut lengthwise, four pixels of two hundred
        ([(50, 100, 250, 110), (50, 130, 250, 140)], 2),  # two ones side by side
        ([(50, 100, 250, 110), (50, 121, 120, 131), (123, 121, 160, 131)], 1),  # low parts beside a long one
        ([(50, 100, 250, 110), (50, 121, 250, 131)], 2),  # as near, but as long
        (ring(40) + ring(154), 2),  # as near as a cut, but together wider than one digit
    ],
)
def test_parts_of_a_broken_stroke_are_one_digit(boxes, digits):
    assert len(apart(strokes(*boxes))) == digits

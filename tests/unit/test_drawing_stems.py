"""A B is told from an 8 by its straight back, beside digits and alone."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnistnet import load_digits, load_network
from mnistnet.drawing.photo import look_at_photo
from mnistnet.drawing.stems import is_b

SHARP = load_network("sharp")


def page(lean, wide=460, seven=True):
    """Return a 7, and a B that leans by so many pixels, on white paper."""
    image = Image.new("L", (wide, 280), 255)
    pen = ImageDraw.Draw(image)
    if seven:
        pen.line([(50, 50), (190, 50), (100, 240)], fill=20, width=14, joint="curve")
    left = wide - 190
    pen.line((left + lean, 40, left, 240), fill=20, width=14)
    for top, foot, away in ((40, 136, 100), (132, 240, 120)):
        pen.arc((left - 60, top, left + away, foot), 270, 90, fill=20, width=14)
        pen.line((left, top + 6, left + (away - 60) / 2, top + 6), fill=20, width=14)
        pen.line((left, foot - 6, left + (away - 60) / 2, foot - 6), fill=20, width=14)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("lean", [0, 6])
def test_a_b_beside_a_digit_is_left_out(lean):
    photo = look_at_photo(page(lean), reader=SHARP)
    assert [int(SHARP.predict(reading.digit).argmax()) for reading in photo.readings] == [7]
    assert photo.left_out == 1 and not photo.doubted


def test_a_b_alone_is_said_to_look_like_no_digit():
    photo = look_at_photo(page(0, wide=280, seven=False), reader=SHARP)
    assert photo.doubted == 1 and int(SHARP.predict(photo.readings[0].digit).argmax()) == 8


def test_no_digit_of_people_is_a_b():
    assert not any(is_b(digit, SHARP) for digit in load_digits().split("test").images)
    assert not is_b(np.zeros((28, 28), np.uint8), SHARP)

"""Signs, letters and things beside digits are no digits: brackets, a comma, a question mark, a unit, a star."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mnistnet import load_digits, load_network
from mnistnet.drawing import read_photo
from mnistnet.drawing.chevrons import is_chevron
from mnistnet.drawing.doubts import left_out_note, struck_note
from mnistnet.drawing.ink import ink_box
from mnistnet.drawing.photo import look_at_photo
from mnistnet.drawing.struck import is_struck

SHARP = load_network("sharp")
DIGITS = {
    "2": [[(10, 40), (40, 0), (100, 0), (120, 50), (10, 190), (140, 190)]],
    "3": [[(10, 20), (65, -5), (120, 40), (65, 90), (125, 150), (70, 200), (5, 175)]],
    "4": [[(40, 0), (10, 120), (150, 120)], [(100, 50), (100, 200)]],
    "7": [[(0, 0), (140, 0), (50, 200)]],
}
SIGNS = {
    "(": [[(40, -15), (10, 40), (0, 100), (10, 160), (40, 215)]],
    ")": [[(0, -15), (30, 40), (40, 100), (30, 160), (0, 215)]],
    "[": [[(40, -10), (0, -10), (6, 210), (46, 210)]],
    "]": [[(0, -10), (40, -10), (40, 210), (0, 210)]],
    ",": [[(15, 190), (15, 210), (0, 240)]],
    "'": [[(10, -10), (5, 40)]],
    "!": [[(5, -10), (5, 140)], [(4, 195), (8, 197)]],
    ">": [[(0, 40), (120, 100), (0, 160)]],
    "<": [[(110, 30), (0, 100), (115, 160)]],
    "?": [[(0, 30), (30, -10), (75, 10), (80, 50), (45, 100), (40, 140)], [(39, 195), (42, 197)]],
    "k": [[(0, 0), (0, 200)], [(75, 95), (5, 150), (80, 200)]],
    "m": [
        [(0, 100), (0, 200)],
        [(0, 130), (30, 100), (60, 130), (60, 200)],
        [(60, 130), (95, 100), (125, 130), (125, 200)],
    ],
    "o": [[(40, 100), (0, 130), (5, 180), (40, 200), (75, 180), (80, 130), (40, 100)]],
    "N": [[(0, 200), (0, 0), (120, 200), (120, 0)]],
    "*": [[(55, 0), (95, 125), (0, 45), (112, 45), (18, 125), (55, 0)]],
    " ": [],
}


def page(text, width=14):
    """Return the file of a page with a line of digits and signs, all by the same pen."""
    image, left = Image.new("L", (80 + 230 * len(text), 400), 250), 60
    for sign in text:
        lines = {**DIGITS, **SIGNS}[sign]
        for line in lines:
            ends = [(left + x, 80 + y) for x, y in line]
            ImageDraw.Draw(image).line(ends, fill=30, width=width, joint="curve")
            for x, y in (ends[0], ends[-1]):
                ImageDraw.Draw(image).ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=30)
        left += 50 + max((x for line in lines for x, _ in line), default=60)
    file = io.BytesIO()
    image.crop((0, 0, left + 30, 400)).save(file, "PNG")
    return file.getvalue()


def answers(content, reader=None):
    return "".join(str(SHARP.predict(one.digit).argmax()) for one in read_photo(content, reader=reader))


@pytest.mark.parametrize("digits", ["3", "42", "7"])
@pytest.mark.parametrize("around", ["()", "[]", ",", ")", "'", "!", "?", ">", "<"])
def test_signs_are_told_by_their_shape(digits, around):
    before, after = around if len(around) == 2 else ("", around)
    assert answers(page(before + digits + after)) == digits


def test_a_row_of_digits_keeps_all_of_them():
    assert answers(page("7423347"), SHARP) == "7423347"


@pytest.mark.parametrize("text", ["4 km", "7 m", "N 2", "*3", "No 4"])
def test_letters_and_things_are_told_by_a_network_that_doubts(text):
    digits = "".join(sign for sign in text if sign in DIGITS)
    assert answers(page(text)) != digits
    assert answers(page(text), SHARP) == digits
    photo = look_at_photo(page(text), reader=SHARP)
    assert photo.left_out >= 1 and left_out_note(photo.left_out).startswith(str(photo.left_out))


def test_what_is_alone_is_left_to_whoever_asks():
    assert len(read_photo(page("N"), reader=SHARP)) == 1 and len(read_photo(page("N*"), reader=SHARP)) == 2


def test_a_slender_one_that_hardly_bends_is_no_bracket():
    image = Image.new("L", (640, 400), 250)
    pen = ImageDraw.Draw(image)
    pen.line([(120, 80), (112, 180), (118, 280)], fill=30, width=14, joint="curve")
    pen.line([(x + 200, y + 80) for x, y in DIGITS["7"][0]], fill=30, width=14, joint="curve")
    pen.line([(470, 80), (478, 180), (472, 280)], fill=30, width=14, joint="curve")
    file = io.BytesIO()
    image.save(file, "PNG")
    assert answers(file.getvalue()) == "171"


def large(digit):
    """Return the ink of one of MNIST's digits, cut to its box, in more pixels."""
    box = ink_box(digit / 255)
    part = Image.fromarray(digit[box[0] : box[2], box[1] : box[3]])
    return np.asarray(part.resize((part.width * 5, part.height * 5), Image.Resampling.BICUBIC), np.float32) / 255


def test_digits_as_people_write_them_are_hardly_ever_signs_or_struck_out():
    digits = [large(digit) for digit in load_digits().split("test").images[:500]]
    assert not any(is_chevron(digit > 0.3) for digit in digits)
    assert sum(is_struck(digit) for digit in digits) <= 3


STRIKES = {
    "level": [(-50, 105), (200, 95)],
    "upwards": [(-50, 200), (190, 10)],
    "downwards": [(-50, 10), (190, 200)],
}


@pytest.mark.parametrize("line", STRIKES.values(), ids=STRIKES)
@pytest.mark.parametrize("digit", ["2", "3", "7"])
def test_a_digit_that_is_struck_out_is_said_to_be(digit, line, monkeypatch):
    monkeypatch.setitem(DIGITS, "struck", DIGITS[digit] + [line])
    photo = look_at_photo(page(("2", " ", "struck")), reader=SHARP)
    assert photo.struck + photo.left_out == 1
    assert look_at_photo(page("2 " + digit), reader=SHARP).struck == 0
    assert struck_note(1) == "1 digit seems to be struck out."


def test_the_bar_of_a_7_and_the_slash_of_a_zero_strike_out_nothing(monkeypatch):
    monkeypatch.setitem(DIGITS, "barred", [*DIGITS["7"], [(40, 100), (125, 100)]])
    around = [(60 + 55 * np.cos(turn), 100 + 100 * np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 40)]
    monkeypatch.setitem(DIGITS, "slashed", [around, [(-10, 210), (130, -10)]])
    photo = look_at_photo(page(("barred", "slashed", "4")), reader=SHARP)
    assert (len(photo.readings), photo.struck) == (3, 0)

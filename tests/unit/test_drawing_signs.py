"""Signs, letters and things beside digits are no digits: brackets, a comma, a question mark, a unit, a star."""

import io

import pytest
from PIL import Image, ImageDraw

from mnistnet import load_network
from mnistnet.drawing import read_photo
from mnistnet.drawing.doubts import left_out_note
from mnistnet.drawing.photo import look_at_photo

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
@pytest.mark.parametrize("around", ["()", "[]", ",", ")", "'", "!", "?"])
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

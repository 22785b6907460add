"""What lies around a digit is no digit: a dark panel, print, buttons, a pen, the shade of a hand, the next row."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mnistnet import load_digits, load_network
from mnistnet.drawing import read_photo
from mnistnet.drawing.cast import cast_shade
from mnistnet.drawing.panels import find_panels
from mnistnet.drawing.stains import is_round

NETWORK = load_network("sharp")
TEST = load_digits().split("test")
STROKES = {
    1: [(120, 40), (120, 240)],
    2: [(60, 80), (90, 40), (150, 40), (170, 90), (60, 230), (190, 230)],
    3: [(60, 60), (120, 35), (175, 80), (120, 130), (180, 190), (120, 245), (55, 215)],
    4: [(90, 40), (60, 160), (200, 160), (150, 90), (150, 240)],
    7: [(50, 50), (190, 50), (100, 240)],
}


def sheet(*digits, paper=255, ink=20, size=(240, 280), at=(0, 0), width=14):
    """Return a page, a digit beside the other, each 240 pixels wide."""
    image = Image.new("L", size, paper)
    for place, digit in enumerate(digits):
        ends = [(x + at[0] + 240 * place, y + at[1]) for x, y in STROKES[digit]]
        ImageDraw.Draw(image).line(ends, fill=ink, width=width, joint="curve")
    return image


def answers(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return [int(NETWORK.predict(reading.digit).argmax()) for reading in read_photo(file.getvalue())]


def panel(digit, around=90, wall=200):
    """Return light strokes on a dark rectangle that hangs on a light wall, with a line of print above."""
    image = Image.new("L", (240 + 2 * around, 280 + 2 * around), wall)
    image.paste(sheet(digit, paper=40, ink=235), (around, around))
    ImageDraw.Draw(image).text((around, 20), "Digit recognizer", fill=30, font_size=32)
    return image


@pytest.mark.parametrize("digit", STROKES)
def test_a_panel_is_read_and_what_is_around_it_is_not(digit):
    assert answers(panel(digit)) == [digit]


def test_tiles_of_subplots_are_read_one_by_one():
    image = Image.new("L", (700, 400), 255)
    for place in range(8):
        tile = Image.fromarray(TEST.images[place]).resize((140, 140), Image.Resampling.NEAREST)
        image.paste(tile, (30 + place % 4 * 170, 40 + place // 4 * 190))
        ImageDraw.Draw(image).text((80 + place % 4 * 170, 14 + place // 4 * 190), "label", fill=0, font_size=16)
    assert answers(image) == TEST.labels[:8].tolist()


@pytest.mark.parametrize("width", [25, 50])
def test_a_bold_zero_with_corners_is_no_panel(width):
    image = Image.new("L", (300, 400), 255)
    ImageDraw.Draw(image).rectangle((60, 60, 240, 340), outline=20, width=width)
    assert find_panels(np.asarray(image, np.float32) / 255) == []


@pytest.mark.parametrize("digit", STROKES)
def test_a_round_sign_is_read_and_its_disc_is_no_zero(digit):
    image = Image.new("L", (640, 640), 190)
    ImageDraw.Draw(image).ellipse((70, 70, 570, 570), fill=60)
    image.paste(sheet(digit, paper=60, ink=250), (200, 180))
    assert answers(image) == [digit]


@pytest.mark.parametrize("width", [40, 70, 110])
def test_a_bold_round_zero_is_no_panel(width):
    image = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(image).ellipse((70, 60, 330, 340), outline=20, width=width)
    assert find_panels(np.asarray(image, np.float32) / 255) == []


@pytest.mark.parametrize("digit", STROKES)
def test_a_yellow_pen_is_as_light_as_paper_and_yet_seen(digit):
    paper, grain = sheet(digit, paper=238, ink=235, width=22), np.random.default_rng(1).normal(0, 2, (3, 280, 240))
    colours = (paper, paper, sheet(digit, paper=230, ink=150, width=22))
    noisy = [
        Image.fromarray((np.asarray(one) + more).astype(np.uint8)) for one, more in zip(colours, grain, strict=True)
    ]
    assert answers(Image.merge("RGB", noisy)) == [digit]


def test_a_dark_button_beside_a_large_digit_is_no_panel():
    image = sheet(7, size=(480, 480), at=(120, 60))
    ImageDraw.Draw(image).rounded_rectangle((150, 400, 330, 450), 8, fill=40)
    ImageDraw.Draw(image).text((180, 408), "Predict", fill=250, font_size=28)
    assert answers(image) == [7]


def test_strokes_of_a_row_that_is_cut_close_are_no_printed_lines():
    row = sheet(4, 1, 7, 1, 4, 1, size=(1440, 270), at=(0, -10))
    assert answers(row) == [4, 1, 7, 1, 4, 1]


@pytest.mark.parametrize("digit", STROKES)
@pytest.mark.parametrize("ink", [40, 110])
def test_a_telephone_beside_a_digit_is_no_ink(digit, ink):
    image = sheet(digit, size=(640, 640), at=(40, 150), ink=ink)
    phone = ImageDraw.Draw(image)
    phone.rounded_rectangle((370, 90, 590, 560), 24, fill=15)
    phone.line((400, 190, 550, 140), fill=75, width=18)
    assert answers(image) == [digit]


@pytest.mark.parametrize("digit", STROKES)
def test_a_thin_digit_on_a_screen_with_a_black_rim_is_read_and_not_the_rim(digit):
    image = Image.new("RGB", (640, 800), (180, 165, 140))
    ImageDraw.Draw(image).rectangle((60, 200, 580, 560), fill=(12, 12, 14))
    written = sheet(digit, size=(460, 300), at=(100, 10), paper=0, ink=255, width=9)
    screen = Image.composite(*(Image.new("RGB", written.size, one) for one in ((240,) * 3, (30, 60, 140))), written)
    image.paste(screen, (90, 230))
    assert answers(image) == [digit]


@pytest.mark.parametrize("digit", STROKES)
def test_small_print_around_a_digit_is_no_digit(digit):
    image = sheet(digit, size=(640, 800), at=(200, 260), ink=60)
    for line in (*range(40, 240, 24), *range(540, 760, 24)):
        ImageDraw.Draw(image).text((30, line), "it is seldom that one number says so much", fill=70, font_size=18)
    assert answers(image) == [digit]


@pytest.mark.parametrize("digit", STROKES)
def test_what_lies_flat_is_no_digit(digit):
    image = sheet(digit, size=(640, 480), at=(300, 60))
    ImageDraw.Draw(image).line([(60, 200), (200, 196)], fill=20, width=14)
    assert answers(image) == [digit]


@pytest.mark.parametrize("digit", STROKES)
def test_a_pen_that_was_left_on_the_paper_is_no_digit(digit):
    image = sheet(digit, size=(640, 640), at=(100, 120))
    ImageDraw.Draw(image).line([(520, 40), (490, 600)], fill=60, width=26)
    assert answers(image) == [digit]


def test_a_wall_of_digits_keeps_its_rows_apart():
    digits = [7, 6, 4, 9, 7, 2]
    places = [int(np.flatnonzero(digit == TEST.labels)[0]) for digit in digits]
    tiles = [TEST.images[place] for place in places]
    above = [np.roll(tile, 28 - 1 - int(np.flatnonzero(tile.max(1) > 60)[-1]), 0) for tile in tiles]  # to its foot
    wall = np.concatenate([np.concatenate(row, axis=1) for row in (above, tiles)])
    larger = Image.fromarray(wall).resize((wall.shape[1] * 5, wall.shape[0] * 5), Image.Resampling.NEAREST)
    assert len(answers(larger)) == 2 * len(digits)


def shaded(digit, ink):
    """Return a page that the shade of an arm and its fingers falls on."""
    light = np.asarray(sheet(digit, paper=225, ink=ink, size=(480, 600), at=(120, 160)), float)
    shade = Image.new("L", (480, 600), 0)
    pen = ImageDraw.Draw(shade)
    pen.rectangle((150, 330, 320, 600), fill=255)
    for finger in range(4):
        pen.line([(165 + 45 * finger, 340), (120 + 48 * finger, 170)], fill=255, width=32)
    soft = np.asarray(shade.filter(ImageFilter.GaussianBlur(5)), float) / 255
    return Image.fromarray((light * (1 - 0.42 * soft)).astype(np.uint8))


@pytest.mark.parametrize("digit", STROKES)
def test_the_shade_of_a_hand_is_no_ink(digit):
    assert answers(shaded(digit, 20)) == [digit]


def test_red_ink_is_seen_though_a_shade_alone_is_dark_in_red():
    red, other = shaded(2, 190), shaded(2, 40)
    assert answers(Image.merge("RGB", (red, other, other))) == [2]


def test_light_through_a_blind_leaves_no_stripes_of_ink():
    light = np.asarray(sheet(4, paper=225, size=(480, 600), at=(120, 160)), float)
    stripes = np.where(np.arange(600) // 40 % 2, 0.62, 1)[:, None]
    assert answers(Image.fromarray((light * stripes).astype(np.uint8))) == [4]


def test_pale_strokes_of_the_same_pen_are_no_shade():
    marks = np.zeros((100, 100), np.float32)
    marks[20:24, 10:90], marks[60:64, 10:90] = 0.9, 0.4
    assert not cast_shade(marks, marks > 0.2, 0.6, 4.0).any()
    marks[60:90, 10:100] = 0.4  # and this is no stroke
    assert cast_shade(marks, marks > 0.2, 0.6, 4.0)[70:80, 20:90].all()


@pytest.mark.parametrize(("tone", "high", "read"), [(170, 150, [3]), (20, 150, [3, 0]), (170, 210, [3, 0])])
def test_the_ring_of_a_cup_is_no_0_if_it_is_paler_and_as_round_as_a_cup(tone, high, read):
    image = sheet(3, size=(500, 280))
    ImageDraw.Draw(image).ellipse((290, 40, 440, 40 + high), outline=tone, width=12)
    assert answers(image) == read


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("filled", [False, True])
def test_the_rings_of_a_pad_are_no_digits(quarters, filled):
    straight = sheet(3, 7, size=(520, 520), at=(0, 100))
    image = straight.rotate(90 * quarters, expand=True)
    pen = ImageDraw.Draw(image)
    for top in range(10, 500, 45):
        pen.ellipse((5, top, 40, top + 25), outline=90, width=6, fill=90 if filled else None)
    back = image.rotate(-90 * quarters, expand=True)  # the rings lie along each edge in turn
    assert answers(back) == answers(straight) == [3, 7]


def test_a_column_of_zeros_as_large_as_what_is_beside_them_is_read():
    image = sheet(3, size=(700, 800), at=(300, 200))
    for top in range(20, 650, 200):
        ImageDraw.Draw(image).ellipse((12, top, 100, top + 140), outline=20, width=12)
    assert sorted(answers(image)) == [0, 0, 0, 0, 3]


@pytest.mark.parametrize(("wide", "read"), [(380, [3]), (240, [3, 0])])
def test_a_ring_as_dark_as_ink_is_that_of_a_cup_if_it_is_larger_than_any_digit(wide, read):
    image = sheet(3, size=(720, 440))
    ImageDraw.Draw(image).ellipse((290, 30, 290 + wide, 30 + wide), outline=20, width=14)
    assert answers(image) == read


def test_no_zero_of_people_is_as_round_as_a_cup():
    zeros = TEST.images[TEST.labels == 0]
    boxes = [Image.fromarray(zero).point(lambda value: 255 * (value > 76)).getbbox() for zero in zeros]
    large = [Image.fromarray(zero).crop(box).resize((100, 100)) for zero, box in zip(zeros, boxes, strict=True)]
    assert len(large) > 60 and not any(is_round(np.asarray(zero) > 76) for zero in large)


@pytest.mark.parametrize("teeth", [0, 6])
def test_a_line_with_teeth_that_parts_the_places_of_a_form_is_none_of_the_digits(teeth):
    image = sheet(3, 7, 2, 3, 7, size=(1270, 360), at=(25, 0))
    pen = ImageDraw.Draw(image)
    pen.line((10, 290, 1255, 290), fill=30, width=9)
    for place in range(teeth):
        pen.line((14 + 247 * place, 230, 14 + 247 * place, 290), fill=30, width=9)
    assert answers(image) == [3, 7, 2, 3, 7]

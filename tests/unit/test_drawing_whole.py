"""What was written is read whole: no stroke is taken for print, a finger, a thing on the desk, or another pen's."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.photos import Hand, made
from mnistnet import load_digits, load_network
from mnistnet.drawing import read_photo
from mnistnet.drawing.by_colour import light_by_colour
from mnistnet.drawing.held import without_fingers
from mnistnet.drawing.hollow import without_hollows
from mnistnet.drawing.paper import ink_is_dark
from mnistnet.drawing.picture_file import light_of_file

NETWORK = load_network("sharp")
STROKES = {
    2: [(60, 80), (90, 40), (150, 40), (170, 90), (60, 230), (190, 230)],
    3: [(60, 60), (120, 35), (175, 80), (120, 130), (180, 190), (120, 245), (55, 215)],
    7: [(50, 50), (190, 50), (100, 240)],
}
BLACK, RED, BLUE, CHALK = (25, 25, 30), (190, 35, 45), (35, 55, 150), (210, 210, 205)


def paper(columns, rows, colour=(240, 238, 232)):
    return Image.new("RGB", (columns, rows), colour)


def drawn(image, ends, colour=BLACK, width=14, at=(0, 0)):
    """Draw a stroke from point to point."""
    moved = [(x + at[0], y + at[1]) for x, y in ends]
    ImageDraw.Draw(image).line(moved, fill=colour, width=width, joint="curve")
    return image


def answers(image, blur=1):
    """Return what is read in a picture, a little blurred as by a camera."""
    file = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(blur)).save(file, "PNG")
    readings = read_photo(file.getvalue(), reader=NETWORK)
    return [int(NETWORK.predict(reading.digit).argmax()) for reading in readings]


@pytest.mark.parametrize("width", [14, 16])
def test_a_long_straight_foot_in_chalk_is_no_printed_line(width):
    ends = [(190, 300), (260, 220), (360, 230), (390, 320), (140, 560), (540, 582)]
    assert answers(drawn(paper(640, 800, (40, 45, 60)), ends, CHALK, width)) == [2]


@pytest.mark.parametrize("width", [8, 10, 12, 14])
def test_the_long_straight_strokes_of_a_4_are_no_frame(width):
    board = drawn(paper(640, 720, (40, 45, 60)), [(150, 180), (140, 420), (530, 432)], CHALK, width)
    assert answers(drawn(board, [(520, 130), (490, 600)], CHALK, width)) == [4]


@pytest.mark.parametrize("width", [30, 40, 50, 60])
def test_a_box_of_which_a_thick_pen_covers_a_side_is_left_out(width):
    sheet = paper(640, 800, (215, 213, 205))
    ImageDraw.Draw(sheet).rectangle((90, 130, 550, 670), outline=BLACK, width=4)
    ends = [(545, 135), (260, 135), (230, 330), (420, 380), (440, 500), (360, 620), (110, 640)]
    assert answers(drawn(sheet, ends, BLACK, width), blur=0) == [5]


@pytest.mark.parametrize("margin", [120, 140, 160])
def test_a_fat_0_in_a_box_is_no_thing_on_the_desk(margin):
    sheet = paper(640, 800, (225, 218, 215))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((90, 130, 550, 670), outline=(40, 40, 40), width=3)
    pen.ellipse((margin, 150, 640 - margin, 650), outline=BLUE, width=120)
    assert answers(sheet) == [0]


@pytest.mark.parametrize("half", [25, 40])
def test_the_eye_of_a_slim_0_stays_open_and_the_inside_of_a_hollow_1_is_filled(half):
    slim, hollow = Image.new("F", (120, 400)), Image.new("F", (120, 400))
    box = (60 - half, 20, 60 + half, 380)
    ImageDraw.Draw(slim).ellipse(box, outline=1, width=5)
    ImageDraw.Draw(hollow).rectangle(box, outline=1, width=5)
    assert without_hollows(np.asarray(slim))[200, 60] == 0
    assert without_hollows(np.asarray(hollow))[200, 60] == 1


@pytest.mark.parametrize("window", [(480, 200, 640, 800), (0, 600, 640, 800)])
def test_a_yellow_note_is_the_sheet_though_grey_windows_are_as_light_in_blue(window):
    screen = paper(640, 800, (45, 45, 45))
    pen = ImageDraw.Draw(screen)
    pen.rectangle(window, fill=(130, 130, 135))
    pen.polygon([(130, 140), (520, 120), (540, 660), (110, 640)], fill=(232, 216, 110))
    assert answers(drawn(screen, STROKES[2], RED, at=(190, 230))) == [2]


def test_a_digit_from_which_a_ruled_line_leads_to_the_edge_is_no_finger():
    marks = np.zeros((250, 250), np.float32)
    marks[100:102] = 0.3
    marks[60:180, 60:80] = marks[60:180, 140:160] = 0.6  # the second one is crossed by no line
    marks[100:102, 110:] = 0
    marks[60:100, 230:] = 0.5  # a finger
    left = without_fingers(marks, np.ones(marks.shape, bool))
    np.testing.assert_array_equal(left[:, :200], marks[:, :200])
    assert not left[:, 232:].any()


@pytest.mark.parametrize("other", [RED, BLUE])
def test_what_another_pen_wrote_beside_a_dark_one_is_read_too(other):
    sheet = paper(900, 320)
    for place, (digit, colour) in enumerate(((2, BLUE), (3, other), (7, BLACK))):
        drawn(sheet, STROKES[digit], colour, at=(60 + 270 * place, 20))
    assert answers(sheet) == [2, 3, 7]


def test_a_red_margin_beside_a_dark_pen_is_not_written():
    sheet = paper(640, 400)
    ImageDraw.Draw(sheet).line((90, 0, 90, 400), fill=(220, 60, 70), width=4)
    assert answers(drawn(sheet, STROKES[7], BLUE, at=(200, 60))) == [7]


INKS = {
    "red on green": ((215, 60, 60), (60, 140, 70)),
    "blue on red": ((60, 90, 230), (170, 60, 60)),
    "orange on grey": ((230, 130, 50), (148, 148, 148)),
    "green on pink": ((90, 180, 90), (230, 120, 150)),
}


@pytest.mark.parametrize("inks", INKS.values(), ids=INKS)
def test_ink_as_light_as_its_paper_is_read_by_its_colour(inks):
    ink, ground = inks
    sheet = drawn(paper(300, 300, ground), STROKES[2], ink, at=(20, 10))
    assert answers(sheet) == [2]
    assert answers(paper(300, 300, ground)) == []


def test_a_colour_is_dark_as_far_as_it_is_from_that_of_the_paper_and_a_shade_is_none():
    sheet = np.full((60, 60, 3), (60, 140, 70), np.uint8)
    assert light_by_colour(sheet) is None
    sheet[:, 30:] //= 2  # a shade
    assert light_by_colour(sheet) is None
    sheet[10:40, 10:14] = (215, 60, 60)
    light = light_by_colour(sheet)
    assert light[20:30, 12].max() < 0.35 < 0.85 < light[50, 5:55].min()


@pytest.mark.parametrize("at", [(330, 60), (340, 150)])
def test_a_frame_beside_a_digit_is_none(at):
    sheet = drawn(paper(560, 320), STROKES[3], BLUE, at=(30, 20))
    ImageDraw.Draw(sheet).rectangle((*at, at[0] + 130, at[1] + 140), outline=BLACK, width=8)
    assert answers(sheet) == [3]


@pytest.mark.parametrize(("digit", "seed"), [(136, 20), (136, 34), (830, 3)])
def test_thick_chalk_across_the_edge_of_a_shade_is_light_ink(digit, seed):
    test = load_digits().split("test")
    photo = made("light on dark", Hand(test.images[digit], int(test.labels[digit])), seed)
    assert not ink_is_dark(light_of_file(photo))

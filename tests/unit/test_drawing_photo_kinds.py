"""Photos that people take: cropped tightly, on a desk, in a box, on squared paper, on nothing; each has its digit."""

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.photos import NOT_DIGITS, hands, made
from mnistnet import load_network
from mnistnet.drawing import PictureError, read_photo
from mnistnet.drawing.ink import ink_of_canvas
from mnistnet.drawing.other_formats import can_read_heic
from mnistnet.drawing.side_by_side import read_side_by_side

NETWORK = load_network("sharp")
STROKES = {
    0: [(120, 40), (60, 100), (60, 180), (120, 240), (180, 180), (180, 100), (120, 40)],
    1: [(120, 40), (120, 240)],
    2: [(60, 80), (90, 40), (150, 40), (170, 90), (60, 230), (190, 230)],
    3: [(60, 60), (120, 35), (175, 80), (120, 130), (180, 190), (120, 245), (55, 215)],
    4: [(90, 40), (60, 160), (200, 160), (150, 90), (150, 240)],
    7: [(50, 50), (190, 50), (100, 240)],
}


def page(digit, paper=255, ink=0, width=14, ruled=lambda pen: None):
    """Return a page with a digit, over what `ruled` prints on it first."""
    image = Image.new("RGB", (240, 280), (paper,) * 3)
    pen = ImageDraw.Draw(image)
    ruled(pen)
    pen.line(STROKES[digit], fill=(ink,) * 3, width=width, joint="curve")
    return image


def cropped(digit, margin, width=14):
    """Return a page cut to its ink."""
    image = page(digit, width=width)
    left, top, right, bottom = image.convert("L").point(lambda value: 255 - value).getbbox()
    return image.crop((left - margin, top - margin, right + margin, bottom + margin))


def on_desk(digit, around, desk):
    """Return a page that lies on a desk."""
    image = Image.new("RGB", (240 + 2 * around, 280 + 2 * around), (desk,) * 3)
    image.paste(page(digit, 230, 30), (around, around))
    return image


def on_checks(digit, pitch):
    """Return a page on a checked tablecloth that is as light as the page in places."""
    y, x = np.indices((400, 360)) // pitch % 2
    image = Image.fromarray((200 - 70 * (x + y)).astype(np.uint8)).convert("RGB")
    image.paste(page(digit, 225, 30), (60, 60))
    return image


def in_shade(image, soft):
    """Return a picture of which one corner lies in a shade that begins softly, over so many pixels."""
    light = np.asarray(image, float)
    y, x = np.indices(light.shape[:2])
    shade = np.clip((x + 0.6 * y - 0.75 * light.shape[1]) / soft, 0, 1) / 2 + 0.5
    return Image.fromarray((light * shade[..., None]).astype(np.uint8))


def squares(colour, margin=None):
    """Return a function that prints squares of a colour, and a red margin where wanted."""

    def ruled(pen):
        for at in range(20, 280, 40):
            pen.line([(0, at), (240, at)], fill=colour)
            pen.line([(at, 0), (at, 280)], fill=colour)
        if margin is not None:
            pen.line([(margin, 0), (margin, 280)], fill=(220, 60, 70), width=2)

    return ruled


def boxed(pen):
    """Print the box of a form."""
    pen.rectangle((8, 8, 231, 271), outline=(0, 0, 0), width=2)


def dotted(digit):
    """Return a page with a digit of dots."""
    image = Image.new("RGB", (240, 280), "white")
    pen, path = ImageDraw.Draw(image), STROKES[digit]
    for (x0, y0), (x1, y1) in pairwise(path):
        for share in np.arange(0, 1, 18 / max(1, np.hypot(x1 - x0, y1 - y0))):
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=(20, 20, 20))
    return image


def file_of(image, format="PNG"):
    file = io.BytesIO()
    image.save(file, format)
    return file.getvalue()


def answers(content):
    return [int(NETWORK.predict(reading.digit).argmax()) for reading in read_photo(content)]


KINDS = {
    "cropped with 3 pixels": lambda digit: cropped(digit, 3),
    "a pen of 70 pixels": lambda digit: page(digit, width=70),
    "20 pixels of a dark desk": lambda digit: on_desk(digit, 20, 40),
    "60 pixels of a dark desk": lambda digit: on_desk(digit, 60, 40),
    "a grey desk": lambda digit: on_desk(digit, 60, 150),
    "the box of a form": lambda digit: page(digit, ruled=boxed),
    "squares of grey 170": lambda digit: page(digit, ruled=squares((170,) * 3)),
    "squares of grey 120": lambda digit: page(digit, ruled=squares((120,) * 3)),
    "blue squares, red margin": lambda digit: page(digit, ruled=squares((90, 120, 220), margin=30)),
    "fine checks": lambda digit: on_checks(digit, 12),
    "coarse checks": lambda digit: on_checks(digit, 30),
    "checks in a shade": lambda digit: in_shade(on_checks(digit, 16), 60),
    "checks in a soft shade": lambda digit: in_shade(on_checks(digit, 16), 120),
    "dots": dotted,
    "thick chalk": lambda digit: page(digit, 45, 190, 36),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_each_digit_is_read(make):
    digits = [digit for digit in STROKES if make is not KINDS["cropped with 3 pixels"] or digit != 1]
    assert [answers(file_of(make(digit))) for digit in digits] == [[digit] for digit in digits]


def test_a_sheet_on_wood_has_no_hole_where_a_digit_crosses_the_edge_of_a_shade():
    written = hands("tuning", 221)
    for place in (108, 164, 220):
        assert answers(made("wooden desk", written[place], place)) == [written[place].label]


def test_bold_strokes_that_touch_the_box_around_them_make_no_dark_panel_of_it():
    written = hands("tuning", 418)
    for place in (401, 414, 417):
        assert answers(made("box that the digit touches", written[place], place)) == [written[place].label]


def test_a_pencil_in_a_box_that_is_printed_darker_is_no_shade():
    written = hands("tuning", 189)
    for place in (6, 118, 150, 188):
        assert answers(made("box of a form", written[place], place)) == [written[place].label]


def test_a_digit_of_dots_keeps_its_foot_and_its_eye():
    written = hands("tuning", 286)
    for place in (262, 281, 285):
        assert answers(made("dotted strokes", written[place], place)) == [written[place].label]


def outlined(digit, thin=2):
    """Return a page with the outline of a bold digit."""
    bold = page(digit, width=34).convert("L")
    core = bold.filter(ImageFilter.MaxFilter(2 * thin + 1))
    return ImageChops.lighter(bold, ImageChops.invert(core))


@pytest.mark.parametrize("digit", STROKES)
def test_a_hollow_digit_is_filled(digit):
    assert answers(file_of(outlined(digit))) == [digit]


def test_a_round_picture_on_black_is_a_sheet():
    corners = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(corners).ellipse((4, 4, 395, 395), fill=0)
    for digit in (2, 3, 7):
        image = Image.new("RGB", (400, 400), (240,) * 3)
        image.paste(page(digit, 240, 20), (80, 60))
        image.paste((0, 0, 0), mask=corners)
        assert answers(file_of(image)) == [digit]


def test_a_pen_that_runs_out_of_the_picture_beside_a_broken_seven_is_no_one():
    image = Image.new("RGB", (400, 330), (240,) * 3)
    image.paste(page(7, 240), (0, 20))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 80, 240, 87), fill=(240,) * 3)
    pen.line((330, 12, 350, 340), fill=(20, 30, 90), width=14)
    assert answers(file_of(image)) == [7]


def test_chalk_on_a_grey_card_is_light_ink_though_the_card_lies_on_a_darker_desk():
    image = Image.new("RGB", (360, 400), (20,) * 3)
    image.paste(page(7, 90, 220), (60, 60))
    assert answers(file_of(image)) == [7]


def test_the_thumb_that_holds_a_sheet_is_no_digit():
    writers = hands("tuning", 13)
    photos = [(hand.label, made("sheet held in a hand", hand, seed)) for seed, hand in enumerate(writers)]
    assert [answers(photo) for _, photo in photos] == [[label] for label, _ in photos]


@pytest.mark.parametrize("width", [20, 26, 38])
def test_a_bold_ring_of_chalk_is_a_digit_and_no_sheet(width):
    image = Image.new("RGB", (240, 280), (50,) * 3)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((50, 60, 190, 220), radius=45, outline=(190,) * 3, width=width)
    assert answers(file_of(image)) == [0]


@pytest.mark.parametrize("digit", [2, 3, 4, 7])
def test_chalk_in_a_shade_counts_as_much_as_chalk_in_the_light(digit):
    light = np.asarray(page(digit, 60, 200).convert("L"), float)
    pictures = [light, light * np.linspace(1, 0.55, 280)[:, None]]  # it grows darker downwards
    even, shaded = (read_photo(file_of(Image.fromarray(one.astype(np.uint8))))[0].digit for one in pictures)
    assert np.abs(even.astype(int) - shaded).mean() < 2


@pytest.mark.parametrize("digit", [2, 3, 4, 7])
def test_a_picture_cut_to_its_ink_is_read(digit):
    assert answers(file_of(cropped(digit, 0))) == [digit]


def test_a_picture_that_is_all_ink_has_no_paper_to_tell_it_from():
    assert read_photo(file_of(cropped(1, 0))) == []


@pytest.mark.parametrize("ruled", [boxed, squares((120,) * 3), squares((90, 120, 220), margin=30)])
def test_paper_that_nobody_wrote_on_holds_no_digit(ruled):
    image = Image.new("RGB", (240, 280), "white")
    ruled(ImageDraw.Draw(image))
    assert read_photo(file_of(image)) == []


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (240, 220, 40), (128, 128, 128)])
def test_strokes_on_nothing_are_read_whatever_their_colour(colour):
    image = Image.new("RGBA", (280, 280), (*colour, 0))
    ImageDraw.Draw(image).line([(70, 60), (210, 60), (120, 240)], fill=(*colour, 255), width=18)
    assert answers(file_of(image)) == [7]


def test_a_picture_that_was_cut_out_is_read_like_a_whole_one():
    image = Image.new("RGBA", (360, 400), (0, 0, 0, 0))
    image.paste(page(3).convert("RGBA"), (60, 60))
    assert answers(file_of(image)) == [3]


def test_a_tiny_picture_is_one_digit_unless_it_is_wider_than_high():
    small = page(4, width=26).resize((24, 28), Image.Resampling.BOX)
    ImageDraw.Draw(small).line([(0, 12), (24, 12)], fill="white", width=2)  # broken in two
    assert len(read_photo(file_of(small))) == 1
    both = Image.new("RGB", (40, 24), "white")
    for place in (0, 20):
        both.paste(page(7, width=26).resize((20, 24), Image.Resampling.BOX), (place, 0))
    assert answers(file_of(both)) == [7, 7]


def test_a_tiny_digit_that_is_wide_is_one_though_its_bar_lies_apart():
    small = Image.new("RGB", (28, 28), "white")
    pen = ImageDraw.Draw(small)
    pen.line([(18, 6), (25, 6)], fill="black", width=2)
    pen.line([(13, 10), (11, 14), (16, 14), (17, 18), (13, 20), (2, 19)], fill="black", width=2)
    assert len(read_photo(file_of(small))) == 1


def test_a_digit_of_a_few_pixels_keeps_its_strokes():
    rows = ["...##", "...##", "..#.#", ".#..#", ".#.##", "#.##.", ".###.", ".....", "...#.", "...#."]
    four = np.pad(255 * np.array([[mark == "#" for mark in row] for row in rows], np.uint8), 9)
    (reading,) = read_photo(file_of(Image.fromarray(four)))
    larger = np.asarray(Image.fromarray(four[9:-9, 9:-9]).resize((10, 20), Image.Resampling.NEAREST))
    assert np.corrcoef(larger.ravel(), reading.digit[4:24, 9:19].ravel())[0, 1] > 0.5


def test_digits_on_one_board_are_read_from_left_to_right():
    board = Image.new("RGBA", (280, 280), "black")
    pen = ImageDraw.Draw(board)
    for place, digit in enumerate((7, 1, 3)):
        pen.line([(20 + 85 * place + x / 3, 60 + y / 2) for x, y in STROKES[digit]], fill="white", width=12)
    readings = read_side_by_side(ink_of_canvas(np.asarray(board)))
    assert [int(NETWORK.predict(reading.digit).argmax()) for reading in readings] == [7, 1, 3]
    one = Image.new("RGBA", (280, 280), "black")
    ImageDraw.Draw(one).line(STROKES[4], fill="white", width=16)
    ImageDraw.Draw(one).line([(10, 270), (14, 274)], fill="white", width=6)
    assert (
        read_side_by_side(ink_of_canvas(np.asarray(one))) == [] == read_side_by_side(np.zeros((280, 280), np.float32))
    )


def test_tiff_is_read_in_a_process_of_its_own(capfd):
    content = file_of(page(7), "TIFF")
    assert answers(content) == [7]
    with pytest.raises(PictureError, match="TIFF picture is damaged"):
        read_photo(content[:200])
    assert capfd.readouterr() == ("", "")


def test_heic_is_read_or_named():
    if can_read_heic():
        pillow_heif = pytest.importorskip("pillow_heif")
        file = io.BytesIO()
        pillow_heif.from_pillow(page(7)).save(file)
        assert answers(file.getvalue()) == [7]
    damaged = b"\0\0\0\x18ftypheic" + bytes(40)
    with pytest.raises(PictureError, match=r"HEIC picture.* is damaged|save it as a JPEG"):
        read_photo(damaged)


def test_a_margin_that_is_as_dark_as_the_ink_was_printed_too():
    image = Image.new("RGB", (480, 560), "white")
    pen = ImageDraw.Draw(image)
    for at in range(30, 560, 60):
        pen.line([(0, at), (480, at)], fill=(190,) * 3, width=2)
    pen.line([(60, 0), (66, 560)], fill=(60,) * 3, width=3)
    pen.line([(150, 160), (330, 160), (220, 420)], fill=(50,) * 3, width=8, joint="curve")
    assert answers(file_of(image)) == [7]


@pytest.mark.parametrize("seed", [114, 116, 117, 506])
def test_crumbs_of_an_empty_box_are_no_digits(seed):
    assert read_photo(NOT_DIGITS["an empty box"](seed)) == []


def test_a_desk_of_another_colour_is_no_ink_beside_a_blank_sheet():
    assert read_photo(NOT_DIGITS["a blank sheet on a desk"](796)) == []


MADE = {
    "a side of the box": ("box of a form", 90, 1),
    "bits of squares": ("coloured lines and margin", 70, 1),
    "a leaning 7 in five pieces": ("broken strokes", 15, 7),
    "a 4 whose halves are as tall": ("broken strokes", 69, 4),
    "a 1 in four pieces": ("broken strokes", 83, 1),
    "a sheet in the shade with a lit corner": ("all at once", 174, 0),
    "a sheet that the edge of a shade parts": ("wooden desk", 87, 3),
    "a sheet cut in two by a hard shade": ("wooden desk", 13, 6),
    "a sheet with a hole by a pen as thick as a finger": ("wooden desk", 200, 6),
    "dark ink beside the shine of a lamp": ("flash", 18, 7),
    "ink that pales in the middle of a flash": ("flash", 45, 2),
    "a stroke that a lamp parts": ("whiteboard with glare", 5, 2),
}


@pytest.mark.parametrize(("kind", "place", "label"), MADE.values(), ids=MADE)
def test_pieces_of_one_digit_are_one_and_what_is_left_of_lines_or_lit_is_none(kind, place, label):
    assert answers(made(kind, hands("tuning", place + 1)[place], place)) == [label]


def circled(digit, gap=False):
    """Return a page with a ring round its digit, which a hand may have left open."""
    image = Image.new("RGB", (480, 480), "white")
    image.paste(page(digit), (120, 100))
    ImageDraw.Draw(image).arc((40, 40, 440, 440), 0, 330 if gap else 360, fill=(20, 20, 20), width=8)
    return image


@pytest.mark.parametrize("gap", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("digit", [1, 2, 4, 7])
def test_a_ring_round_a_digit_is_left_out(digit, gap):
    assert answers(file_of(circled(digit, gap))) == [digit]


@pytest.mark.parametrize(
    "inside",
    [[(108, 128), (132, 152)], [(100, 180), (140, 100)]],
    ids=["a dot", "a slash"],
)
def test_a_zero_with_something_in_it_is_a_zero(inside):
    image = page(0)
    ImageDraw.Draw(image).line(inside, fill="black", width=10)
    assert answers(file_of(image)) == [0]


@pytest.mark.parametrize("digit", [1, 3, 7])
def test_a_line_under_a_digit_is_left_out(digit):
    image = page(digit)
    ImageDraw.Draw(image).line([(20, 266), (225, 258)], fill="black", width=6)
    assert answers(file_of(image)) == [digit]
    assert np.array_equal(read_photo(file_of(image))[0].digit, read_photo(file_of(page(digit)))[0].digit)


def test_the_foot_of_a_digit_that_broke_off_is_part_of_it():
    image = page(7)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 240, 280), fill="white")
    pen.line([(60, 80), (90, 40), (150, 40), (170, 90), (75, 205)], fill="black", width=14, joint="curve")
    pen.line([(60, 232), (190, 232)], fill="black", width=14)
    assert answers(file_of(image)) == [2]


def test_grains_of_a_scan_in_black_and_white_are_grey_paper():
    grey = page(3, paper=215)
    assert answers(file_of(grey.convert("1"))) == [3]  # Floyd and Steinberg's grains
    plain = file_of(page(3).convert("1", dither=Image.Dither.NONE))
    assert np.array_equal(
        read_photo(plain)[0].digit, read_photo(file_of(page(3).convert("L").point(lambda v: 255 * (v > 127))))[0].digit
    )

"""Drawings become digits the way MNIST was made."""

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_digits, load_network
from mnistnet.drawing import ALL_STEPS, read_drawing, read_ink
from mnistnet.drawing.ink import EDGE, ink_box, ink_of_canvas, without_specks
from mnistnet.drawing.shape import SLANTS, WIDTHS, centred, scaled, shrunk, usual_slant, usual_width
from mnistnet.strokes import stroke_digits

PLACED = ("box_and_scale", "centre_of_mass")


def canvas(ink, transparent=False):
    """Return a canvas with this ink, white on black or white on nothing."""
    light = np.rint(255 * np.asarray(ink, float)).astype(np.uint8)
    alpha = light if transparent else np.full_like(light, 255)
    white = np.full_like(light, 255) if transparent else light
    return np.dstack([white, white, white, alpha])


def bar(top, left, bottom, right, size=280):
    """Return ink that fills a rectangle."""
    ink = np.zeros((size, size), np.float32)
    ink[top:bottom, left:right] = 1
    return ink


@pytest.mark.parametrize(
    "nothing",
    [None, canvas(bar(0, 0, 0, 0)), np.zeros((280, 280, 4), np.uint8), canvas(0.1 * bar(50, 50, 90, 90))],
    ids=["none", "black", "clear", "nearly black"],
)
def test_nothing_drawn(nothing):
    reading = read_drawing(nothing)
    assert reading.digit is None and reading.steps == ()


@pytest.mark.parametrize("array", [np.zeros((280, 280), np.uint8), np.zeros((2, 2, 4)), np.zeros((0, 5, 4), np.uint8)])
def test_what_is_no_canvas_is_refused(array):
    with pytest.raises(ValueError, match="canvas"):
        read_drawing(array)


def test_unknown_steps_are_refused():
    with pytest.raises(ValueError, match="no step ironing"):
        read_drawing(None, steps=["ironing"])


def test_every_step_is_shown_in_order():
    reading = read_drawing(canvas(bar(20, 100, 260, 120)))
    assert [step.name for step in reading.steps] == ["ink", *ALL_STEPS]
    assert np.array_equal(reading.steps[-1].picture, reading.digit)
    assert all(step.picture.dtype == np.uint8 and step.sentence.endswith(".") for step in reading.steps)
    assert not reading.digit.flags.writeable


@pytest.mark.parametrize("left_out", ALL_STEPS)
def test_steps_can_be_left_out(left_out):
    steps = [step for step in reversed(ALL_STEPS) if step != left_out]
    reading = read_drawing(canvas(bar(20, 40, 200, 60)), steps=steps)
    names = [{"box_and_scale": "whole_paper"}.get(name, "") if name == left_out else name for name in ALL_STEPS]
    assert [step.name for step in reading.steps] == ["ink", *filter(None, names)]
    assert np.array_equal(reading.steps[-1].picture, reading.digit)


def test_white_on_nothing_is_white_on_black():
    ink = next(stroke_digits(3, 1)).canvas[..., 0] / 255
    assert np.array_equal(read_drawing(canvas(ink)).digit, read_drawing(canvas(ink, transparent=True)).digit)


def test_dark_strokes_on_nothing_are_ink_too():
    dark = canvas(bar(20, 40, 200, 60), transparent=True)
    dark[..., :3] = 0
    assert np.array_equal(ink_of_canvas(dark), bar(20, 40, 200, 60))


def test_a_preloaded_digit_comes_back():
    for digit in load_digits().split("test").images[:50]:
        read = read_drawing(canvas(np.kron(digit, np.ones((10, 10), np.uint8)) / 255), steps=PLACED).digit.astype(int)
        neighbours = [np.roll(digit, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        assert min(np.abs(read - one).mean() for one in neighbours) < 2, "one pixel off where the rounding is a tie"


def test_most_preloaded_digits_are_hardly_changed_by_all_steps():
    digits = load_digits().split("test").images[:100]
    kept = [read_drawing(canvas(np.kron(d, np.ones((10, 10), np.uint8)) / 255)).digit for d in digits]
    assert np.median([np.abs(k.astype(int) - d).mean() for k, d in zip(kept, digits, strict=True)]) < 5


def test_the_box_is_twenty_pixels_and_keeps_its_aspect():
    digit = scaled(bar(40, 60, 240, 160))
    assert ink_box(digit) == (4, 9, 24, 19) and digit.max() == 1
    assert ink_box(scaled(bar(0, 0, 7, 280))) == (13, 4, 14, 24)


def test_without_the_box_the_ink_stays_where_it_was():
    assert ink_box(shrunk(bar(40, 60, 240, 160))) == (4, 6, 24, 16)


def test_the_centre_of_mass_moves_to_the_middle():
    ink = np.zeros((28, 28), np.float32)
    ink[2:5, 20:25] = 1
    assert ink_box(centred(ink)) == (13, 12, 16, 17)
    assert centred(ink).sum() == pytest.approx(ink.sum())


def test_centring_loses_no_ink_at_the_border():
    ink = np.zeros((28, 28), np.float32)
    ink[:, :3], ink[10, :] = 1, 0.3
    assert centred(ink).sum() == pytest.approx(ink.sum(), rel=1e-6)


def lean(ink):
    """Return how many columns the ink drifts from row to row."""
    rows, columns = np.nonzero(ink > EDGE)
    return np.polyfit(rows, columns, 1)[0]


@pytest.mark.parametrize("drift", [-0.8, -0.6, 0.5, 0.6])
def test_a_strong_slant_becomes_a_usual_one(drift):
    ink = np.zeros((280, 280), np.float32)
    for row in range(40, 240):
        left = round(130 + drift * (row - 140))
        ink[row, left : left + 20] = 1
    assert lean(usual_slant(ink)) == pytest.approx(SLANTS[0] if drift < 0 else SLANTS[1], abs=0.02)


def test_shearing_does_not_widen_the_paper_without_need():
    ink = np.zeros((280, 280), np.float32)
    for row in range(100, 180):
        ink[row, row : row + 20] = 1
    assert usual_slant(ink).shape == ink.shape
    assert usual_slant(ink)[120:160].sum() == pytest.approx(ink[120:160].sum(), rel=1e-3)
    near = np.pad(ink[100:180, 100:200], 1)
    assert usual_slant(near).shape[1] > near.shape[1] or usual_slant(near).sum() == pytest.approx(near.sum(), rel=0.01)


def test_a_usual_slant_is_left_alone():
    ink = bar(40, 130, 240, 150)
    assert usual_slant(ink) is ink


@pytest.mark.parametrize("pen", [4, 8, 60, 80])
def test_thin_and_thick_strokes_come_out_as_usual(pen):
    ink = np.zeros((400, 400), np.float32)
    ink[40:360, 100 : 100 + pen] = ink[360 - pen : 360, 100:320] = 1
    changed = scaled(usual_width(ink, boxed=True))
    width = changed[12].sum()  # across the upright stroke
    assert WIDTHS[0] - 0.4 < width < WIDTHS[1] + 0.4


def test_usual_strokes_are_left_alone():
    ink = bar(40, 100, 240, 130)
    assert usual_width(ink, boxed=True) is ink


@pytest.mark.parametrize(
    "ink",
    [
        bar(140, 140, 160, 160),
        bar(5, 5, 6, 6),
        bar(100, 20, 101, 260),
        bar(0, 0, 280, 20),
        bar(0, 0, 280, 280),
        np.ones((1, 1), np.float32),
        np.ones((3, 200), np.float32),
        0.4 * bar(50, 50, 52, 200),
    ],
    ids=["dot", "pixel", "line", "border", "everywhere", "one pixel of paper", "strip", "faint"],
)
@pytest.mark.parametrize("steps", [(), ALL_STEPS, PLACED, ("stroke_width",), ("slant",)], ids=len)
def test_odd_ink_makes_a_digit(ink, steps):
    digit = read_ink(ink, steps=steps).digit
    assert digit.shape == (28, 28) and digit.max() == 255


def test_a_line_of_one_pixel_becomes_a_stroke():
    digit = read_ink(bar(100, 20, 101, 260)).digit
    assert 1.5 < (digit / 255).sum(0)[14] < 3


def test_specks_far_away_are_no_part_of_the_digit():
    ink = bar(40, 100, 180, 120)
    speckled = ink + bar(250, 250, 253, 253) + bar(5, 5, 15, 15)
    assert np.array_equal(without_specks(speckled), ink)
    assert np.array_equal(read_ink(speckled).digit, read_ink(ink).digit)


def test_bars_and_flags_are_no_specks():
    flag = bar(40, 100, 180, 120) + bar(20, 130, 40, 180)
    assert without_specks(flag) is flag or np.array_equal(without_specks(flag), flag)


def test_dotted_digits_keep_all_their_dots():
    dots = sum(bar(30 + 40 * i, 100, 40 + 40 * i, 110) for i in range(6))
    assert np.array_equal(without_specks(dots), dots)


def test_digits_smoothed_by_the_browser_come_back_nearly():
    differences = []
    for digit in load_digits().split("test").images[:50]:
        smooth = np.asarray(Image.fromarray(digit).resize((280, 280), Image.Resampling.BILINEAR)) / 255
        differences.append(np.abs(read_drawing(canvas(smooth), steps=PLACED).digit.astype(int) - digit).mean())
    assert np.median(differences) < 10


def test_the_books_network_reads_unseen_writers():
    drawings = list(stroke_digits(11, 200, "held-back"))
    labels = [drawing.label for drawing in drawings]
    network = load_network("scratch")

    def share_right(steps):
        digits = np.array([read_drawing(drawing.canvas, steps=steps).digit for drawing in drawings])
        return np.mean(network.predict(digits).argmax(1) == labels)

    prepared, bare = share_right(ALL_STEPS), share_right(())
    assert prepared > 0.75 and bare < 0.6

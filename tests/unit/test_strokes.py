"""Made-up writers: deterministic, different, and drawn as a canvas draws."""

import numpy as np
import pytest

from mnistnet.strokes import PARTS, STYLES, Style, inked, stroke_digits
from mnistnet.strokes.curves import glide, led, stopped, swayed, through_midpoints, warped
from mnistnet.strokes.hand import Hand
from mnistnet.strokes.letters import LETTERS
from mnistnet.strokes.nothings import stroke_nothings
from mnistnet.strokes.scribbles import SCRIBBLES
from mnistnet.strokes.signs import SIGNS
from mnistnet.strokes.writers import Drawing, Writer
from mnistnet.training import NOTHING


def test_the_same_seed_gives_the_same_drawings():
    first, again = (list(stroke_digits(4, 25)) for _ in range(2))
    assert all(np.array_equal(a.canvas, b.canvas) for a, b in zip(first, again, strict=True))
    assert [d.label for d in first] == [i % 10 for i in range(25)]


def test_more_drawings_begin_with_the_same_ones():
    for a, b in zip(stroke_digits(4, 5), stroke_digits(4, 45), strict=False):
        assert all(np.array_equal(p, q) for p, q in zip(a.strokes, b.strokes, strict=True))


@pytest.mark.parametrize("part", PARTS)
def test_every_digit_has_styles_in_every_part(part):
    assert {style.label for style in STYLES if part in style.parts} == set(range(10))
    only = [style for style in STYLES if style.parts == (part,)]
    assert len({style.label for style in only}) >= 8


def test_parts_have_different_writers_and_styles():
    tuning, held = ({d.style + str(d.label) for d in stroke_digits(1, 600, part)} for part in PARTS)
    assert tuning - held and held - tuning
    assert next(stroke_digits(1, 1, PARTS[0])).width != next(stroke_digits(1, 1, PARTS[1])).width


def test_unknown_parts_are_refused():
    with pytest.raises(ValueError, match="no part 'secret'"):
        list(stroke_digits(1, 1, "secret"))


def test_drawings_are_canvases_with_light_strokes_inside():
    for drawing in stroke_digits(2, 60, "held-back"):
        canvas = drawing.canvas
        side = drawing.size // 28 * 28 if drawing.inks_squares else drawing.size
        assert canvas.shape == (side, side, 4) and canvas.dtype == np.uint8
        assert 280 <= drawing.size <= 400 and 4 <= drawing.width <= 80
        assert (canvas[..., 3] == 255).all() and canvas.max() == 255
        every = np.concatenate(drawing.strokes)
        assert every.min() > -5 and every.max() < drawing.size + 5


def test_a_style_is_read_from_its_path():
    seven = Style(7, "crossed", "2,4 60,4 / 24,100 + 16,50 62,50")
    first, second = seven.strokes
    assert [curve.tolist() for curve in first] == [[[2, 4], [60, 4]], [[60, 4], [24, 100]]]
    assert second[0].tolist() == [[16, 50], [62, 50]]


def test_a_writer_keeps_his_styles():
    rng = np.random.default_rng(0)
    writer = Writer.random(rng, "tuning")
    assert [style.label for style in writer.styles] == list(range(10))
    assert writer.draw(7, rng).style == writer.draw(7, rng).style == writer.styles[7].name


def test_a_horizontal_line_by_hand():
    canvas = inked([np.array([[5.0, 10.0], [15.0, 10.0]])], 4, 20)
    assert canvas[:, 10, 0].tolist() == [0] * 8 + [255] * 4 + [0] * 8
    assert canvas[10, :, 0].tolist()[3:17] == [
        round(255 * v)
        for v in np.clip(2.5 - np.hypot(np.maximum(0, np.abs(np.arange(3, 17) + 0.5 - 10) - 5), 0.5), 0, 1)
    ]


def test_a_point_alone_is_a_round_dot():
    canvas = inked([np.array([[50.0, 50.0]])], 20, 100)
    assert canvas[..., 0].sum() / 255 == pytest.approx(np.pi * 100, rel=0.01)


def test_ink_outside_the_canvas_is_cut_off():
    assert inked([np.array([[-50.0, -50.0], [-40.0, -40.0]])], 10, 30)[..., 0].max() == 0


def test_the_canvas_joins_points_by_parabolas_through_their_middles():
    line = through_midpoints(np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]), pieces=2)
    assert line.tolist() == [[0, 0], [5, 0], [8.75, 1.25], [10, 5], [10, 10]]
    short = np.array([[0.0, 0.0], [1.0, 1.0]])
    assert through_midpoints(short, pieces=2) is short


def test_the_hand_glides_through_its_points():
    points = np.array([[0.0, 0.0], [10.0, 5.0], [20.0, 0.0]])
    line = glide(points, pieces=4)
    assert line[::4].tolist() == points.tolist()
    assert glide(points[:2], pieces=4).tolist() == [[0, 0], [2.5, 1.25], [5, 2.5], [7.5, 3.75], [10, 5]]


def test_a_hand_stops_short_or_goes_on_straight():
    line = np.arange(10.0)[:, None] * (1, 2)
    assert stopped(line, -0.2).tolist() == line[:8].tolist()
    assert stopped(line, 0.2)[-1].tolist() == [11, 22]
    assert stopped(line, 0).tolist() == line.tolist()


def test_a_drawing_on_a_canvas_half_as_large_is_the_same_one():
    drawing = Drawing(1, "plain", (np.array([[40.0, 20.0], [40.0, 50.0], [40.0, 80.0]]),), 8, 100)
    half = drawing.canvas_of(50)[..., 0]
    assert half.shape == (50, 50)
    assert half[25].tolist() == [0] * 18 + [255] * 4 + [0] * 28 and not half[:7].any() and half[9:41, 20].all()


def test_square_by_square_a_square_is_full_or_blank():
    line = np.array([[45.0, 25.0], [45.0, 205.0]])  # in the middle of the fifth column of squares, 10 pixels each
    canvas = Drawing(1, "plain", (line,), 3, 280, inks_squares=True).canvas
    squares = canvas[..., 0].reshape(28, 10, 28, 10)
    assert canvas.shape == (280, 280, 4) and (squares == squares[:, :1, :, :1]).all()
    assert np.argwhere(squares[:, 0, :, 0]).tolist() == [[row, 4] for row in range(2, 21)]


def test_a_pen_that_hardly_lifts_comes_from_before_and_leaves_beyond():
    line = np.array([[0.0, 0.0], [0.0, 10.0]])
    none = np.zeros(2)
    assert led(line, none, none).tolist() == line.tolist()
    whole = led(line, np.array([-8.0, 0.0]), np.array([0.0, 8.0]))
    assert whole[:, 0].tolist() == [-7, -6, -5, -4, -3, -2, -1, 0, 0, *[0] * 7]
    assert whole[-7:, 1].tolist() == [11, 12, 13, 14, 15, 16, 17]


def test_a_line_sways_no_farther_than_told():
    line = np.stack([np.zeros(200), np.linspace(0, 100, 200)], axis=1)
    away = swayed(line, 3, np.random.default_rng(1)) - line
    assert 0.5 < np.abs(away).max() <= 3 and np.abs(np.diff(away, axis=0)).max() < 0.3
    assert swayed(line, 0, np.random.default_rng(1)).tolist() == line.tolist()


def test_a_warp_by_hand():
    corners = np.array([[0.0, 0.0], [60.0, 0.0], [30.0, 50.0], [0.0, 100.0], [60.0, 100.0]])
    assert warped(corners, 0, 0, 0).tolist() == corners.tolist()
    assert warped(corners, 0.5, 0, 0).tolist() == [[15, 0], [45, 0], [30, 50], [-15, 100], [75, 100]]
    np.testing.assert_allclose(warped(corners, 0, 0.1, 0.2)[2], [50, 60])


def test_hands_reach_from_upright_to_45_degrees_and_from_narrow_to_wide():
    hands = [Hand.random(np.random.default_rng(seed)) for seed in range(400)]
    assert min(hand.slant for hand in hands) < -0.3 and max(hand.slant for hand in hands) > 0.8
    assert min(hand.aspect for hand in hands) < 0.6 and max(hand.aspect for hand in hands) > 1.8
    assert 0.05 < np.mean([hand.inks_squares for hand in hands]) < 0.25


def test_every_letter_is_learned_and_most_are_held_back_in_another_way():
    parts = {part: {style.name[0] for style in LETTERS if part in style.parts} for part in PARTS}
    assert parts["held-back"] < parts["tuning"] == set("ACEFHKLMNPRTUVWXYacdefhkmnprtuvwxy")
    assert len(parts["held-back"]) > 25
    assert len({style.name for style in LETTERS}) == len(LETTERS)


def test_nothings_are_the_same_each_time_of_every_kind_and_labelled_as_none():
    few, more = (list(stroke_nothings(3, count)) for count in (9, 420))
    for a, b in zip(few, more, strict=False):
        assert a.style == b.style and all(np.array_equal(p, q) for p, q in zip(a.strokes, b.strokes, strict=True))
    assert {drawing.label for drawing in more} == {NOTHING}
    here = {drawing.style for drawing in more}
    assert here == {"dot"} | {style.name for style in (*LETTERS, *SIGNS) if "tuning" in style.parts} | {
        name for name, (_, parts) in SCRIBBLES.items() if "tuning" in parts
    }
    held = {drawing.style for drawing in stroke_nothings(3, 120, "held-back")}
    assert {"net", "coil", "K, curved", "star"} <= held - here and "A" not in held
    with pytest.raises(ValueError, match="no part 'secret'"):
        list(stroke_nothings(1, 1, "secret"))

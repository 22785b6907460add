"""Pieces and widths against brute force."""

import numpy as np
import pytest

from mnistnet.drawing.holes import without_holes
from mnistnet.drawing.ink import ink_box
from mnistnet.drawing.pieces import boxes, label_pieces
from mnistnet.drawing.several import apart
from mnistnet.drawing.shade import is_shade
from mnistnet.drawing.width import changed_width, stroke_width
from mnistnet.strokes.pen import covered


def flooded(mask):
    """Return the pieces of a mask by flooding each from its first pixel in reading order."""
    labels, count = np.zeros(mask.shape, int), 0
    for start in zip(*np.nonzero(mask), strict=True):
        if labels[start]:
            continue
        count += 1
        waiting = [start]
        while waiting:
            row, column = waiting.pop()
            inside = 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]
            if inside and mask[row, column] and not labels[row, column]:
                labels[row, column] = count
                waiting += [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return labels


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (7, 8), (30, 20)])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.6, 1.0])
def test_pieces_are_what_flooding_finds(shape, share):
    for seed in range(10):
        mask = np.random.default_rng(seed).random(shape) < share
        assert np.array_equal(label_pieces(mask), flooded(mask))


def test_a_spiral_is_one_piece():
    rows, columns = np.indices((81, 81)) - 40
    angle = np.arctan2(rows, columns) / (2 * np.pi)
    mask = (np.hypot(rows, columns) / 8 - angle) % 1 < 0.4
    assert np.array_equal(label_pieces(mask), flooded(mask))


def test_boxes_go_around_the_pieces():
    mask = np.zeros((6, 9), bool)
    mask[1:3, 2:5] = mask[5, 8] = True
    assert boxes(label_pieces(mask)).tolist() == [[1, 2, 3, 5], [5, 8, 6, 9]]
    assert boxes(label_pieces(mask[3:5])).shape == (0, 4)


@pytest.mark.parametrize("pen", [1, 2, 3, 5, 8, 13, 20, 40])
def test_the_width_of_a_straight_stroke(pen):
    ink = np.zeros((100, 200), np.float32)
    ink[30 : 30 + pen, 20:180] = 1
    assert stroke_width(ink) == pytest.approx(pen, abs=0.6)
    assert stroke_width(ink.T) == pytest.approx(pen, abs=0.6)


def test_the_width_of_a_ring():
    rows, columns = np.indices((200, 200)) - 100
    far = np.hypot(rows, columns)
    assert stroke_width(((far > 60) & (far < 78)).astype(np.float32)) == pytest.approx(18, abs=1.5)


def test_blank_paper_has_no_width():
    assert stroke_width(np.zeros((5, 5), np.float32)) == 0


@pytest.mark.parametrize("change", [-6, -2, 2, 6, 12])
def test_strokes_grow_and_shrink_on_both_sides(change):
    ink = np.zeros((100, 100), np.float32)
    ink[40:60, 20:80] = 1
    half = change // 2
    assert ink_box(changed_width(ink, change)) == (40 - half, 20 - half, 60 + half, 80 + half)


def test_part_of_a_layer_is_blended():
    ink = np.zeros((9, 9), np.float32)
    ink[3:6, 3:6] = 1
    wider = changed_width(ink, 0.5)
    assert wider[4].tolist() == [0, 0, 0.25, 1, 1, 1, 0.25, 0, 0]
    assert changed_width(ink, -0.5)[4].tolist() == [0, 0, 0, 0.75, 1, 0.75, 0, 0, 0]


def test_lost_pixels_are_filled_and_the_eye_of_an_eight_is_left():
    ink = np.zeros((20, 20), np.float32)
    ink[2:18, 9:11] = 1
    broken = ink.copy()
    broken[5, 9], broken[9, 10], broken[12] = 0, 0, 0
    filled = without_holes(broken)
    assert (filled[2:18, 9:11] >= np.float32(0.7)).all() and filled[ink == 0].max() == 0
    ring = np.zeros((20, 20), np.float32)
    ring[2:18, 5], ring[2:18, 15], ring[2, 5:15], ring[17, 5:15] = 1, 1, 1, 1
    assert without_holes(ring) is ring


def test_a_dark_corner_is_shade_and_a_stroke_that_runs_out_is_none():
    rows, columns = np.indices((200, 160))
    corner, stroke, cut_off = rows - columns > 60, (abs(columns - 120) < 5) & (abs(rows - 90) < 30), columns < 10
    for dark, wanted in ((corner, [True]), (cut_off & (rows > 40) & (rows < 150), [False]), (cut_off & (rows < 0), [])):
        labels = label_pieces(dark | stroke)
        around = boxes(labels)
        inside = (around[:, :2] > 0).all(1) & (around[:, 2:] < labels.shape).all(1)
        assert is_shade(labels, around, inside)[~inside].tolist() == wanted
        assert not is_shade(labels, around, inside)[inside].any()
        assert all(one.shape[1] < 30 for one in apart((dark | stroke).astype(np.float32)))


def five(*bars: tuple[float, float, float, float]) -> np.ndarray:
    """Return a 5 without its bar, beside bars from (x, y) to (x, y)."""
    belly = [(90, 70), (75, 110), (105, 105), (120, 130), (100, 165), (60, 160)]
    lines = [belly, *([bar[:2], bar[2:]] for bar in bars)]
    return covered([np.array(line, float) for line in lines], 9, 280).astype(np.float32) / 255


@pytest.mark.parametrize("bar", [(125, 55, 165, 54), (112, 50, 160, 36), (132, 72, 178, 72)])
def test_the_bar_of_a_five_that_lies_apart_belongs_to_it(bar):
    (digit,) = apart(five(bar))
    assert np.isclose(digit.sum(), five(bar).sum(), rtol=0.01)


@pytest.mark.parametrize("bar", [(150, 112, 190, 112), (10, 55, 45, 55), (165, 14, 210, 14), (180, 60, 215, 60)])
def test_a_bar_that_is_no_flag_is_no_part_of_the_digit_and_none_itself(bar):
    (digit,) = apart(five(bar))
    assert np.isclose(digit.sum(), five().sum(), rtol=0.01)


def test_the_bar_of_a_seven_beside_a_one_stays_with_the_seven():
    strokes = [[(40, 60), (40, 160)], [(67, 56), (130, 56)], [(125, 75), (90, 160)]]
    one, seven = apart(covered([np.array(line, float) for line in strokes], 9, 280).astype(np.float32) / 255)
    assert one.shape[1] < 15 < 60 < seven.shape[1]


def test_a_wide_five_that_broke_where_it_leans_and_a_four_whose_halves_overlap_are_one():
    upper, lower = [(220, 60), (150, 80), (155, 135)], [(164, 147), (130, 190), (68, 186)]
    left, bar, right = [(75, 60), (66, 118)], [(64, 133), (124, 133)], [(107, 60), (107, 102)]
    for lines in ([upper, lower], [left, bar, right]):
        ink = covered([np.array(line, float) for line in lines], 9, 280).astype(np.float32) / 255
        assert len(apart(ink)) == 1

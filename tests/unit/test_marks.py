"""Marks on a board: pen, rubber and single squares, worked out by hand; and what a browser may not tell of."""

import numpy as np
import pytest

from mnistnet.strokes.marks import SIDE, Line, Squares, marked, read_mark

BLANK = np.zeros((SIDE, SIDE), np.uint8)
LINE = {"points": [[50, 100], [150, 100]], "width": 20, "rubs": False}


def test_a_stroke_is_a_line_as_wide_as_the_pen_and_a_rubber_takes_away_what_it_covers():
    ink = marked(BLANK, read_mark(LINE))
    assert (ink[90:110, 50:150] == 255).all() and not ink[:89].any() and not ink[111:].any() and not BLANK.any()
    rubbed = marked(ink, read_mark(LINE | {"points": [[100, 50], [100, 150]], "rubs": True}))
    assert not rubbed[:, 90:110].any() and (rubbed[90:110, 50:89] == 255).all()


def test_a_point_alone_is_a_dot():
    ink = marked(BLANK, read_mark(LINE | {"points": [[100, 100]]}))
    assert ink.sum() / 255 == pytest.approx(np.pi * 10**2, rel=0.02)


def test_squares_are_inked_and_rubbed_out_one_by_one_and_the_last_word_counts():
    ink = marked(marked(BLANK, read_mark(LINE)), read_mark({"squares": [[0, 27, 1], [9, 6, 1], [9, 6, 0]]}))
    assert (ink[:10, 270:] == 255).all() and not ink[90:100, 60:70].any() and (ink[100:110, 60:70] == 255).all()


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"points": [], "width": 20},
        {"points": [[1, 2]]},
        {"points": [[1, 2]], "width": 1e9},
        {"points": [[1, 2]], "width": "x"},
        {"points": [[1, float("nan")]], "width": 20},
        {"points": [[1, 2, 3]], "width": 20},
        {"points": [[1, 2], [3]], "width": 20},
        {"points": "12", "width": 20},
        {"points": [["a", "b"]], "width": 20},
        {"points": [[0, 0]] * 2_001, "width": 20},
        {"points": [[10**400, 0]], "width": 20},
        {"squares": []},
        {"squares": [[28, 0, 1]]},
        {"squares": [[0, -1, 1]]},
        {"squares": [[0, 0, 2]]},
        {"squares": [[0.5, 0, 1]]},
        {"squares": [[0, 0]]},
        {"squares": [[0, 0, 1]] * 785},
        {"squares": None},
    ],
    ids=str,
)
def test_what_is_no_mark_is_refused(message):
    with pytest.raises(ValueError):
        read_mark(message)


def test_marks_far_outside_cost_nothing():
    ink = marked(BLANK, read_mark(LINE | {"points": [[-1e12, 100], [1e12, 100]]}))
    assert (ink[90:110] == 255).all() and isinstance(read_mark(LINE), Line)
    assert isinstance(read_mark({"squares": [[1, 1, 1]]}), Squares)

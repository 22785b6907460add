"""Laws of reading a drawing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnistnet.drawing import ALL_STEPS, read_drawing, read_ink
from mnistnet.drawing.ink import EDGE, ink_box
from mnistnet.strokes import inked, stroke_digits

DRAWINGS = list(stroke_digits(21, 40))
drawings = st.sampled_from(DRAWINGS)
some_steps = st.sets(st.sampled_from(ALL_STEPS))
points = st.lists(st.tuples(st.integers(2, 117), st.integers(2, 117)), min_size=1, max_size=6)


def drawn(strokes, width, size=120):
    """Return a canvas with these polylines."""
    return inked([np.array(stroke, float) for stroke in strokes], width, size)


def apart(one, other):
    """Return the mean difference of two digits; one pixel of shift is free: the rounding may be a tie."""
    moved = [np.roll(one.astype(int), (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return min(np.abs(there - other).mean() for there in moved)


@settings(max_examples=60)
@given(strokes=st.lists(points, min_size=1, max_size=3), width=st.integers(2, 40), steps=some_steps)
def test_whatever_is_drawn_gives_a_digit_with_full_ink(strokes, width, steps):
    digit = read_drawing(drawn(strokes, width), steps=steps).digit
    assert digit.shape == (28, 28) and digit.dtype == np.uint8 and digit.max() == 255


@settings(max_examples=200)
@given(
    ink=arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.floats(0, 1, width=32)),
    steps=some_steps,
)
def test_any_ink_gives_a_digit_with_full_ink(ink, steps):
    digit = read_ink(ink, steps=steps).digit
    assert (digit is None) == (ink.max() < EDGE)
    assert digit is None or digit.max() == 255


@settings(max_examples=40)
@given(drawing=drawings, down=st.integers(0, 90), right=st.integers(0, 90))
def test_the_place_on_the_canvas_does_not_matter(drawing, down, right):
    ink = drawing.canvas[..., 0] / np.float32(255)
    moved = np.pad(ink, ((down, 90 - down), (right, 90 - right)))
    here = read_ink(np.pad(ink, ((0, 90), (0, 90)))).digit
    assert apart(read_ink(moved).digit, here) < 0.5  # what leans far is sheared in steps that are rounded


@settings(max_examples=40)
@given(drawing=drawings)
def test_the_size_hardly_matters(drawing):
    ink = drawing.canvas[..., 0] / np.float32(255)
    twice = np.kron(ink, np.ones((2, 2), np.float32))
    assert apart(read_ink(ink).digit, read_ink(twice).digit) < 15


@settings(max_examples=40)
@given(drawing=drawings)
def test_the_box_and_the_centre_of_mass_are_as_in_mnist(drawing):
    digit = read_drawing(drawing.canvas).digit / 255
    top, left, bottom, right = ink_box(digit)
    assert 18 <= max(bottom - top, right - left) <= 20
    middle = np.array([(digit.sum(1 - axis) * np.arange(28)).sum() / digit.sum() for axis in (0, 1)])
    assert (np.abs(middle - 14) <= 0.51).all()


@settings(max_examples=30)
@given(drawing=drawings, steps=st.permutations(ALL_STEPS))
def test_the_order_in_which_steps_are_named_does_not_matter(drawing, steps):
    assert np.array_equal(read_drawing(drawing.canvas, steps=steps).digit, read_drawing(drawing.canvas).digit)


@settings(max_examples=30)
@given(drawing=drawings, steps=some_steps)
def test_a_drawing_is_read_the_same_way_twice(drawing, steps):
    canvas = drawing.canvas
    before = canvas.copy()
    assert np.array_equal(read_drawing(canvas, steps=steps).digit, read_drawing(canvas, steps=steps).digit)
    assert np.array_equal(canvas, before)

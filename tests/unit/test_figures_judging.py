"""The figures that judge a network, by their data."""

import numpy as np
import pytest

from mnistnet.figures.calibration import reliability_diagram, threshold_curves
from mnistnet.figures.confusion import confusion
from mnistnet.figures.judging import accuracy_bars, turned
from mnistnet.figures.theme import MARK
from mnistnet.mistakes.calibration import reliability, with_threshold

COUNTS = np.array([[50, 2, 0], [1, 40, 3], [0, 0, 60]])


def test_confusion_colours_mistakes_only_and_writes_all_counts():
    figure = confusion(COUNTS)
    heat, right, cells = figure.data
    assert np.isnan(np.diagonal(heat.z)).all() and heat.z[1, 2] == 3 and heat.zmax > 3
    assert heat.text[0][1] == "2" and heat.text[0][2] == "" and heat.text[0][0] == ""
    assert list(right.text) == ["50✓", "40✓", "60✓"]
    places = {int(n): (y, x) for n, x, y in zip(cells.customdata, cells.x, cells.y, strict=True)}
    assert places[5] == (1, 2) and len(places) == 9
    assert cells.text[5] == "label 1, answer 2: 3 times"


@pytest.mark.parametrize(
    ("chosen", "box"),
    [((1, 2), (1.5, 2.5, 0.5, 1.5)), ((1, None), (-0.5, 2.5, 0.5, 1.5)), ((None, 2), (1.5, 2.5, -0.5, 2.5))],
)
def test_confusion_marks_what_is_chosen(chosen, box):
    (shape,) = confusion(COUNTS, chosen=chosen).layout.shapes
    assert (shape.x0, shape.x1, shape.y0, shape.y1) == box and shape.line.color == MARK


def test_confusion_without_mistakes_has_a_scale_and_no_mark():
    figure = confusion(np.diag([3, 4]))
    assert figure.data[0].zmax > 0 and not figure.layout.shapes


def test_bars_say_their_value():
    figure = accuracy_bars(np.array([0.5, np.nan, 1]), ["0", "1", "2"], label="label", best=2)
    bars = figure.data[0]
    assert list(bars.text) == ["50.0 %", "", "100.0 %"] and bars.marker.color[2] != bars.marker.color[0]


def test_the_reliability_diagram_shows_filled_bins_only():
    figure = reliability_diagram(reliability([0.15, 0.95, 0.95], [True, True, False]))
    line, bars = figure.data
    assert list(line.x) == list(line.y) == [0, 1]
    np.testing.assert_allclose(bars.x, [0.15, 0.95])
    np.testing.assert_allclose(bars.y, [1, 0.5])
    assert list(bars.text) == ["1", "2"]


def test_threshold_curves_carry_both_shares_and_the_chosen_threshold():
    curves = with_threshold([0.2, 0.8], [False, True], [0, 0.5])
    figure = threshold_curves(curves, chosen=0.5)
    assert [list(trace.y) for trace in figure.data] == [[1, 0.5], [0.5, 1]]
    assert figure.data[0].line.dash != figure.data[1].line.dash, "not by colour alone"
    assert figure.layout.shapes[0].x0 == 0.5


def test_turned_pixels_are_framed_and_signed():
    image = np.array([[0, 255], [255, 0]], np.uint8)
    figure = turned(image, ((0, 1), (1, 1)))
    np.testing.assert_array_equal(figure.data[0].z, image)
    assert list(figure.data[1].text) == ["<b>+</b>", "<b>−</b>"]
    assert [(shape.x0, shape.y0) for shape in figure.layout.shapes] == [(0.5, -0.5), (0.5, 0.5)]

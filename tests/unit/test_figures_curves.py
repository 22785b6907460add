"""The figures of the Activations page, by their data."""

import numpy as np

from mnistnet.basics.curves import activation_curves
from mnistnet.figures.curves import curves, plane

LINES = activation_curves(np.linspace(-6, 6, 25))


def test_all_curves_are_drawn_with_a_dot_at_the_point():
    figure = curves(LINES, point=1.0)
    *lines, dots = figure.data
    assert [line.name for line in lines] == [line.name for line in LINES]
    assert len({line.line.dash for line in lines}) == len(lines), "not by colour alone"
    for line, curve in zip(lines, LINES, strict=True):
        np.testing.assert_array_equal(line.y, curve.values)
    assert list(dots.x) == [1.0] * len(LINES) and dots.y[0] == 1 and figure.layout.shapes[0].x0 == 1.0


def test_slopes_are_drawn_when_asked_for():
    figure = curves(LINES, point=0.0, slopes=True)
    np.testing.assert_array_equal(figure.data[1].y, LINES[1].slopes)
    assert max(figure.data[1].y) == 0.25


def test_the_plane_is_centred_on_undecided_and_classes_have_their_own_marks():
    side, sure = np.linspace(-1, 1, 3), np.array([[0, 0.5, 1]] * 3)
    points, labels = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), np.array([0, 1, 1])
    heat, circles, crosses = plane(side, sure, points, labels).data
    assert heat.z[0].tolist() == [-1, 0, 1] and heat.zmin == -heat.zmax
    assert list(circles.x) == [0.1] and list(crosses.y) == [0.4, 0.6]
    assert circles.marker.symbol != crosses.marker.symbol

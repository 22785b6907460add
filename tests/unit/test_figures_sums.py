"""The hills of sums under their curve, by their data."""

import numpy as np

from mnistnet.basics.curves import activation_curves
from mnistnet.figures.sums import sums_under_curve

EDGES, COUNTS = np.array([-200.0, 0, 200]), np.array([3, 5])
CURVE = activation_curves(np.linspace(-200, 200, 5), ["sigmoid"])[0]


def test_hills_and_curve_share_the_axis_of_sums():
    figure = sums_under_curve(COUNTS, EDGES, CURVE)
    hills, curve = figure.data
    assert list(hills.x) == [-100, 100] and list(hills.y) == [3, 5] and curve.yaxis == "y2"
    np.testing.assert_array_equal(curve.y, CURVE.values)
    assert figure.layout.xaxis.range == (-200, 200) and not figure.layout.shapes


def test_only_sums_that_overflow_are_shaded():
    shade = sums_under_curve(COUNTS, EDGES, CURVE, overflow=-88.7).layout.shapes[0]
    assert (shade.x0, shade.x1) == (-200, -88.7)
    assert not sums_under_curve(COUNTS, EDGES, CURVE, overflow=-300).layout.shapes


def test_a_layer_without_a_curve_has_hills_alone():
    assert len(sums_under_curve(COUNTS, EDGES, None).data) == 1

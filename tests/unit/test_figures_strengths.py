"""The curves of accuracy against strength, by their data."""

import numpy as np

from mnistnet.figures.strengths import strength_curves
from mnistnet.figures.theme import BAR_BEST

STRENGTHS = [-1.0, 0.0, 1.0]
CURVES = {f"net {i}": np.array([0.1 * i, 0.9, np.nan]) for i in range(4)}


def test_every_network_has_a_curve_with_signs_of_its_own():
    figure = strength_curves(STRENGTHS, CURVES, unit="pixels", bench="net 2", at=0.5)
    assert [line.name for line in figure.data] == list(CURVES)
    for line, values in zip(figure.data, CURVES.values(), strict=True):
        np.testing.assert_allclose(line.y, values, rtol=1e-6)
        assert list(line.x) == STRENGTHS
    assert len({(line.line.dash, line.marker.symbol) for line in figure.data}) == 4, "not by colour alone"
    assert figure.data[2].line.width > figure.data[0].line.width and figure.data[2].line.color == BAR_BEST
    assert figure.layout.shapes[-1].x0 == 0.5 and figure.layout.xaxis.title.text == "pixels"


def test_guessing_is_marked_and_nothing_else_without_a_strength():
    figure = strength_curves(STRENGTHS, CURVES, unit="pixels", bench="none of them")
    assert len(figure.layout.shapes) == 1 and figure.layout.shapes[0].y0 == 0.1

"""Logarithmic axes have ticks that read as numbers, and a share in percent never claims a certainty that it is not."""

import numpy as np
import pytest

from mnistnet.figures.learning import compared_curves, learning_curves
from mnistnet.figures.log_axis import accuracy_axis, log_axis, misread
from mnistnet.words.shares import share

LOSSES = [2.3, 0.9, None, 0.31, 0.12]


def test_ticks_are_numbers_within_what_is_drawn():
    axis = log_axis(LOSSES)
    assert axis["ticktext"] == ["0.2", "0.5", "1", "2"]
    assert [float(text) for text in axis["ticktext"]] == axis["tickvals"]


@pytest.mark.parametrize("low, high", [(0.1, 2), (0.14, 0.17), (0.003, 0.9), (1e-9, 1e3), (0.5, 0.5), (3, 4000)])
def test_every_axis_has_a_few_ticks_in_rising_order_that_say_their_value(low, high):
    axis = log_axis([high, low, 0, float("nan"), -1])
    ticks = axis["tickvals"]
    assert ticks == sorted(set(ticks)) and (len(ticks) > 1 or low == high) and len(ticks) < 14
    assert all(low / 1.11 <= tick <= high * 1.11 for tick in ticks)
    assert [float(text.replace(",", "")) for text in axis["ticktext"]] == pytest.approx(ticks)


def test_without_a_positive_value_the_axis_is_linear():
    assert log_axis([0, None, -2]) == {"type": "linear"}


def test_loss_curves_have_such_an_axis_and_accuracy_is_told_as_a_share():
    curves = {"training": ([0, 1, 2, 3, 4], LOSSES)}
    for figure in (learning_curves(curves, measure="loss"), compared_curves(curves, measure="loss")):
        assert list(figure.layout.yaxis.ticktext) == log_axis(LOSSES)["ticktext"]
    (drawn,) = learning_curves({"training": ([0, 1], [0.5, 0.99999])}, measure="accuracy").data
    assert list(drawn.text) == ["50.00 %", "> 99.99 %"]
    assert drawn.y == pytest.approx([0.5, 0.00001], rel=1e-3) and list(drawn.meta["y"]) == [0.5, 0.99999]


@pytest.mark.parametrize("accuracies", [[0.1, 0.92, 0.97, 0.991], [0.1, 0.98, 1.0], [0.5], [1.0, 1.0], [0.0, 0.2]])
def test_an_axis_of_accuracies_goes_up_and_its_ticks_say_the_accuracy(accuracies):
    axis, least = accuracy_axis([*accuracies, None, float("nan")])
    for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        said = float(text.removesuffix(" %")) / 100
        assert 1 - tick == pytest.approx(said, abs=1e-6) or (said == 1 and tick == least)
    bottom, top = axis["range"]
    drawn = np.log10(misread(accuracies, least))
    assert top < min(drawn) and max(drawn) < bottom
    assert list(np.argsort(drawn)) == list(np.argsort(-np.array(accuracies)))


def test_only_all_is_a_hundred_percent_and_only_nothing_is_none():
    assert [share(v, 2) for v in (0, 1e-5, 0.99472, 0.99995, 1)] == [
        "0.00 %",
        "< 0.01 %",
        "99.47 %",
        "> 99.99 %",
        "100.00 %",
    ]
    for value in np.nextafter([0, 1], [1, 0]):
        assert share(value)[0] in "<>"

"""Bars of counts: the figure holds what it was given."""

import numpy as np

from mnistnet.figures.counts import count_bars


def test_each_bar_is_a_count_written_out():
    figure = count_bars(np.array([0, 1200, 7]), ["0", "1", "2"], label="label")
    (bar,) = figure.data
    assert list(bar.y) == [0, 1200, 7] and list(bar.text) == ["0", "1,200", "7"]
    assert figure.layout.yaxis.range[1] > 1200


def test_nothing_at_all_is_drawn_too():
    assert count_bars(np.zeros(3, int), list("abc"), label="x").layout.yaxis.range[1] > 0

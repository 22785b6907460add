"""Figures of two networks: signed counts on a scale centred on zero, likeness from 0 to 1, one scale for two."""

import numpy as np
import pytest

from mnistnet.figures import answers, mosaic
from mnistnet.figures.comparison import UNLIKE_TO_ALIKE, confusion_difference, likeness_grid

CHANGE = np.array([[2, -3, 1], [0, 0, 0], [-1, 0, 1]])


def test_the_difference_is_signed_and_centred_on_zero():
    heat, cells = confusion_difference(CHANGE).data
    assert (heat.z == CHANGE).all() and heat.zmin == -heat.zmax and heat.zmax >= 3
    assert [list(row) for row in heat.text] == [["+2", "−3", "+1"], ["", "", ""], ["−1", "", "+1"]]
    assert list(cells.customdata) == list(range(9))
    assert [divmod(n, 3) for n in cells.customdata] == list(zip(cells.y, cells.x, strict=True))
    assert cells.text[1] == "label 0, answer 1: −3"


def test_no_difference_is_no_error():
    assert confusion_difference(np.zeros((4, 4), int)).data[0].zmax > 0


@pytest.mark.parametrize(
    ("chosen", "edges"),
    [((2, 0), (-0.5, 0.5, 1.5, 2.5)), ((1, None), (-0.5, 2.5, 0.5, 1.5)), ((None, 2), (1.5, 2.5, -0.5, 2.5))],
)
def test_the_chosen_cells_are_marked(chosen, edges):
    plain, marked = confusion_difference(CHANGE), confusion_difference(CHANGE, chosen=chosen)
    assert len(marked.layout.shapes) == len(plain.layout.shapes) + 1
    frame = marked.layout.shapes[-1]
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == edges


def test_likeness_is_written_into_every_cell_that_has_one():
    values = np.array([[1, 0.5, np.nan], [0.25, 0, 0.126]])
    figure = likeness_grid(values, ["pixels", "z1"], ["pixels", "z1", "z2"], row_title="one", column_title="other")
    heat, written = figure.data
    assert heat.zmin == 0 and heat.zmax == 1 and len(heat.colorscale) == len(UNLIKE_TO_ALIKE)
    assert list(written.text) == ["1.00", "0.50", "0.25", "0.00", "0.13"]
    assert list(zip(written.y, written.x, strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]
    assert figure.layout.xaxis.title.text == "other" and figure.layout.yaxis.title.text == "one"
    assert written.textfont.color[0] != written.textfont.color[3], "letters stand out on dark and on light cells"


def test_two_mosaics_can_share_a_scale():
    maps = np.array([[[1.0, -2.0]], [[0.5, 0.0]]])
    assert mosaic(maps, ["a", "b"], across=2, unit="u").data[0].zmax == 2
    assert mosaic(maps, ["a", "b"], across=2, unit="u", limit=5).data[0].zmax == 5
    assert mosaic(maps, ["a", "b"], across=2, unit="u", limit=5, own_scale=True).data[0].zmax == 1


def test_narrow_bars_leave_more_room_for_words():
    assert answers(np.array([0.2, 0.8])).layout.xaxis.range == (0, 1.32)
    assert answers(np.array([0.2, 0.8]), beyond=0.6).layout.xaxis.range == (0, 1.6)

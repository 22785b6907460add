"""Sheets and bars by their data."""

import numpy as np
import pytest

from mnistnet.figures.bars import DOWN, UP, bars
from mnistnet.figures.sheet import sheet, verdict_titles
from mnistnet.figures.theme import RIGHT, WRONG
from mnistnet.figures.tiles import Tiles

PICTURES = np.random.default_rng(1).random((3, 4, 5))


def test_a_sheet_shows_every_pixel_at_its_place():
    heat = sheet(PICTURES, list("abc"), across=2).data[0]
    for tile, row, column in np.ndindex(PICTURES.shape):
        top, left = Tiles(3, 4, 5, 2, head=2).corner(tile)
        assert heat.z[top + row, left + column] == pytest.approx(PICTURES[tile, row, column])
    assert (heat.zmin, heat.zmax) == (0, 1)


def test_bytes_and_shares_are_the_same_ink():
    levels = np.arange(60, dtype=np.uint8).reshape(3, 4, 5)
    for one, other in zip(sheet(levels, "abc", across=2).data, sheet(levels / 255, "abc", across=2).data, strict=True):
        if one.type == "heatmap":
            np.testing.assert_allclose(one.z, other.z, rtol=1e-6)


def test_a_click_on_a_sheet_gives_the_number_and_frames_say_right_or_wrong():
    figure = sheet(PICTURES, list("abc"), across=2, numbers=[7, 8, 9], right=[True, False, True], chosen=9)
    assert list(figure.data[2].customdata) == [7, 8, 9] and list(figure.data[1].text) == list("abc")
    assert [shape.line.color for shape in figure.layout.shapes[:3]] == [RIGHT, WRONG, RIGHT]
    top, left = Tiles(3, 4, 5, 2, head=2).corner(2)
    mark = figure.layout.shapes[3]
    assert mark.x0 < left and mark.y0 < top
    assert len(sheet(PICTURES, list("abc"), across=2).layout.shapes) == 3


def test_titles_say_right_and_wrong_in_signs():
    titles = verdict_titles([3, 7], [3, 8], [0.982, 0.61], [True, False])
    assert titles == ["3 ✓ 98.2 %", "7 → 8 ✗ 61.0 %"]


def test_signed_bars_have_sides_colours_and_figures():
    (bar,) = bars(np.array([1.5, -0.25, np.nan]), list("abc"), signed=True).data
    assert list(bar.text) == ["+1.50", "−0.25", "–"]
    assert bar.marker.color[:2] == (UP, DOWN)
    np.testing.assert_allclose(bar.x[:2], [1.5, -0.25])


def test_plain_bars_mark_the_largest():
    for digits, letters in ((2, 5), (4, 7)):  # "−0.0061" fits beside the longest bar, 230 pixels wide in all
        low, high = bars(np.array([0.002, -0.0061]), list("ab"), signed=True, digits=digits).layout.xaxis.range
        assert (-0.0061 - low) / (high - low) * 230 > 5.5 * letters, digits
    figure = bars(np.array([0.2, 0.9, 0.1]), list("abc"))
    colours = figure.data[0].marker.color
    assert colours[1] != colours[0] == colours[2] and figure.layout.xaxis.range[0] == 0
    assert bars(np.zeros(2), list("ab")).data[0].text == ("0.00", "0.00")

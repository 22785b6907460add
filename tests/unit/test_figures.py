"""Figures by their data: what is drawn is what was given, at its place, on an honest scale."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet.figures import answers, digit_png, large_map, mosaic, node_titles, share, wall
from mnistnet.figures.contour import contour
from mnistnet.figures.tiles import Tiles

MAPS = np.random.default_rng(4).normal(size=(5, 4, 3)).astype(np.float32)


def cell(figure, tile, row, column):
    """Return the value that the mosaic shows for one pixel of one map."""
    top, left = Tiles(*figure.layout.meta["tiles"]).corner(tile)
    return figure.data[0].z[top + row, left + column], figure.data[0].customdata[top + row, left + column]


def test_mosaic_shows_every_value_at_its_place():
    figure = mosaic(MAPS, list("abcde"), across=2, unit="change", nodes=[7, 8, 9, 10, 300])
    for tile, row, column in np.ndindex(MAPS.shape):
        value, place = cell(figure, tile, row, column)
        assert value == MAPS[tile, row, column]
        assert list(place) == [[7, 8, 9, 10, 300][tile], row, column]
    assert np.isfinite(figure.data[0].z).sum() == MAPS.size, "between the maps there is nothing"


def test_the_scale_is_symmetric_and_common():
    figure = mosaic(MAPS, list("abcde"), across=2, unit="change of z1")
    heat = figure.data[0]
    assert -heat.zmin == heat.zmax == pytest.approx(np.abs(MAPS).max())
    assert heat.autocolorscale and heat.colorbar.title.text == "change of z1"


def test_own_scale_divides_each_map_and_still_tells_the_value():
    figure = mosaic(MAPS, list("abcde"), across=2, unit="change", own_scale=True)
    tiles = Tiles(*figure.layout.meta["tiles"])
    for tile in range(5):
        top, left = tiles.corner(tile)
        part = np.s_[top : top + 4, left : left + 3]
        assert np.abs(figure.data[0].z[part]).max() == pytest.approx(1)
        np.testing.assert_array_equal(figure.data[0].text[part], MAPS[tile])


def test_a_click_carries_the_node_and_the_chosen_node_is_framed():
    figure = mosaic(MAPS, list("abcde"), across=2, unit="change", nodes=[7, 8, 9, 10, 11], chosen=9, told=list("vwxyz"))
    titles, squares = figure.data[-2:]
    assert list(titles.text) == list("abcde")
    assert list(squares.customdata) == [7, 8, 9, 10, 11] and list(squares.text) == list("vwxyz")
    (frame,) = figure.layout.shapes
    top, left = Tiles(*figure.layout.meta["tiles"]).corner(2)
    assert (squares.x[2], squares.y[2]) == (left + 1, pytest.approx(top + 1.5, abs=0.5)), "in the middle of its map"
    assert frame.x0 < left < frame.x1 and frame.y0 < top < frame.y1
    assert not mosaic(MAPS, list("abcde"), across=2, unit="change", chosen=99).layout.shapes


def test_maps_of_zeros_have_a_scale_too():
    assert mosaic(np.zeros((2, 3, 3)), ["a", "b"], across=2, unit="x").data[0].zmax == 1
    assert large_map(np.zeros((3, 3)), unit="x").data[0].zmax == 1


def test_grey_is_brighter_for_positive():
    colours = large_map(MAPS[0], unit="x", colours="grey").data[0].colorscale
    low, high = ([int(v) for v in colour[4:-1].split(",")] for _, colour in (colours[0], colours[-1]))
    assert sum(high) > sum(low)


def test_answers_mark_right_and_wrong_by_more_than_colour():
    outputs = np.array([0.1, 0.7, 0.2])
    right, wrong, plain = answers(outputs, label=1), answers(outputs, label=2), answers(outputs)
    assert right.data[0].text[1] == "70.0 % ✓" and wrong.data[0].text[1] == "70.0 % ✗"
    assert wrong.data[0].text[2] == "20.0 % ← label" and plain.data[0].text[1] == "70.0 %"
    assert right.data[0].marker.color[1] != wrong.data[0].marker.color[1]
    np.testing.assert_allclose(right.data[0].x, outputs, rtol=1e-6)


def test_shares_have_the_precision_that_means_something():
    assert [share(v) for v in (0, 1e-7, 0.0314, 0.99999, 1)] == ["0.0 %", "< 0.1 %", "3.1 %", "> 99.9 %", "100.0 %"]
    assert node_titles([1, 0], np.array([0.5, -0.25])) == ["1 · −0.25", "0 · 0.50"]


def test_the_wall_frames_and_numbers_every_digit():
    images = np.arange(3 * 4, dtype=np.uint8).reshape(3, 2, 2)
    figure = wall(images, [3, 1, 4], [3, 7, 4], numbers=[60, 61, 62], across=2, chosen=61)
    assert list(figure.data[1].text) == ["3 ✓", "1 → 7 ✗", "4 ✓"]
    assert list(figure.data[2].customdata) == [60, 61, 62]
    right, wrong, _ = figure.layout.shapes
    assert right.line.color != wrong.line.color and wrong.line.width > right.line.width


@pytest.mark.parametrize("dark", [False, True])
def test_ink_on_paper_and_chalk_on_the_board(dark):
    picture = Image.open(io.BytesIO(digit_png(np.array([[0, 255]], np.uint8), dark=dark, zoom=3))).convert("RGB")
    assert picture.size == (6, 3)
    blank, full = sum(picture.getpixel((0, 0))), sum(picture.getpixel((5, 2)))
    assert (blank < full) == dark


def test_pixels_of_a_large_map_can_be_clicked():
    figure = large_map(MAPS[0], unit="x", clickable=[0, 5, 11], chosen=5)
    points = figure.data[1]
    assert list(points.customdata) == [0, 5, 11] and list(zip(points.x, points.y, strict=True)) == [
        (0, 0),
        (2, 1),
        (2, 3),
    ]
    mark = figure.layout.shapes[0]
    assert mark.x0 < 2 < mark.x1 and mark.y0 < 1 < mark.y1


@pytest.mark.parametrize("seed", range(3))
def test_the_contour_has_every_edge_between_ink_and_paper_once(seed):
    mask = np.random.default_rng(seed).random((6, 5)) < 0.5
    x, y = contour(mask)
    lines = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1)
    lines = lines[np.isfinite(lines).all(axis=1)]
    inside = np.pad(mask, 1)
    expected = (inside[1:] != inside[:-1]).sum() + (inside[:, 1:] != inside[:, :-1]).sum()
    assert np.abs(lines[:, 2:] - lines[:, :2]).sum() == expected, "their lengths make up all edges"
    for x0, y0, x1, y1 in lines:
        across, middle_x, middle_y = y0 == y1, round((x0 + x1) / 2), round((y0 + y1) / 2)
        before, after = (int(np.floor((y0 if across else x0) + side)) for side in (-0.5, 0.5))
        sides = ((before, middle_x), (after, middle_x)) if across else ((middle_y, before), (middle_y, after))
        assert len({bool(inside[row + 1, column + 1]) for row, column in sides}) == 2


def test_a_narrow_map_breaks_its_title_and_leaves_room_for_both_lines():
    wide, narrow = (mosaic(MAPS, ["23 · 98.4 %"] * 5, across=2, unit="u", tile=tile) for tile in (120, 50))
    assert wide.data[-1].text[0] == "23 · 98.4 %" and narrow.data[-1].text[0] == "23<br>98.4 %"
    heads = [figure.layout.meta["tiles"][-1] / 4 * tile for figure, tile in ((wide, 120), (narrow, 50))]
    assert heads[0] >= 16 and heads[1] >= 32

"""The figures of the Trust page by their data."""

import numpy as np
import pytest

from mnistnet.faithfulness import Curve
from mnistnet.figures.beside import beside
from mnistnet.figures.erasing import erasure_curves, film
from mnistnet.figures.scoreboard import CALM_TO_LOUD, contrasting, score_grid
from mnistnet.figures.tiles import Tiles

ALARMS = np.array([[0.0, 1.0], [np.nan, 0.5], [np.nan, np.nan]])
TEXTS = [["1", "0.3"], ["–", "0.8"], ["–", "–"]]
RNG = np.random.default_rng(6)


def test_every_value_stands_in_its_cell():
    heat, values, left_out = score_grid(TEXTS, ALARMS, ["p", "q", "s"], ["a1", "z1"]).data
    np.testing.assert_array_equal(heat.z, ALARMS.astype(np.float32))
    assert list(zip(values.x, values.y, values.text, strict=True)) == [(0, 0, "1"), (1, 0, "0.3"), (1, 1, "0.8")]
    assert list(zip(left_out.x, left_out.y, left_out.text, strict=True)) == [(0.5, 2, "does not apply"), (0, 1, "–")]


def test_the_colours_are_fixed_and_so_the_same_in_light_and_dark():
    heat = score_grid(TEXTS, ALARMS, ["p", "q", "s"], ["a1", "z1"]).data[0]
    assert tuple(colour for _, colour in heat.colorscale) == CALM_TO_LOUD and (heat.zmin, heat.zmax) == (0, 1)
    assert not heat.autocolorscale


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("alarm", "cell"), list(zip((0, 1 / 3, 2 / 3, 1), CALM_TO_LOUD, strict=True)))
def test_letters_can_be_read_on_every_colour(alarm, cell):
    low, high = sorted((luminance(contrasting(alarm)), luminance(cell)))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_film_shows_every_frame_and_marks_the_turn():
    frames = RNG.random((4, 3, 3))
    figure = film(frames, ["1 %", "2 %", "3 %", "4 %"], across=2, tile=60, mark=2)
    tiles = Tiles(4, 3, 3, 2, head=2)
    for i in range(4):
        row, column = tiles.corner(i)
        np.testing.assert_array_equal(
            figure.data[0].z[row : row + 3, column : column + 3], frames[i].astype(np.float32)
        )
    assert list(figure.data[2].text) == ["1 %", "2 %", "3 %", "4 %"]
    (frame,) = figure.layout.shapes
    row, column = tiles.corner(2)
    assert frame.x0 < column < frame.x1 and frame.y0 < row < frame.y1
    assert not film(frames, list("abcd"), across=2).layout.shapes


def test_curves_are_solid_for_erasing_and_dotted_for_putting_in():
    fractions = np.linspace(0, 1, 3)
    gone, come = Curve(fractions, np.array([[1, 0.5, 0]])), Curve(fractions, np.array([[0, 0.9, 1]]))
    lines = erasure_curves({"m": (gone, come), "n": (come, gone)}, what="output").data
    assert [(line.name, line.line.dash) for line in lines] == [
        ("m, erased", "solid"),
        ("m, put in", "dot"),
        ("n, erased", "solid"),
        ("n, put in", "dot"),
    ]
    np.testing.assert_array_equal(lines[1].y, [0, 0.9, 1])
    assert lines[0].line.color == lines[1].line.color != lines[2].line.color


def shown(figure, tiles, place):
    row, column = tiles.corner(place)
    return figure.data[0].z[row : row + 28, column : column + 28]


def test_maps_side_by_side_share_a_scale_but_for_those_in_another_unit():
    maps = [RNG.normal(size=(28, 28)), None, 5000 * RNG.normal(size=(28, 28))]
    notes = ["r 1", "does not<br>apply", "a speed"]
    figure = beside(maps, list("abc"), notes, across=3, unit="change", other_unit=[2], tile=108)
    tiles = Tiles(3, 28, 28, 3, head=14)
    limit = np.abs(maps[0]).max()
    assert figure.data[0].zmax == pytest.approx(limit) and -figure.data[0].zmin == figure.data[0].zmax
    np.testing.assert_allclose(shown(figure, tiles, 0), maps[0], rtol=1e-5)
    assert np.isnan(shown(figure, tiles, 1)).all(), "a method that does not apply draws nothing"
    np.testing.assert_allclose(shown(figure, tiles, 2), maps[2] * limit / np.abs(maps[2]).max(), rtol=1e-5)
    row, column = tiles.corner(2)
    assert figure.data[0].text[row, column] == np.float32(maps[2][0, 0]), "on hover stands the true value"
    assert list(figure.data[-1].text) == ["<b>a</b><br>r 1", "<b>b</b><br>does not<br>apply", "<b>c</b><br>a speed"]


def test_with_scales_of_their_own_every_map_reaches_full_colour():
    maps = [RNG.normal(size=(28, 28)), 9 * RNG.normal(size=(28, 28)), np.zeros((28, 28))]
    figure = beside(maps, list("abc"), list("xyz"), across=3, unit="change", own_scale=True, tile=108)
    tiles = Tiles(3, 28, 28, 3, head=14)
    assert [np.abs(shown(figure, tiles, i)).max() for i in range(3)] == pytest.approx([1, 1, 0])
    assert figure.data[0].zmax == 1


def test_nodes_that_never_react_have_a_scale_too():
    assert beside([np.zeros((28, 28))], ["a"], [""], across=1, unit="x").data[0].zmax == 1

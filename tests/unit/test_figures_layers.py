"""The pictures of layers, by their data."""

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.figures.architecture import architecture
from mnistnet.figures.film import film
from mnistnet.figures.layers import passage
from mnistnet.figures.player import player
from mnistnet.figures.theme import MARK
from mnistnet.figures.tiles import GAP, Tiles
from mnistnet.patterns import layer_outputs, layer_summary

DIGIT = load_digits().split("test").images[0]
OUTPUTS = layer_outputs(load_network("rows"), DIGIT)


def heats(figure):
    return [trace for trace in figure.data if trace.type == "heatmap"]


def test_every_layer_is_shown_whole_under_its_name_and_shape():
    figure = passage(OUTPUTS, across=4, tile=200)
    for heat, output in zip(heats(figure), OUTPUTS, strict=True):
        shown = heat.z[np.isfinite(heat.z)]
        np.testing.assert_array_equal(shown, output.values.astype(np.float32).ravel())
    titles = figure.data[-1]
    assert titles.text[1].startswith("<b>rows 75</b> 28 × 75") and list(titles.customdata) == list(range(7))


def test_pictures_lie_in_their_own_places():
    figure = passage(OUTPUTS, across=3, tile=200)
    for i, heat in enumerate(heats(figure)):
        rows, columns = heat.z.shape
        left, right = heat.x0 - heat.dx / 2, heat.x0 + heat.dx * (columns - 0.5)
        assert i % 3 <= left < right <= i % 3 + 1
        assert heat.dx == pytest.approx(heat.dy) or rows == 1


def test_strips_are_one_row_high_enough_to_see():
    heat = heats(passage(OUTPUTS, across=4, tile=200, as_strips=True))[5]
    assert heat.z.shape == (1, 280) and heat.dy > 20 * heat.dx


def test_one_scale_or_one_for_each():
    own = [heat.zmax for heat in heats(passage(OUTPUTS, across=4, tile=200))]
    np.testing.assert_allclose(own, [o.values.max() for o in OUTPUTS])
    common = {heat.zmax for heat in heats(passage(OUTPUTS, across=4, tile=200, common_scale=True))}
    assert common == {max(own)}


def test_negative_values_get_a_scale_centred_on_zero():
    outputs = layer_outputs(load_network("scratch"), DIGIT)
    signed = [type(o)(o.name, o.kind, o.parameters, o.values - 0.3) for o in outputs]
    for heat in heats(passage(signed, across=4, tile=200)):
        assert heat.zmin == -heat.zmax and heat.autocolorscale
    viridis = heats(passage(signed, across=4, tile=200, palette="viridis"))[0]
    assert viridis.zmin < 0 and viridis.zmin != -viridis.zmax


def test_the_chosen_layer_is_framed_by_its_number():
    figure = passage(OUTPUTS[2:4], across=2, tile=200, numbers=[2, 3], chosen=3)
    (frame,) = [shape for shape in figure.layout.shapes if shape.line.color == MARK]
    assert 1 <= frame.x0 < frame.x1 <= 2 and list(figure.data[-1].customdata) == [2, 3]


def test_a_player_starts_where_it_shall_and_has_every_picture_on_one_scale():
    pictures = np.arange(12, dtype=float).reshape(3, 2, 2)
    figure = player(pictures, ["a", "b", "c"], start=1)
    np.testing.assert_array_equal(figure.data[0].z, pictures[1])
    assert (figure.data[0].zmin, figure.data[0].zmax) == (0, 11) and figure.layout.sliders[0].active == 1
    for frame, step, picture in zip(figure.frames, figure.layout.sliders[0].steps, pictures, strict=True):
        np.testing.assert_array_equal(frame.data[0].z, picture)
        assert step.args[0] == [frame.name] or step.args[0] == (frame.name,)


def test_the_last_layer_says_which_square_is_which_answer():
    answers = passage(OUTPUTS, across=4, tile=200).layout.annotations
    assert [one.text for one in answers] == [f"<b>{digit}</b>" for digit in range(10)]
    assert len({(one.x, one.y) for one in answers}) == 10


def test_a_film_shows_each_epoch_at_its_place_on_one_scale():
    pictures = np.random.default_rng(0).random((5, 3, 4)).astype(np.float32)
    figure = film(pictures, list("abcde"), across=2, tile=100, numbers=[0, 1, 2, 3, 4], chosen=4)
    heat = figure.data[0]
    head = (heat.z.shape[0] // 3) - 3 - GAP
    tiles = Tiles(5, 3, 4, 2, head)
    for i, picture in enumerate(pictures):
        row, column = tiles.corner(i)
        np.testing.assert_array_equal(heat.z[row : row + 3, column : column + 4], picture)
    assert heat.zmax == pytest.approx(pictures.max()) and heat.zmin == 0
    assert list(figure.data[-1].customdata) == [0, 1, 2, 3, 4] and len(figure.layout.shapes) == 1


def test_the_architecture_has_a_box_for_each_layer_and_wider_ones_for_longer_rows():
    rows = layer_summary(load_network("rows"))
    figure = architecture(rows, chosen=2)
    boxes = figure.layout.shapes
    assert len(boxes) == len(rows)
    widths = [box.x1 - box.x0 for box in boxes]
    assert np.argsort(widths, kind="stable").tolist() == np.argsort([r[2][-1] for r in rows], kind="stable").tolist()
    assert boxes[2].line.color == MARK and boxes[1].line.color != MARK
    assert figure.data[0].text[1] == "<b>rows 75</b>  28 × 75"

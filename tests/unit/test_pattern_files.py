"""Pictures and arrays of passages: colours as on the page, numbers as the network computes them, titles by layer."""

import io
import json
import tomllib
from pathlib import Path

import numpy as np
import plotly.colors
import pytest
from PIL import Image

from mnistnet.figures.film import PALETTES as OF_FIGURES
from mnistnet.figures.film import palette_colours
from mnistnet.patterns import layer_outputs, pass_through, row_network
from mnistnet.patterns.colours import DIVERGING, PALETTES, SEQUENTIAL, VIRIDIS, coloured, scale_of
from mnistnet.patterns.made import made_patterns
from mnistnet.patterns.pictures import HEAD, MARGIN, Look, layer_pngs, sheet_png, title_of
from mnistnet.patterns.store import store_patterns
from mnistnet.patterns.take_home import many_files, packed, save_files

NETWORK = row_network(8, 3, "6 middle, 4")
PATTERNS = made_patterns(8, 3, 30)


def rgb(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def test_the_colours_are_those_of_the_app():
    theme = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())["theme"]
    for dark, name in ((False, "light"), (True, "dark")):
        assert list(SEQUENTIAL[dark]) == theme[name]["chartSequentialColors"]
        assert list(DIVERGING[dark]) == theme[name]["chartDivergingColors"]
    assert [colour.lower() for colour in VIRIDIS] == plotly.colors.sequential.Viridis
    assert PALETTES == OF_FIGURES


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("limit", [(0.0, 2.0), (0.5, 3.0), (-1.0, 0.5), (-1.0, 4.0), (0.0, 0.0), (-2.0, -1.0)])
def test_a_scale_reaches_as_far_as_on_the_page(limit, palette):
    shown = palette_colours(limit, palette)
    assert scale_of(limit, palette) == (shown["zmin"], shown["zmax"])


def test_zero_is_paper_and_the_largest_value_is_ink():
    assert coloured(np.array([0.0, 2.0, np.nan]), (0.0, 2.0)).tolist() == [
        rgb("#FBFAF6"),
        rgb("#16181C"),
        rgb("#FBFAF6"),
    ]
    assert coloured(np.array([0.0, 2.0]), (0.0, 2.0), dark=True).tolist() == [rgb("#15181D"), rgb("#F3F0E8")]
    signed = coloured(np.array([-2.0, 0.0, 2.0]), (-2.0, 1.0)).tolist()
    assert signed == [rgb("#08407F"), rgb("#FBFAF6"), rgb("#9C3A00")]
    assert coloured(np.array([1.0]), (0.0, 1.0), "viridis").tolist() == [rgb("#FDE725")]


def test_a_picture_stands_under_its_title_and_holds_every_value():
    output = layer_outputs(NETWORK, PATTERNS.images[0])[1]
    assert title_of(output)[0] == "middle: 8 x 6"
    picture = np.asarray(Image.open(io.BytesIO(layer_pngs([output])[0])))
    zoom = 280 // 8
    cells = picture[MARGIN + HEAD + zoom // 2 :: zoom, MARGIN + zoom // 2 :: zoom][:8, :6]
    limit = (float(output.values.min()), float(output.values.max()))
    np.testing.assert_array_equal(cells, coloured(output.values, limit))
    title = picture[: MARGIN + HEAD - 2]
    assert (title != rgb("#FBFAF6")).any()


def test_a_sheet_has_the_width_of_its_grid():
    one, limits = [np.ones((4, 4))], [(0.0, 1.0)]
    width, height = Image.open(io.BytesIO(sheet_png(one, [("a",)], limits, 3, Look()))).size
    wide, high = Image.open(io.BytesIO(sheet_png(one * 6, [("a",)] * 6, limits * 6, 3, Look()))).size
    assert (wide - MARGIN, high - MARGIN) == (3 * (width - MARGIN), 2 * (height - MARGIN))


def test_one_scale_or_one_for_each():
    outputs = layer_outputs(NETWORK, PATTERNS.images[0])
    assert layer_pngs(outputs)[-1] != layer_pngs(outputs, Look(common_scale=True))[-1]


def test_many_patterns_leave_as_arrays_and_titled_pictures(tmp_path):
    store = store_patterns(NETWORK, PATTERNS.images)
    expected = pass_through(NETWORK, PATTERNS.images)
    words = [f"pattern {i}/{label}" for i, label in enumerate(PATTERNS.labels)]
    files = dict(many_files(store, words, [1, 2], about={"network": "x"}, pictures_of=[0, 29]))
    pictures = {name for name in files if name.endswith(".png")}
    assert len(pictures) == 4 and all(name.count("/") == 1 for name in pictures)
    assert sorted(set(files) - pictures) == [
        "01 middle.json",
        "01 middle.npy",
        "02 rows 4.json",
        "02 rows 4.npy",
        "about.json",
    ]
    for layer, name in ((1, "01 middle"), (2, "02 rows 4")):
        np.testing.assert_allclose(np.load(io.BytesIO(files[f"{name}.npy"])), expected[layer], rtol=1e-5, atol=1e-6)
        said = json.loads(files[f"{name}.json"])
        np.testing.assert_array_equal(np.array(said["values"], np.float32), store.read(layer))
    about = json.loads(files["about.json"])
    assert about["network"] == "x" and about["patterns"] == words
    assert about["layers"][0] == {
        "name": "middle",
        "kind": "relu",
        "shape": [8, 6],
        "parameters": 54,
        "file": "01 middle.npy",
    }
    alone = layer_pngs([store.output(1, 29), store.output(2, 29)])
    assert files[f"0029 pattern 29_{PATTERNS.labels[29]}/01 middle.png"] == alone[0]
    assert save_files(files, tmp_path) == len(files) and packed(files)[:2] == b"PK"

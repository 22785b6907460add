"""Still pictures of figures: words stay words, cells stay cells, and colours stand where the values say."""

import io
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from PIL import Image

from mnistnet.figures import large_map
from mnistnet.figures.bars import bars
from mnistnet.figures.still import as_png, as_svg
from mnistnet.figures.theme import BAR, BAR_BEST
from tests.unit.test_figures_readable import FIGURES

SVG = "{http://www.w3.org/2000/svg}"


def pixels(figure: go.Figure) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(as_png(figure))).convert("RGB"), int)


def texts(figure: go.Figure) -> list[str]:
    """Return every text of the SVG of a figure."""
    return [one.text or "" for one in ElementTree.fromstring(as_svg(figure, "a < b")).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_still_picture_with_all_its_words(name):
    figure = FIGURES[name]()
    written = " ".join(texts(figure))
    for trace in figure.data:
        if trace.type == "scatter" and "text" in (trace.mode or ""):
            for words in np.ravel(trace.text):
                for line in str(words).replace("<b>", "").replace("</b>", "").split("<br>"):
                    assert line.strip() in written
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert (axis.title.text or "").split("<br>")[0] in written


def test_a_map_is_orange_where_it_pushes_and_blue_where_it_pulls():
    found = pixels(large_map(np.array([[1.0, -1.0]]), unit="u"))
    red, blue = found[..., 0], found[..., 2]
    warm, cold = np.argwhere(red - blue > 100), np.argwhere(blue - red > 80)
    assert warm[:, 1].max() < cold[:, 1].max() and len(warm) > 1000 and len(cold) > 1000
    row = found[len(found) // 4]
    assert row[len(row) // 4, 0] > row[len(row) // 4, 2] and row[-len(row) // 4, 0] < row[-len(row) // 4, 2]


def test_bars_are_as_long_as_their_values():
    found = pixels(bars(np.array([0.25, 0.5, 1.0]), ["a", "b", "c"]))
    bar = np.isin(found @ [65536, 256, 1], [int(colour[1:], 16) for colour in (BAR, BAR_BEST)])
    first, second, third = (np.median(part[part > 0]) for part in np.array_split(bar.sum(axis=1), 3))
    assert (first / third, second / third) == pytest.approx((0.25, 0.5), rel=0.02)


def test_an_svg_says_what_it_shows_and_is_the_same_every_time():
    figure = FIGURES["maps.mosaic"]()
    svg = as_svg(figure, "Three maps < four")
    assert b"Three maps &lt; four" in svg and svg == as_svg(figure, "Three maps < four")


def test_a_dollar_sign_is_no_formula():
    assert "a$b$c" in texts(go.Figure(go.Scatter(x=[0], y=[0], text=["a$b$c"], mode="text"), {"height": 100}))


def test_what_cannot_be_drawn_is_named():
    with pytest.raises(ValueError, match="no still picture of a pie"):
        as_svg(go.Figure(go.Pie(values=[1]), {"height": 100}))

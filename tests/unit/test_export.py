import csv
import io
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.io import to_json

from mnistnet.figures import large_map, mosaic, wall
from mnistnet.figures.export import as_page, numbers_as_csv, pictured
from mnistnet.figures.report import Report, report_page
from mnistnet.figures.sent import Sent
from mnistnet.figures.sheet import sheet
from mnistnet.figures.theme import CATEGORIES, DIVERGING, PAPER_COLOUR, SEQUENTIAL, TEXT_COLOUR, on_paper

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


class Text(HTMLParser):
    """Collects the text of a page, and every address that it would ask for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.asks, self._tag = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._tag = tag
        self.asks += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        if self._tag not in ("script", "style") and data.strip():
            self.words.append(data.strip())


def rows(figure: go.Figure) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(numbers_as_csv(figure))))


def test_bars_and_lines_become_one_row_each():
    figure = go.Figure([go.Bar(x=[3, 4], y=["a", "b"], text=["3 %", "4 %"], name="bars"), go.Scatter(y=[1.5])])
    assert rows(figure) == [
        {"series": "bars", "x": "3", "y": "a", "value": "3 %"},
        {"series": "bars", "x": "4", "y": "b", "value": "4 %"},
        {"series": "scatter 2", "x": "0", "y": "1.5", "value": ""},
    ]


def test_gaps_of_a_line_and_of_a_heat_map_are_left_out():
    figure = go.Figure([go.Scatter(x=[0, None, 2], y=[1, None, 3]), go.Heatmap(z=[[1.0, np.nan], [2.0, 3.0]])])
    assert [(row["x"], row["y"], row["value"]) for row in rows(figure)] == [
        ("0", "1", ""),
        ("2", "3", ""),
        ("0", "0", "1.0"),
        ("0", "1", "2.0"),
        ("1", "1", "3.0"),
    ]


def test_a_mosaic_gives_back_every_value_of_its_maps():
    maps = np.arange(-8, 8, dtype=np.float32).reshape(2, 2, 4)
    table = rows(mosaic(maps, ["a", "b"], across=2, unit="units"))
    assert sorted(float(row["value"]) for row in table if row["series"].startswith("heatmap")) == list(range(-8, 8))


@pytest.mark.parametrize("own_scale", [False, True])
def test_maps_can_be_cut_out_of_a_mosaic_again(own_scale):
    maps = np.random.default_rng(0).normal(size=(7, 5, 4)).astype(np.float32)
    figure = mosaic(maps, list("abcdefg"), across=3, unit="u", own_scale=own_scale)
    assert np.array_equal(pictured(figure), maps)


def test_pictures_can_be_cut_out_of_every_kind_of_tiles():
    ink = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
    labels = np.arange(5, dtype=np.uint8)
    assert np.array_equal(pictured(wall(ink, labels, labels, numbers=range(5), across=2)), ink)
    assert np.allclose(pictured(sheet(ink, list("abcde"), across=2)) * 255, ink, atol=1e-3)
    one = np.arange(-3.0, 3.0).reshape(2, 3)
    assert np.array_equal(pictured(large_map(one, unit="u")), one)
    assert pictured(go.Figure(go.Bar(y=[1]))) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CATEGORIES, "chartCategoricalColors"),
        (DIVERGING, "chartDivergingColors"),
        (SEQUENTIAL, "chartSequentialColors"),
    ],
)
def test_paper_has_the_colours_of_the_light_theme(ours, theirs):
    light = tomllib.loads(CONFIG.read_text())["theme"]["light"]
    assert list(ours) == light[theirs]
    assert (light["backgroundColor"], light["textColor"]) == (PAPER_COLOUR, TEXT_COLOUR)


def test_on_paper_leaves_the_figure_itself_alone_and_centres_the_scale():
    figure = mosaic(np.ones((1, 2, 2)), ["a"], across=1, unit="u")
    before = to_json(Sent(figure, "#000000"), validate=False)
    paper = on_paper(figure)
    assert to_json(Sent(figure, "#000000"), validate=False) == before
    scale = paper.layout.template.layout.colorscale.diverging
    assert scale[0] == (0, DIVERGING[0]) and scale[-1] == (1, DIVERGING[-1]) and scale[4][1] == scale[5][1]


def test_a_figure_of_its_own_asks_for_nothing_outside_and_keeps_a_strangers_words_as_words():
    page = as_page(go.Figure(go.Bar(y=[1])), "<script>alert(1)</script>", "a <b> & c")
    text = Text(page)
    assert not text.asks
    assert "<script>alert(1)</script>" not in page and "a <b> & c" in " ".join(text.words)
    assert Text(as_page(go.Figure(), "t", "w", beside=True)).asks == ["plotly.min.js"]


def test_a_report_holds_everything_that_it_is_given():
    report = Report(
        title="What <is> this?",
        answer="An answer.",
        facts={"Network": "scratch & co"},
        settings={"view": "z1"},
        picture=b"\x89PNG",
        figures=[("Words of a figure.", go.Figure(go.Bar(y=[1])))],
        tables=[("Receipt of a node", ("what", "value"), [("in all", "+1")])],
        code="print(1 < 2)",
        sources=["L. S. Shapley, 1953"],
        citation="@software{x}",
    )
    page = report_page(report)
    text = Text(page)
    said = " ".join(text.words)
    for words in (
        *("What <is> this?", "An answer.", "scratch & co", "z1", "Words of a figure.", "Receipt of a node", "in all"),
        *("print(1 < 2)", "L. S. Shapley, 1953", "@software{x}"),
    ):
        assert words in said
    assert text.asks == ["data:image/png;base64,iVBORw=="]


def test_an_empty_report_has_no_empty_sections():
    assert Text(report_page(Report("Only a title"))).words == ["Only a title", "Only a title"]

"""Every figure can be read: words are large enough and stand out, and marks can be told from paper and from board."""

import base64
import importlib
import inspect
import json
import pkgutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.typing import NDArray
from plotly.io import to_json

from mnistnet import figures, load_network
from mnistnet.basics.curves import activation_curves
from mnistnet.faithfulness import Curve
from mnistnet.figures import architecture as boxes
from mnistnet.figures import (
    bars,
    beside,
    calibration,
    comparison,
    confusion,
    counts,
    curves,
    erasing,
    experiments,
    film,
    judging,
    layers,
    learning,
    maps,
    player,
    points,
    randomised,
    scoreboard,
    sheet,
    strengths,
    sums,
    tangent,
    wishes,
)
from mnistnet.figures.chart import Chart, Part
from mnistnet.figures.sent import Sent, inked
from mnistnet.figures.theme import UNSEEN
from mnistnet.mistakes.calibration import Reliability, Threshold
from mnistnet.patterns import layer_outputs, layer_summary
from pages.ui.kit.pictures import INK

THEMES = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
RNG = np.random.default_rng(0)
DIGITS, LABELS = RNG.integers(0, 256, (4, 28, 28), dtype=np.uint8), np.array([0, 1, 2, 3])
SIGNED, SHARES = RNG.normal(size=(4, 28, 28)), np.linspace(0.05, 0.95, 10)
NAMES = [str(i) for i in range(10)]
NET = load_network("scratch")
LINES = activation_curves(np.linspace(-1, 1, 5))
FALLS = Curve(np.array([0.0, 1.0]), np.array([[1.0, 0.0]]))
ALARMS = np.array([[0.0, 1.0], [np.nan, np.nan]])


def relative_luminance(colour: str) -> float:
    """Return the luminance of a colour as WCAG 2 defines it, worked out apart from the library."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(relative_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def over(colour: str, opacity: float, ground: str) -> str:
    """Return what a colour looks like that lets its ground through."""
    mixed = [opacity * int(colour[i : i + 2], 16) + (1 - opacity) * int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c):02x}" for c in mixed)


BINS = Reliability(np.linspace(0, 1, 11), np.full(10, 3), SHARES, SHARES)
TABLE, PLACES = RNG.integers(1, 99, (10, 10)), RNG.random((4, 2))
WANTS = np.array([[1, -1, 0, 1, 0], [0, 0, 1, 1, -1]], np.int8)
SEEDS = [experiments.Repeats(place, [0.8, place], [2 * i, 2 * i + 1], ["w", "v"]) for i, place in enumerate((0.1, 0.9))]
STEPS, RATES, TITLES = ([0, 1], [0.5, 0.2]), dict.fromkeys("abc", SHARES[:4]), {"row_title": "r", "column_title": "c"}
CURVES = dict.fromkeys(learning.CURVES, STEPS)
TOLD = list("abcd")
FIGURES: dict[str, Callable[[], Chart]] = {
    "answers.answers": lambda: figures.answers(SHARES / SHARES.sum(), label=2),
    "architecture.architecture": lambda: boxes.architecture(layer_summary(NET), chosen=1),
    "bars.bars signed": lambda: bars.bars(SHARES - 0.5, NAMES, signed=True),
    "bars.bars": lambda: bars.bars(SHARES, NAMES),
    "beside.beside": lambda: beside.beside([SIGNED[0], None], ["a", "b"], ["1", "2"], across=2, unit="u"),
    "calibration.reliability_diagram": lambda: calibration.reliability_diagram(BINS),
    "calibration.threshold_curves": lambda: calibration.threshold_curves(Threshold(SHARES, SHARES, SHARES), chosen=0.5),
    "comparison.confusion_difference": lambda: comparison.confusion_difference(TABLE - 50, chosen=(1, 2)),
    "comparison.likeness_grid": lambda: comparison.likeness_grid(SHARES.reshape(2, 5), "ab", "cdefg", **TITLES),
    "confusion.confusion": lambda: confusion.confusion(TABLE, chosen=(1, None)),
    "counts.count_bars": lambda: counts.count_bars(LABELS, NAMES[:4], label="label"),
    "curves.curves": lambda: curves.curves(LINES, point=1.0),
    "curves.plane": lambda: curves.plane(SHARES, np.full((10, 10), 0.3), PLACES, LABELS % 2),
    "erasing.film": lambda: erasing.film(DIGITS / 255, TOLD, across=4, mark=2),
    "erasing.erasure_curves": lambda: erasing.erasure_curves(dict.fromkeys("abcd", (FALLS, FALLS)), what="w"),
    "experiments.all_settings": lambda: experiments.all_settings({"a": [1, 2], "b": ["x", "y"]}, [0.8, 0.9]),
    "experiments.spread_curves": lambda: experiments.spread_curves(
        dict.fromkeys("abcdef", SEEDS), axis="rate", chosen=1
    ),
    "film.film": lambda: film.film(np.abs(SIGNED), TOLD, across=4, tile=60, chosen=2),
    "judging.turned": lambda: judging.turned(DIGITS[0], ((3, 4), (5, 6))),
    "judging.accuracy_bars": lambda: judging.accuracy_bars(SHARES, NAMES, label="l", best=3),
    "layers.passage": lambda: layers.passage(layer_outputs(NET, DIGITS[0]), across=4, tile=110, chosen=1),
    "learning.learning_curves": lambda: learning.learning_curves(CURVES, measure="loss", marks=[(0.5, "m")], epoch=1),
    "learning.compared_curves": lambda: learning.compared_curves({"a": STEPS, "b": STEPS}, measure="accuracy"),
    "learning.weight_histograms": lambda: learning.weight_histograms([SIGNED], [SIGNED], ["one"]),
    "learning.layer_health": lambda: learning.layer_health([0.1], [0.2], [0.3], ["one"]),
    "maps.mosaic": lambda: maps.mosaic(SIGNED, TOLD, across=4, unit="u", chosen=1, told=TOLD, ink=DIGITS[0]),
    "maps.large_map": lambda: maps.large_map(SIGNED[0], unit="u", clickable=[1, 2], chosen=1, ink=DIGITS[0]),
    "player.player": lambda: player.player(np.abs(SIGNED), TOLD, start=1),
    "points.digit_map": lambda: points.digit_map(PLACES, LABELS, LABELS[::-1], here=(0, 0)),
    "points.with_pictures": lambda: points.with_pictures(
        points.digit_map(PLACES, LABELS, LABELS[::-1]), LABELS, [*map(points.digit_in_dots, DIGITS)]
    ),
    "randomised.forgetting_curves": lambda: randomised.forgetting_curves(RATES, list("tuvw"), chosen="a", bar=0.5),
    "scoreboard.score_grid": lambda: scoreboard.score_grid([["1", "2"], ["", ""]], ALARMS, ["m", "n"], ["a1", "z1"]),
    "sheet.sheet": lambda: sheet.sheet(DIGITS, TOLD, across=4, right=[True, False, True, False], chosen=1),
    "strengths.strength_curves": lambda: strengths.strength_curves(LABELS, RATES, unit="u", bench="a", at=0.5),
    "sums.sums_under_curve": lambda: sums.sums_under_curve(SHARES[:9], SHARES, LINES[0], overflow=0.3),
    "tangent.tangent": lambda: tangent.tangent(SHARES, SHARES, at=0.2, loss=0.3, slope=1.0, step=0.1, true=0.1),
    "wall.wall": lambda: figures.wall(DIGITS, LABELS, LABELS[::-1], numbers=LABELS, across=4, chosen=1),
    "wishes.outlined": lambda: wishes.outlined(SHARES.reshape(2, 5), WANTS),
}


def drawn() -> Iterator[str]:
    """Yield every public function of the package that returns a figure, as "module.function"."""
    for module in pkgutil.iter_modules(figures.__path__):
        found = vars(importlib.import_module(f"mnistnet.figures.{module.name}"))
        for name, one in found.items():
            own = inspect.isfunction(one) and one.__module__.endswith(f".{module.name}") and name[0] != "_"
            if own and module.name not in ("theme", "sent") and one.__annotations__.get("return") is Chart:
                yield f"{module.name}.{name}"


def test_every_figure_function_is_looked_at():
    assert {name.split()[0] for name in FIGURES} == set(drawn())


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_finds_nothing_wrong_and_what_is_sent_is_the_figure(name):
    checked = go.Figure(FIGURES[name]())  # Plotly's own check, which no answer waits for
    sent, expected = (
        json.loads(to_json(f.to_dict(), False)) for f in (Sent(FIGURES[name](), INK), inked(checked, INK))
    )
    whole, taken = expected["layout"].pop("template"), sent["layout"].pop("template")
    assert taken["data"].items() <= whole["data"].items() and taken["layout"].items() <= whole["layout"].items()
    for one, other in zip(sent["data"], expected["data"], strict=True):
        assert one["type"] in taken["data"] or one["type"] not in whole["data"]
        if one["type"] == "heatmap" and one["z"] != other["z"]:
            assert one["hoverinfo"] == "skip", "whoever points at it reads a number"
            np.testing.assert_allclose(values(one), np.nan_to_num(values(other)), atol=0.5 / abs(one["zmax"]) + 1e-6)
            other.pop("text", None)
            other |= {part: one[part] for part in ("z", "zmin", "zmax", "colorbar") if part in one}
    assert sent == expected


def values(trace: dict) -> NDArray:
    """Return the numbers of a heat map as it is sent, as shares of its full colour."""
    flat = np.frombuffer(base64.b64decode(trace["z"]["bdata"]), trace["z"]["dtype"])
    return flat / trace["zmax"]


def test_what_is_only_looked_at_is_sent_in_bytes_and_its_colours_say_the_same():
    figure = FIGURES["maps.mosaic"]()
    (shown,) = (trace for trace in Sent(figure, INK).to_dict()["data"] if trace["type"] == "heatmap")
    assert shown["z"]["dtype"] == "i1" and (shown["zmin"], shown["zmax"]) == (-127, 127)
    assert shown["colorbar"]["tickvals"] == [-127, 0, 127]
    assert shown["colorbar"]["ticktext"] == list(figure.data[0].colorbar.ticktext), "the figures are the true ones"


@pytest.mark.parametrize("name", ["confusion.confusion", "comparison.confusion_difference"])
def test_numbers_that_stand_on_the_cells_are_sent(name):
    (shown,) = (trace for trace in Sent(FIGURES[name](), INK).to_dict()["data"] if trace["type"] == "heatmap")
    assert any(number for row in shown["text"] for number in row)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_words_and_marks_stand_out(name, theme):
    paper, ink = THEMES[theme]["backgroundColor"], THEMES[theme]["chartSequentialColors"][9]
    figure = inked(FIGURES[name](), INK)
    for size, colour, ground, what in words_of(figure, paper):
        assert size >= 12, what
        shown = ink if colour == INK else colour
        assert contrast(shown, ground or paper) >= 4.5, (what, shown)
    for colours, opacity, what in marks_of(figure):
        assert max(contrast(over(colour, opacity, paper), paper) for colour in colours) >= 3, (what, colours)
    for colour in THEMES[theme]["chartCategoricalColors"]:
        assert contrast(over(colour, points.OPACITY, paper), paper) >= 3


def words_of(figure: Chart, paper: str) -> Iterator[tuple[float, str, str | None, str]]:
    """Yield size, colour, ground (None: the page) and name of all words that a figure writes."""
    layout = figure.layout
    usual = layout.font.size
    yield usual, layout.font.color, None, "layout"
    yield layout.legend.font.size or usual, layout.legend.font.color, None, "legend"
    for axis in [layout[name] for name in layout if name[:5] in ("xaxis", "yaxis")]:
        for font in (axis.tickfont, axis.title.font):
            yield font.size or usual, font.color, None, "axis"
    yield layout.uniformtext.minsize or usual, INK, None, "in bars"
    for trace in figure.data:
        if trace.type != "scatter" or "text" not in (trace.mode or ""):
            continue
        size = trace.textfont.size or usual
        for state in (trace.selected, trace.unselected):
            if trace.textfont.color is None:
                yield size, state.textfont.color, None, "clicked or not"
        if isinstance(trace.textfont.color, str):
            plate = trace.marker.color if "markers" in trace.mode else None
            yield size, trace.textfont.color, plate, "words of a colour"
        elif trace.textfont.color is not None:
            yield from cells(figure, trace, size)


def cells(figure: Chart, trace: Part, size: float) -> Iterator[tuple[float, str, str, str]]:
    """Yield the words that stand on cells of a heat map, each with the colour of its cell."""
    heat = figure.data[0]
    stops = [place for place, _ in heat.colorscale]
    scale = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for _, colour in heat.colorscale])
    for x, y, colour in zip(trace.x, trace.y, trace.textfont.color, strict=True):
        value = (heat.z[int(y)][int(x)] - heat.zmin) / (heat.zmax - heat.zmin)
        cell = [round(float(np.interp(value, stops, scale[:, i]))) for i in range(3)]
        yield size, colour, "#" + "".join(f"{c:02x}" for c in cell), f"cell {x}, {y}"


def marks_of(figure: Chart) -> Iterator[tuple[list[str], float, str]]:
    """Yield the colours (inside and edge), opacity and name of what has colours of its own: lines, marks, frames."""
    for shape in figure.layout.shapes:
        if shape.line.color and shape.line.width != 0:
            yield [shape.line.color], 1.0 if shape.opacity is None else shape.opacity, "frame"
    for trace in figure.data:
        if trace.type not in ("scatter", "bar"):
            continue
        faint = 1.0 if trace.opacity is None else trace.opacity
        mode = trace.mode or "lines+markers" if trace.type == "scatter" else "markers"
        if "lines" in mode and trace.line.color:
            yield [trace.line.color], faint, "line"
        opacity = 1.0 if trace.marker.opacity is None else trace.marker.opacity
        if "markers" in mode and opacity != UNSEEN:
            edge = [trace.marker.line.color] if trace.marker.line.color else []
            inside = trace.marker.color
            for colour in [inside] if isinstance(inside, str) else inside if inside is not None else ():
                yield [colour, *edge], faint * opacity, "mark"

"""The sheet that a figure is drawn on: as large as on the screen, on light paper, its words left as words."""

import io
from threading import Lock
from typing import Any

import matplotlib
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mnistnet.figures.still.scale import Scale, scale_of, show_scale
from mnistnet.figures.still.shapes import draw_notes, draw_shapes
from mnistnet.figures.still.traces import SCALE, draw_trace
from mnistnet.figures.still.words import POINTS, bare
from mnistnet.figures.theme import PAPER_COLOUR, TEXT_COLOUR, on_paper

WIDE, INCH = 820, 100  # pixels of the screen: of a figure that takes what room there is, and of an inch
SHARP, MOST = 3, 16e6  # pixels of a PNG: for each of the screen, and in all
RULES: Any = {"svg.fonttype": "none", "svg.hashsalt": "mnistnet", "text.parse_math": False, "font.size": 12 * POINTS}
_one_at_a_time = Lock()  # Matplotlib keeps its settings in one place for all threads


def as_svg(figure: go.Figure, words: str = "") -> bytes:
    """Return a figure as an SVG; its texts stay texts, and a cell of a heat map stays one pixel of a picture.

    Parameters
    ----------
    figure : go.Figure
    words : str
        Say what it shows to whoever cannot see it.
    """
    return _saved(figure, "svg", INCH, {"Title": words or None, "Date": None})


def as_png(figure: go.Figure, words: str = "") -> bytes:
    """Return a figure as a PNG, three times as sharp as on the screen unless it is very large.

    `words` as for `as_svg`.
    """
    width, height = _size(figure)
    sharp = min(SHARP, (MOST / (width * height)) ** 0.5)
    return _saved(figure, "png", sharp * INCH, {"Description": words})


def _saved(figure: go.Figure, kind: str, dpi: float, about: dict[str, str | None]) -> bytes:
    file = io.BytesIO()
    with _one_at_a_time, matplotlib.rc_context(RULES):
        sheet = _drawn(on_paper(figure))
        sheet.savefig(file, format=kind, dpi=dpi, metadata=about, bbox_inches="tight", pad_inches=0.1)
    return file.getvalue()


def _drawn(figure: go.Figure) -> Figure:
    """Return the sheet with everything on it."""
    layout = figure.layout
    width, height = _size(figure)
    sheet = Figure((width / INCH, height / INCH), INCH, facecolor=PAPER_COLOUR)
    axes = sheet.add_axes((0, 0, 1, 1), facecolor="none")  # words hang over its edges; the file grows by them
    x, y = scale_of(figure, "x"), scale_of(figure, "y")
    gap = 0.2 if layout.bargap is None else layout.bargap
    for number, trace in enumerate(figure.data):
        draw_trace(_axes_of(trace, axes, figure), trace, x, y, number, gap)
    draw_shapes(axes, layout.shapes, x, y)
    draw_notes(axes, layout.annotations, x, y)
    show_scale(axes, layout.xaxis, x, "x")
    show_scale(axes, layout.yaxis, y, "y")
    if layout.yaxis.scaleanchor:
        axes.set_aspect("equal")
    _say_what_is_what(axes, figure)
    return sheet


def _axes_of(trace: object, axes: Axes, figure: go.Figure) -> Axes:
    """Return the axes that a trace belongs to: the second y axis lies over the first."""
    if getattr(trace, "yaxis", None) != "y2":
        return axes
    second = axes.twinx()
    show_scale(second, figure.layout.yaxis2, Scale(), "y")
    return second


def _say_what_is_what(axes: Axes, figure: go.Figure) -> None:
    """Write the legend over the figure, and over a film which of its pictures it is."""
    if figure.layout.showlegend:
        named = [one for own in axes.figure.axes for one in zip(*own.get_legend_handles_labels(), strict=True)]
        longest = max((len(name) for _, name in named), default=0)
        place: Any = {"loc": "lower left", "bbox_to_anchor": (0, 1.01), "borderaxespad": 0.0}
        axes.legend(*zip(*named, strict=True), frameon=False, ncols=2 if longest > 24 else 5, **place)
    for slider in figure.layout.sliders:
        axes.set_title(bare(slider.steps[slider.active or 0].label), loc="left", color=TEXT_COLOUR)


def _size(figure: go.Figure) -> tuple[float, float]:
    """Return how wide and high a figure is on the screen, in pixels, without its margins and its scale of colours."""
    layout = figure.layout
    has_scale = any(trace.type == "heatmap" and trace.showscale is not False for trace in figure.data)
    height = layout.height - (layout.margin.t or 0) - (layout.margin.b or 0) - (SCALE if has_scale else 0)
    if not layout.yaxis.scaleanchor:
        return WIDE, height
    wide, high = (abs(axis.range[1] - axis.range[0]) for axis in (layout.xaxis, layout.yaxis))
    return height * wide / high, height

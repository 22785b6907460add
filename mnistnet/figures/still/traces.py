"""What stands in a figure: heat maps, bars, lines, marks and words."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from mnistnet.figures.still.colours import colours_of, contrasting, limits_of
from mnistnet.figures.still.scale import Scale
from mnistnet.figures.still.words import POINTS, bare, each, written
from mnistnet.figures.theme import CATEGORIES, PAPER_COLOUR, TEXT_COLOUR, UNSEEN
from mnistnet.words import say

__all__ = ["DASHES", "SCALE", "draw_trace"]

Array = NDArray[np.float64]
SCALE = 52  # pixels of the screen under a map, for its scale of colours
DASHES = {
    "solid": "-",
    "dash": "--",
    "dot": ":",
    "dashdot": "-.",
    "longdash": (0, (8, 3)),
    "longdashdot": (0, (8, 3, 1, 3)),
    "2px,2px,8px,2px": (0, (2, 2, 8, 2)),
}
STEPS = {"hv": "steps-post", "vh": "steps-pre", "hvh": "steps-mid"}
MARKS = {
    "circle": "o",
    "circle-open": "o",
    "square": "s",
    "diamond": "D",
    "cross": "P",
    "x": "X",
    "triangle-up": "^",
    "triangle-down": "v",
    "star": "*",
    "star-diamond": "*",
    "pentagon": "p",
    "hexagram": "h",
}
BESIDE = {"top": "bottom", "bottom": "top", "middle": "center", "left": "right", "right": "left", "center": "center"}


class _Plain:
    """A font that says nothing of its own."""

    color, size = TEXT_COLOUR, 12


def draw_trace(axes: Axes, trace: Any, x: Scale, y: Scale, number: int, gap: float = 0.2) -> None:
    """Draw one trace; `number` is its place among all, which gives it its colour where it has none.

    `gap` is the share of its room that a bar leaves free.
    """
    if trace.type == "heatmap":
        _draw_cells(axes, trace, x, y)
    elif trace.type == "bar":
        _draw_bars(axes, trace, x, y, gap)
    elif trace.type == "scatter":
        _draw_points(axes, trace, x, y, CATEGORIES[number % len(CATEGORIES)])
    else:
        raise ValueError(say("There is no still picture of a {kind}.", kind=trace.type))


def _draw_cells(axes: Axes, trace: Any, x: Scale, y: Scale) -> None:
    """Draw a heat map: each value one pixel of a picture that is laid over its cells."""
    values = np.asarray(trace.z, float)
    (left, wide), (top, high) = (
        _steps(scale, trace[name], trace[f"{name}0"], trace[f"d{name}"]) for name, scale in (("x", x), ("y", y))
    )
    rows, columns = values.shape
    extent = (left - wide / 2, left + (columns - 0.5) * wide, top + (rows - 0.5) * high, top - high / 2)
    low, most = limits_of(trace)
    drawn = axes.imshow(
        values, colours_of(trace), vmin=low, vmax=most, extent=extent, aspect="auto", interpolation="none"
    )
    if trace.texttemplate:
        places = ((i, j) for i in range(rows) for j in range(columns) if trace.text[i][j])
        for i, j in places:
            colour = contrasting(drawn.cmap(drawn.norm(values[i, j])))
            place = (left + j * wide, top + i * high)
            axes.text(*place, bare(trace.text[i][j]), color=colour, ha="center", va="center")
    if trace.showscale is not False:
        _draw_bar_of_colours(axes, drawn, trace.colorbar)


def _steps(scale: Scale, values: Any, first: Any, step: Any) -> tuple[float, float]:
    """Return where the middle of the first cell lies, and how far the next one is."""
    if values is None:
        return float(first or 0), float(1 if step is None else step)
    places = scale.places(values)
    return float(places[0]), float(places[1] - places[0]) if len(places) > 1 else 1.0


def _draw_bar_of_colours(axes: Axes, drawn: Any, bar: Any) -> None:
    """Draw the scale of colours under a map."""
    high = axes.get_window_extent().height
    place = axes.inset_axes((0.25, -20 / high, 0.5, 10 / high))
    shown = axes.figure.colorbar(drawn, cax=place, orientation="horizontal")
    if bar.tickvals is not None:
        shown.set_ticks(list(bar.tickvals), labels=[bare(text) for text in bar.ticktext])
    shown.ax.tick_params(length=0, labelcolor=TEXT_COLOUR)
    shown.outline.set_visible(False)
    shown.set_label(bare(bar.title.text or ""), color=TEXT_COLOUR)


def _draw_bars(axes: Axes, trace: Any, x: Scale, y: Scale, gap: float) -> None:
    """Draw bars with their words at the end."""
    if trace.marker.opacity is not None and trace.marker.opacity <= UNSEEN:
        return
    lies = trace.orientation == "h"
    values, names = (trace.x, trace.y) if lies else (trace.y, trace.x)
    sizes = np.array([np.nan if one is None else one for one in values], float)
    places = (y if lies else x).places(range(len(sizes)) if names is None else names)
    thick = trace.width
    if thick is None:
        thick = (1 - gap) * (float(np.diff(places).min()) if len(places) > 1 else 1)
    colours = [one if isinstance(one, str) else TEXT_COLOUR for one in each(trace.marker.color, len(sizes))]
    bars = (axes.barh if lies else axes.bar)(places, np.nan_to_num(sizes), thick, color=colours, label=_label(trace))
    if trace.text is not None:
        texts = [bare(text) for text in each(trace.text, len(sizes))]
        axes.bar_label(bars, texts, padding=3, color=TEXT_COLOUR)


def _draw_points(axes: Axes, trace: Any, x: Scale, y: Scale, colour: str) -> None:
    """Draw lines, marks and words, as the trace wants them."""
    count = len(trace.y if trace.x is None else trace.x)
    across, down = (
        scale.places(range(count) if values is None else values) for scale, values in ((x, trace.x), (y, trace.y))
    )
    mode, colour = trace.mode or "lines", trace.line.color or colour
    if "lines" in mode:
        _draw_line(axes, trace, across, down, colour)
    if trace.fill == "tozeroy":
        axes.fill_between(across, down, color=colour, alpha=0.5, linewidth=0)
    if mode.startswith("markers") and (trace.marker.opacity is None or trace.marker.opacity > UNSEEN):
        _draw_marks(axes, trace, across, down, colour)
    if "text" in mode and trace.text is not None:
        _draw_words(axes, trace, across, down)


def _draw_line(axes: Axes, trace: Any, across: Array, down: Array, colour: str) -> None:
    """Draw a line, with its marks where it has some."""
    width = 2 if trace.line.width is None else trace.line.width
    dash, steps = DASHES[trace.line.dash or "solid"], STEPS.get(trace.line.shape)
    look: dict[str, Any] = {"color": colour, "linewidth": width * POINTS, "linestyle": dash, "label": _label(trace)}
    if steps:
        look["drawstyle"] = steps
    if "markers" in (trace.mode or ""):
        size = (6 if trace.marker.size is None else trace.marker.size) * POINTS
        look |= {"marker": MARKS[trace.marker.symbol or "circle"], "markersize": size}
    axes.plot(across, down, **look)


def _draw_marks(axes: Axes, trace: Any, across: Array, down: Array, colour: str) -> None:
    """Draw the marks of a trace, all with one symbol or each with its own."""
    marker, count = trace.marker, len(across)
    symbols = list(each(marker.symbol or "circle", count))
    colours = list(each(colour if marker.color is None else marker.color, count))
    sizes = [((6 if size is None else size) * POINTS) ** 2 for size in each(marker.size, count)]
    for number, symbol in enumerate(dict.fromkeys(symbols)):
        here = [i for i, one in enumerate(symbols) if one == symbol]
        is_open, shown = symbol.endswith("-open"), [colours[i] for i in here]
        axes.scatter(
            across[here],
            down[here],
            [sizes[i] for i in here],
            facecolors="none" if is_open else shown,
            edgecolors=shown if is_open else marker.line.color or "none",
            linewidths=(marker.line.width or 0) * POINTS,
            marker=MARKS[symbol],
            alpha=marker.opacity,
            label="_" if number else _label(trace),
            zorder=2.5,
        )


def _draw_words(axes: Axes, trace: Any, across: Array, down: Array) -> None:
    """Write words at their points, or beside them."""
    up, side = (trace.textposition or "middle center").split()
    places: Any = {"ha": BESIDE[side], "va": BESIDE[up], "textcoords": "offset points", "annotation_clip": False}
    away = ({"left": -4, "right": 4}.get(side, 0), {"top": 4, "bottom": -4}.get(up, 0))
    shadow = [withStroke(linewidth=3, foreground=PAPER_COLOUR)] if trace.textfont.shadow else None
    colours = each(trace.textfont.color, len(across))
    for place, text in enumerate(each(trace.text, len(across))):
        if text and np.isfinite(across[place]) and np.isfinite(down[place]):
            look = written(text, trace.textfont, _Plain) | {"color": colours[place] or TEXT_COLOUR}
            axes.annotate(bare(text), (across[place], down[place]), away, path_effects=shadow, **look, **places)


def _label(trace: Any) -> str:
    return "_" if trace.showlegend is False or not trace.name else bare(trace.name)

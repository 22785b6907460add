"""Many trainings in one picture: every seed a point over its setting, and every setting a line across all axes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mnistnet.figures.chart import Chart
from mnistnet.figures.log_axis import accuracy_axis, misread
from mnistnet.figures.theme import BAR_BEST, MARK, QUIET, RIGHT, WRONG, blank
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["Repeats", "all_settings", "spread_curves"]

COLOURS = (BAR_BEST, "#C56220", RIGHT, MARK, WRONG, QUIET)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
WIDE = 8  # values whose largest is so many times the smallest stand on a logarithmic axis
BEST = 0.1  # of all lines, which are drawn in blue


@dataclass(frozen=True)
class Repeats:
    """All repeats of one setting, as a figure shows them.

    Attributes
    ----------
    place : value
        Where it stands along the axis: a number or a word.
    accuracies : sequence of float
    numbers : sequence of int
        What a click on each of its points chooses.
    words : sequence of str
        What is said on pointing at each.
    """

    place: Any
    accuracies: Sequence[float]
    numbers: Sequence[int]
    words: Sequence[str]


def spread_curves(
    lines: Mapping[str, Sequence[Repeats]], *, axis: str, chosen: int | None = None, height: int = 380
) -> Chart:
    """Return accuracies against one setting, a line through the means, each repeat a point, the spread a bar.

    Parameters
    ----------
    lines : mapping of name to sequence of Repeats
        One line for each value of the other settings.
    axis : str
        What the setting along the axis is called.
    chosen : int, optional
        The number of the point to mark.

    Notes
    -----
    The bar goes one standard deviation between repeats up and down. Only the repeats can be clicked.
    """
    figure = blank(height)
    places, look = _places([one.place for line in lines.values() for one in line])
    every = [value for line in lines.values() for one in line for value in one.accuracies]
    scale, least = accuracy_axis(every)
    for i, (name, line) in enumerate(lines.items()):
        sign = {"color": COLOURS[i % len(COLOURS)], "symbol": SYMBOLS[i % len(SYMBOLS)]}
        known = [one for one in line if len(one.accuracies)]
        _add_spread(figure, known, places, least, sign["color"])
        _add_means(figure, known, places, least, name, sign["color"], DASHES[i % len(DASHES)])
        _add_repeats(figure, known, places, least, sign)
    _mark(figure, lines, places, least, chosen)
    figure.update_xaxes(title=axis, fixedrange=True, zeroline=False, **look)
    figure.update_yaxes(title=say("read right"), fixedrange=True, zeroline=False, **scale)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
    figure.update_layout(showlegend=len(lines) > 1, legend=legend, margin={"l": 0, "r": 8, "t": 24, "b": 0})
    return figure


def _places(values: Sequence[Any]) -> tuple[dict[Any, float], dict[str, Any]]:
    """Return where each value stands along the axis, and the axis itself: numbers by their size, words in a row."""
    distinct = list(dict.fromkeys(values))
    if all(isinstance(one, int | float) and one > 0 for one in distinct) and len(distinct) > 1:
        ticks = sorted(distinct)
        kind = "log" if ticks[-1] / ticks[0] >= WIDE else "linear"
        look = {"type": kind, "tickmode": "array", "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}
        return {one: float(one) for one in distinct}, look
    row = range(len(distinct))
    look = {
        "tickmode": "array",
        "tickvals": [*row],
        "ticktext": list(map(str, distinct)),
        "range": [-0.5, len(row) - 0.5],
    }
    return dict(zip(distinct, map(float, row), strict=True)), look


def _add_spread(figure: Chart, line: Sequence[Repeats], places: Mapping[Any, float], least: float, colour: str) -> None:
    """Add a bar of one standard deviation up and down at each setting that has several repeats."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one in line:
        if len(one.accuracies) > 1:
            mean, deviation = float(np.mean(one.accuracies)), float(np.std(one.accuracies, ddof=1))
            x += [places[one.place]] * 2 + [None]
            y += [*misread([mean - deviation, min(mean + deviation, 1)], least).tolist(), None]
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "width": 2}, hoverinfo="skip", showlegend=False)


def _add_means(
    figure: Chart,
    line: Sequence[Repeats],
    places: Mapping[Any, float],
    least: float,
    name: str,
    colour: str,
    dash: str,
) -> None:
    means = [float(np.mean(one.accuracies)) for one in line]
    figure.add_scatter(
        x=[places[one.place] for one in line],
        y=misread(means, least),
        meta={"y": means},
        mode="lines",
        name=name,
        line={"color": colour, "dash": dash, "width": 2},
        hoverinfo="skip",
    )


def _add_repeats(
    figure: Chart, line: Sequence[Repeats], places: Mapping[Any, float], least: float, sign: Mapping[str, Any]
) -> None:
    accuracies = [value for one in line for value in one.accuracies]
    figure.add_scatter(
        x=[places[one.place] for one in line for _ in one.accuracies],
        y=misread(accuracies, least),
        meta={"y": accuracies},
        customdata=np.array([number for one in line for number in one.numbers], np.int32),
        text=[words for one in line for words in one.words],
        hovertemplate="%{text}<extra></extra>",
        mode="markers",
        marker={"size": 8, **sign},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
    )


def _mark(
    figure: Chart,
    lines: Mapping[str, Sequence[Repeats]],
    places: Mapping[Any, float],
    least: float,
    chosen: int | None,
) -> None:
    """Put a ring round the point that was chosen."""
    for one in (one for line in lines.values() for one in line):
        for number, accuracy in zip(one.numbers, one.accuracies, strict=True):
            if number == chosen:
                ring = {"symbol": "circle-open", "size": 18, "color": MARK, "line": {"width": 3}}
                y = misread([accuracy], least)
                figure.add_scatter(
                    x=[places[one.place]], y=y, mode="markers", marker=ring, hoverinfo="skip", showlegend=False
                )


def all_settings(columns: Mapping[str, Sequence[Any]], accuracies: Sequence[float], *, height: int = 420) -> Chart:
    """Return settings as lines across upright axes, one axis a setting, the last the accuracy; the best are blue.

    Parameters
    ----------
    columns : mapping of name to sequence
        What each line has for each setting; along an axis values stand in order, at equal distances.
    accuracies : sequence of float
        Of each line, 0 to 1.
    """
    figure = blank(height)
    reach = [_along(values) for values in columns.values()]
    low, high = float(np.min(accuracies)), float(np.max(accuracies))
    wide = (high - low) or 1.0
    heights = [places for places, _ in reach] + [[(value - low) / wide for value in accuracies]]
    bar = float(np.quantile(accuracies, 1 - BEST))
    best = [value >= bar for value in accuracies]
    for is_best, colour, width in ((False, QUIET, 1), (True, BAR_BEST, 2)):
        x: list[float | None] = []
        y: list[float | None] = []
        for i in (i for i, one in enumerate(best) if one == is_best):
            x += [*map(float, range(len(heights))), None]
            y += [column[i] for column in heights] + [None]
        figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip")
    ends = [words for _, words in reach] + [[(0.0, share(low)), (1.0, share(high))]]
    for place, words in enumerate(ends):
        figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, line={"color": QUIET, "width": 1})
        figure.add_scatter(
            x=[place] * len(words),
            y=[at for at, _ in words],
            text=[text for _, text in words],
            mode="text",
            textposition="middle right",
            hoverinfo="skip",
            cliponaxis=False,
        )
    names = [*columns, say("read right")]
    ticks = {"tickvals": list(range(len(names))), "ticktext": names, "tickangle": 0}
    figure.update_xaxes(range=[-0.3, len(names) - 0.5], showgrid=False, zeroline=False, fixedrange=True, **ticks)
    figure.update_yaxes(range=[-0.05, 1.05], visible=False, fixedrange=True)
    return figure


def _along(values: Sequence[Any]) -> tuple[list[float], list[tuple[float, str]]]:
    """Return where values stand from 0 to 1, in order at equal distances, and what is written where."""
    numbers = [one for one in dict.fromkeys(values) if isinstance(one, int | float)]
    others = [one for one in dict.fromkeys(values) if not isinstance(one, int | float)]
    ordered = [*others, *sorted(numbers)]
    step = 1 / max(len(ordered) - 1, 1)
    places = {one: i * step for i, one in enumerate(ordered)} if len(ordered) > 1 else {ordered[0]: 0.5}
    written = [(place, f"{one:g}" if isinstance(one, int | float) else str(one)) for one, place in places.items()]
    return [places[one] for one in values], written

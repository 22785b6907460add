"""How a network learns: curves over epochs, weights as histograms, the health of every layer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.log_axis import accuracy_axis, log_axis, misread
from mnistnet.figures.theme import BAR, BAR_BEST, MARK, QUIET, blank
from mnistnet.words import mark, say, share

__all__ = ["CURVES", "compared_curves", "layer_health", "learning_curves", "weight_histograms"]

Array = NDArray[Any]
Curve = tuple[Sequence[float], Sequence[float | None]]
VALIDATION = "#C56220"
CURVES = {"batch": mark("each batch"), "training": mark("training"), "validation": mark("validation")}
REACH = 0.42  # of the room between two layers, to each side of a histogram's middle
MEASURES = {"loss": mark("loss"), "accuracy": mark("accuracy")}


def learning_curves(
    curves: Mapping[str, Curve],
    *,
    measure: str,
    marks: Sequence[tuple[float, str]] = (),
    epoch: float | None = None,
    height: int = 250,
) -> Chart:
    """Return one measure against the epoch: per batch (thin), per epoch on training and on validation digits.

    Parameters
    ----------
    curves : mapping of names in `CURVES` to (epochs, values)
        Those that there are.
    measure : str
        What the values are: "loss", or "accuracy" (0 to 1, shown in percent).
    marks : sequence of (epoch, words)
        Where something was changed.
    epoch : float, optional
        The epoch that the rest of the page looks at.
    """
    looks = {
        "batch": {"color": QUIET, "width": 1},
        "training": {"color": BAR_BEST, "width": 2},
        "validation": {"color": VALIDATION, "width": 2, "dash": "dot"},
    }
    figure, drawn = _frame(measure, height, curves)
    for name, (x, y) in curves.items():
        figure.add_scatter(
            x=np.asarray(x, np.float32),
            **drawn(y),
            text=_told(measure, y),
            name=say(CURVES[name]),
            line=looks[name],
            mode="lines" if name == "batch" else "lines+markers",
            marker={"size": 5, "symbol": "circle" if name == "training" else "diamond"},
            hovertemplate=f"{say(CURVES[name])}: " + _number(measure) + "<extra></extra>",
        )
    for place, words in marks:
        figure.add_vline(place, line={"color": QUIET, "dash": "dash", "width": 1}, words=words)
    if epoch is not None:
        figure.add_vline(epoch, line={"color": MARK, "width": 2})
    return figure


def compared_curves(curves: Mapping[str, Curve], *, measure: str, height: int = 280) -> Chart:
    """Return one measure of several runs over each other, named in the legend."""
    figure, drawn = _frame(measure, height, curves)
    dashes = ("solid", "dot", "dash", "dashdot", "longdash")
    for i, (name, (x, y)) in enumerate(curves.items()):
        figure.add_scatter(
            x=np.asarray(x, np.float32),
            **drawn(y),
            text=_told(measure, y),
            name=name,
            mode="lines+markers",
            line={"dash": dashes[i % len(dashes)]},
            hovertemplate=f"{name}: " + _number(measure) + "<extra></extra>",
        )
    return figure


def weight_histograms(now: Sequence[Array], start: Sequence[Array], names: Sequence[str], height: int = 220) -> Chart:
    """Return for each layer how its weights are spread, now (filled) against before training (line).

    Parameters
    ----------
    now, start : sequences of ndarray
        The weights of each layer; `start` is empty where nothing is known of the time before training.
    names : sequence of str
        What stands under each layer's histogram.
    """
    figure, edges_of = blank(height), []
    for place, layer in enumerate(zip(now, start, strict=True) if start else ((new,) for new in now)):
        edge = max(float(np.abs(weights).max()) for weights in layer) or 1.0
        edges = np.linspace(-edge, edge, 42)
        counts = [np.histogram(weights, edges)[0] for weights in layer]
        edges_of.append(edge)
        x = place + REACH * (edges[1:] + edges[:-1]) / (2 * edge)
        tallest = max(count.max() for count in counts) or 1
        reach = {"layer": names[place], "edge": edge}
        figure.add_scatter(
            x=x,
            y=counts[0] / tallest,
            fill="tozeroy",
            line={"color": BAR_BEST, "width": 1},
            hovertemplate=say("{layer}: from −{edge:.2f} to {edge:.2f}, now", **reach) + "<extra></extra>",
        )
        if start:
            figure.add_scatter(
                x=x,
                y=counts[1] / tallest,
                line={"color": QUIET, "width": 1.5},
                hovertemplate=say("{layer}: from −{edge:.2f} to {edge:.2f}, at the start", **reach) + "<extra></extra>",
            )
    under = [_scale(name, edge) for name, edge in zip(names, edges_of, strict=True)]
    figure.update_layout(margin={"t": 4})
    places = list(range(len(names)))
    figure.update_xaxes(tickvals=places, ticktext=under, tickangle=0, showgrid=False, zeroline=False, fixedrange=True)
    figure.update_yaxes(title=say("how many"), showticklabels=False, rangemode="tozero", fixedrange=True)
    return figure


def layer_health(
    gradient_sizes: Sequence[float], inactive: Sequence[float], saturated: Sequence[float], names: Sequence[str]
) -> Chart:
    """Return for each layer how large its gradient is per weight, with the shares of stuck nodes written beside it."""
    figure = blank(40 + 34 * len(names), bargap=0.3)
    words = [
        say("{size:.2g} · {dead} inactive · {full} saturated", size=size, dead=_percent(dead), full=_percent(full))
        for size, dead, full in zip(gradient_sizes, inactive, saturated, strict=True)
    ]
    largest = max((size for size in gradient_sizes if np.isfinite(size)), default=1) or 1
    figure.add_bar(
        x=np.asarray(gradient_sizes, np.float32) / largest,
        y=list(names),
        orientation="h",
        marker={"color": BAR},
        text=words,
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(range=[0, 3.2], visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", type="category", fixedrange=True, ticks="")
    return figure


def _scale(name: str, edge: float) -> str:
    """Return what stands under the middle of a layer's histogram: its zero, its name, and how far its ends are."""
    return say("0<br>{name}<br>to ±{edge:.2g}", name=name, edge=edge)


def _frame(
    measure: str, height: int, curves: Mapping[str, Curve]
) -> tuple[Chart, Callable[[Sequence[float | None]], dict[str, Any]]]:
    """Return the axes of learning curves, and what gives the values of a curve as they are drawn on them."""
    figure = blank(height, hovermode="x unified")
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0})
    figure.update_layout(margin={"l": 0, "r": 8, "t": 24, "b": 0})
    figure.update_xaxes(title=say("epoch"), fixedrange=True, rangemode="tozero", zeroline=False)
    of_epochs = {name: curve for name, curve in curves.items() if name != "batch"} or curves
    shown = [value for _, values in of_epochs.values() for value in values]
    if measure != "accuracy":
        every = [value for _, values in curves.values() for value in values]
        figure.update_yaxes(title=say(MEASURES[measure]), fixedrange=True, zeroline=False, **log_axis(every))
        return figure, lambda values: {"y": np.asarray(values, np.float32)}
    scale, least = accuracy_axis(shown)
    figure.update_yaxes(title=say(MEASURES[measure]), fixedrange=True, zeroline=False, **scale)
    return figure, lambda values: {"y": misread(values, least), "meta": {"y": list(values)}}


def _number(measure: str) -> str:
    return "%{text}" if measure == "accuracy" else "%{y:.4f}"


def _told(measure: str, values: Sequence[float | None]) -> list[str] | None:
    """Return the words on pointing at each value, where a share has to be written."""
    return ["" if value is None else share(value, 2) for value in values] if measure == "accuracy" else None


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"

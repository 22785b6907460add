"""A scale says where values lie along an axis: numbers lie where they are, names stand in a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullLocator
from numpy.typing import NDArray

from mnistnet.figures.still.words import POINTS, bare
from mnistnet.figures.theme import LINE_COLOUR, TEXT_COLOUR

__all__ = ["Scale", "scale_of", "show_scale"]


@dataclass(frozen=True)
class Scale:
    """The names that stand along an axis, in their order; none where it counts numbers."""

    names: list[str] = field(default_factory=list)

    def places(self, values: Iterable[Any]) -> NDArray[np.float64]:
        """Return where values lie, NaN for what is missing."""
        return np.array([self._place(value) for value in values], float)

    def _place(self, value: Any) -> float:
        if value is None:
            return np.nan
        return float(self.names.index(value)) if isinstance(value, str) else float(value)


def scale_of(figure: go.Figure, axis: str) -> Scale:
    """Return the scale of the axis "x" or "y" of a figure, from what its traces stand at."""
    along = [value for trace in figure.data for value in _given(trace, axis) if isinstance(value, str)]
    return Scale(list(dict.fromkeys(along)))


def _given(trace: Any, axis: str) -> Iterable[Any]:
    values = getattr(trace, axis, None)
    return () if values is None else values


def show_scale(axes: Axes, axis: Any, scale: Scale, name: str) -> None:
    """Show an axis as a figure wants it: its range, its ticks, its title, or nothing of all that."""
    own = axes.xaxis if name == "x" else axes.yaxis
    if axis.type == "log":
        (axes.set_xscale if name == "x" else axes.set_yscale)("log")
        own.set_minor_locator(NullLocator())
    _show_range(axes, axis, name)
    axes.spines[:].set_visible(False)
    if axis.visible is False or axis.showticklabels is False:
        own.set_ticks([])
    if axis.visible is False:
        return
    _show_ticks(own, axis, scale)
    if axis.showgrid is not False and not scale.names:
        own.grid(visible=True, color=LINE_COLOUR, linewidth=0.6)
    axes.set_axisbelow(True)
    if name == "x" and axis.side == "top":
        axes.xaxis.set_ticks_position("top")
        axes.xaxis.set_label_position("top")
    own.set_tick_params(length=0, labelcolor=TEXT_COLOUR, labelsize=(axis.tickfont.size or 12) * POINTS)
    own.set_label_text(bare(axis.title.text or ""), color=TEXT_COLOUR)


def _show_range(axes: Axes, axis: Any, name: str) -> None:
    limits = axes.set_xlim if name == "x" else axes.set_ylim
    if axis.range is not None:
        limits(*(10.0**end if axis.type == "log" else end for end in axis.range))
    elif axis.rangemode == "tozero" and axis.type != "log":
        limits(0)
    if axis.autorange == "reversed":
        (axes.invert_xaxis if name == "x" else axes.invert_yaxis)()


def _show_ticks(own: Any, axis: Any, scale: Scale) -> None:
    if axis.showticklabels is False:
        return
    if axis.tickvals is not None:
        texts = axis.tickvals if axis.ticktext is None else axis.ticktext
        own.set_ticks(list(axis.tickvals), [bare(text) for text in texts])
    elif scale.names:
        own.set_ticks(range(len(scale.names)), [bare(one) for one in scale.names])
    elif axis.type != "log":
        own.set_major_locator(MaxNLocator(axis.nticks or 6))
        percent = "%" in (axis.tickformat or "")
        own.set_major_formatter(lambda value, _: f"{value:.0%}" if percent else f"{value:.4g}".replace("-", "−"))

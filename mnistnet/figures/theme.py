"""The look that every figure shares: colours, margins, type.

Colours that must follow the visitor's light or dark theme are left to the app's theme: a heat map
with ``autocolorscale`` takes the theme's diverging colours in the visitor's browser.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure
from plotly.colors import get_colorscale

from mnistnet.patterns import colours as palettes
from mnistnet.words import say

RIGHT, WRONG, MARK = "#2E9E5B", "#D64545", "#8A5CD0"  # readable on light paper and on the dark board
QUIET = "#8B8C8C"
SMALLEST = 12  # of letters, in pixels
UNSEEN = 0.01  # of opacity: what has none answers to no click
BAR, BAR_BEST = "#76879A", "#3B82C4"

# Plotly's own toolbar hides behind every figure; a drag must scroll the page, not zoom the picture.
# Of its buttons only the camera stays, which saves the figure as a PNG, and it shows only under the mouse.
CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "displayModeBar": "hover",
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 3},
        "scrollZoom": False,
        "doubleClick": False,
    }
)
FOR_EXPORT = MappingProxyType({"displaylogo": False, "toImageButtonOptions": {"format": "png", "scale": 3}})

# The app's light theme, for figures that leave it; a test compares these with .streamlit/config.toml.
PAPER_COLOUR, TEXT_COLOUR, LINE_COLOUR = "#FBFAF6", "#1C1F24", "#D8D4C7"
CATEGORIES = (
    "#1F5FA8",
    "#C56220",
    "#1B7A43",
    "#B3261E",
    "#7A4FA3",
    "#7C5A3C",
    "#C2528B",
    "#5F6B7A",
    "#8A7F0B",
    "#0E8390",
)
DIVERGING, SEQUENTIAL = tuple(palettes.DIVERGING[False]), tuple(palettes.SEQUENTIAL[False])


class Figure(go.Figure):  # type: ignore[misc]
    """A figure that takes its traces as they are: what Plotly would check in every answer a test checks once."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        super().__init__(layout=layout)
        self._data_validator.validate_coerce = _as_they_are

    def add_heatmap(self, **properties: Any) -> go.Figure:
        """Add a heat map."""
        if isinstance(properties.get("colorscale"), str):  # of names the browser knows fewer
            properties["colorscale"] = get_colorscale(properties["colorscale"])
        return self.add_trace(go.Heatmap(_validate=False, **properties))

    def add_scatter(self, **properties: Any) -> go.Figure:
        """Add points, lines or words."""
        return self.add_trace(go.Scatter(_validate=False, **properties))

    def add_bar(self, **properties: Any) -> go.Figure:
        """Add bars."""
        return self.add_trace(go.Bar(_validate=False, **properties))


def _as_they_are(traces: Sequence[Any], **_: Any) -> list[Any]:
    """Return traces unchecked: this stands in the place of Plotly's check."""
    return list(traces)


def blank(height: int, **layout: Any) -> go.Figure:
    """Return an empty figure of `height` pixels with the margins and type that all figures share."""
    shared = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "showlegend": False,
        "font": {"size": SMALLEST},
        "hoverlabel": {"align": "left"},
    }
    return Figure(shared | layout)  # several times as fast as update_layout


def pixel_axes(figure: go.Figure, rows: int, columns: int) -> None:
    """Give the figure square cells counted from the top left corner, without ticks."""
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    set_axes(
        figure,
        {"range": [-0.5, columns - 0.5], **hidden},
        {"range": [rows - 0.5, -0.5], "scaleanchor": "x", "constraintoward": "top", **hidden},
    )


def set_axes(figure: go.Figure, x: Mapping[str, Any], y: Mapping[str, Any]) -> None:
    """Give the figure these axes in place of those it has; many times as fast as `update_xaxes`."""
    figure.layout.xaxis = x
    figure.layout.yaxis = y


def on_paper(figure: go.Figure) -> go.Figure:
    """Return a copy of a figure in the colours of light paper, for a place where no theme of the app reaches it."""
    scales = {
        name: [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]
        for name, colours in (("diverging", DIVERGING), ("sequential", SEQUENTIAL))
    }
    axis = {"gridcolor": LINE_COLOUR, "linecolor": LINE_COLOUR, "zerolinecolor": LINE_COLOUR, "automargin": True}
    template = {
        "colorway": CATEGORIES,
        "colorscale": scales,
        "font": {"family": say("system-ui, sans-serif"), "color": TEXT_COLOUR, "size": 13},
        "paper_bgcolor": PAPER_COLOUR,
        "plot_bgcolor": PAPER_COLOUR,
        "xaxis": axis,
        "yaxis": axis,
    }
    copy = go.Figure(figure)
    copy.update_layout(template={"layout": template}, autosize=True)
    return inked(copy, TEXT_COLOUR)


def inked(figure: go.Figure, ink: str) -> go.Figure:
    """Give all words of a figure one colour, whether they were clicked or not, and return the figure itself.

    Plotly would pale whatever is written beside a point that was clicked, and Streamlit writes in grey.
    """
    figure.layout.update(_ink_of_layout(figure.layout, ink))
    for trace in figure.data:
        own = trace.textfont.color if trace.type == "scatter" else None
        trace.update(_ink_of_trace(trace, own, ink))
    return figure


def _ink_of_layout(names: Iterable[str], ink: str) -> dict[str, Any]:
    """Return the colour of all that a layout writes; `names` are those of its parts."""
    font = {"font": {"color": ink}}
    axes = [name for name in names if name[:5] in ("xaxis", "yaxis")]
    return font | {"legend": font, "hoverlabel": font} | {a: {"tickfont": font["font"], "title": font} for a in axes}


def _ink_of_trace(trace: Any, own: Any, ink: str) -> dict[str, Any]:
    """Return the colour of what a trace writes, clicked or not; `own` is the colour that it has anyway."""
    if trace["type"] != "scatter" or "mode" not in trace or "text" not in (trace["mode"] or ""):
        return {}
    font = {"textfont": {"color": own if isinstance(own, str) else ink}}
    return {"selected": font, "unselected": font}


class Sent(BaseFigure):  # type: ignore[misc]
    """What the browser gets of a figure, all its words in one colour: its specification, and nothing to change.

    As `inked`, but a figure checks whatever is changed in it; a specification does not.
    """

    def __init__(self, figure: go.Figure, ink: str) -> None:
        self._specification = figure.to_dict()
        layout = self._specification["layout"]
        _merge(layout, _ink_of_layout({"xaxis", "yaxis"} | layout.keys(), ink))
        for trace, drawn in zip(self._specification["data"], figure.data, strict=True):
            if trace["type"] == "heatmap" and _is_only_looked_at(trace):
                trace.pop("text", None)
                _merge(trace, _in_steps(drawn.z, trace))
            own = trace.get("textfont", {}).get("color")
            _merge(trace, _ink_of_trace(trace, own, ink))

    def to_dict(self) -> dict[str, Any]:
        """Return the specification."""
        return self._specification


def _is_only_looked_at(trace: Mapping[str, Any]) -> bool:
    """Return whether nobody can read a heat map's numbers, and zero has the colour of the paper, in both themes."""
    follows_theme = trace.get("autocolorscale", False) and trace.get("zmin") in (0, -trace.get("zmax", 0))
    is_written = "texttemplate" in trace  # a confusion matrix has its numbers on its cells
    return follows_theme and trace.get("hoverinfo") == "skip" and not is_written


def _in_steps(values: Any, trace: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers of a heat map as whole steps of its colours, a byte each; gaps become zeros.

    `values` has shape (rows, columns); the largest step is the full colour, `zmax`.
    """
    most, least, kind = (127, -127, np.int8) if trace["zmin"] < 0 else (255, 0, np.uint8)
    steps = np.nan_to_num(np.asarray(values, np.float32)) * np.float32(most / trace["zmax"])
    packed = np.rint(steps).clip(least, most).astype(kind)
    shape = ", ".join(map(str, packed.shape))
    sent = {"dtype": packed.dtype.str[1:], "bdata": base64.b64encode(packed).decode(), "shape": shape}
    scale = {"z": sent, "zmin": least, "zmax": most}
    return scale | ({"colorbar": {"tickvals": [least, 0, most]}} if "colorbar" in trace else {})


def _merge(specification: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put more into a nested dictionary."""
    for name, value in more.items():
        if isinstance(value, Mapping):
            _merge(specification.setdefault(name, {}), value)
        else:
            specification[name] = value


def clickable(size: float, *, titled: bool = False) -> dict[str, Any]:
    """Return what makes the points of a scatter plot squares that cannot be seen and answer to a click.

    A click on a heat map gives no event, so squares of `size` pixels lie over it, or, with `titled`, under the titles
    that say what to click. They look the same whether they were clicked or not.
    """
    unseen = {"marker": {"opacity": UNSEEN}}
    marks = {"marker": {"size": size, "symbol": "square", "opacity": UNSEEN, "color": MARK}, "selected": unseen}
    if not titled:
        return {"mode": "markers", "unselected": unseen} | marks
    title = {"mode": "markers+text", "textposition": "middle center"}
    return title | marks | {"unselected": unseen}


def clickable_cells(classes: int, size: float) -> dict[str, Any]:
    """Return a square as `clickable` makes it for every cell of a matrix, labels down and answers across, in order."""
    cells = np.arange(classes**2)
    labels, answers = np.divmod(cells, classes)
    return {"x": answers, "y": labels, "customdata": cells, **clickable(size)}


def shades(colours: Sequence[str]) -> dict[str, Any]:
    """Return the look of a heat map whose values go from 0 to 1: colours at equal distances, and gaps between cells."""
    scale = [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]
    return {"colorscale": scale, "zmin": 0, "zmax": 1, "showscale": False, "hoverongaps": False, "xgap": 2, "ygap": 2}

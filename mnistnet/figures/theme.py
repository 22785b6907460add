"""The look that every figure shares: colours, margins, type.

Colours that must follow the visitor's light or dark theme are left to the app's theme: a heat map
with ``autocolorscale`` takes the theme's diverging colours in the visitor's browser.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType
from typing import Any

import numpy as np
import plotly.graph_objects as go

from mnistnet.figures.chart import Chart
from mnistnet.figures.sent import inked
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


def blank(height: int, **layout: Any) -> Chart:
    """Return an empty figure of `height` pixels with the margins and type that all figures share."""
    shared = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "showlegend": False,
        "font": {"size": SMALLEST},
        "hoverlabel": {"align": "left"},
    }
    return Chart(shared | layout)


def pixel_axes(figure: Chart, rows: int, columns: int) -> None:
    """Give the figure square cells counted from the top left corner, without ticks."""
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    set_axes(
        figure,
        {"range": [-0.5, columns - 0.5], **hidden},
        {"range": [rows - 0.5, -0.5], "scaleanchor": "x", "constraintoward": "top", **hidden},
    )


def set_axes(figure: Chart, x: Mapping[str, Any], y: Mapping[str, Any]) -> None:
    """Give the figure these axes in place of those it has."""
    for name in ("xaxis", "yaxis"):
        figure["layout"].pop(name, None)
    figure.update_layout(xaxis=x, yaxis=y)


def on_paper(figure: Chart) -> go.Figure:
    """Return a figure in the colours of light paper, as Plotly's own, for a place that no theme of the app reaches."""
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
    copy = go.Figure(deepcopy(figure))  # Plotly takes what it is given to pieces
    copy.update_layout(template={"layout": template}, autosize=True)
    return inked(copy, TEXT_COLOUR)


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

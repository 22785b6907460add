"""The look that every figure shares: colours, margins, type.

Colours that must follow the visitor's light or dark theme are left to the app's theme: a heat map
with ``autocolorscale`` takes the theme's diverging colours in the visitor's browser.
"""

from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

RIGHT, WRONG, MARK = "#2E9E5B", "#D64545", "#8A5CD0"  # readable on light paper and on the dark board
QUIET = "#8B8C8C"
BAR, BAR_BEST = "#9AA7B5", "#3B82C4"

# Plotly's own toolbar hides behind every figure; a drag must scroll the page, not zoom the picture.
CONFIG = MappingProxyType({"displayModeBar": False, "scrollZoom": False, "doubleClick": False})


def blank(height: int, **layout: Any) -> go.Figure:
    """Return an empty figure of `height` pixels with the margins and type that all figures share."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        dragmode=False,
        showlegend=False,
        hoverlabel={"align": "left"},
        **layout,
    )
    return figure


def pixel_axes(figure: go.Figure, rows: int, columns: int) -> None:
    """Give the figure square cells counted from the top left corner, without ticks."""
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[-0.5, columns - 0.5], constrain="domain", **hidden)
    figure.update_yaxes(range=[rows - 0.5, -0.5], scaleanchor="x", constrain="domain", constraintoward="top", **hidden)

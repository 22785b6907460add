"""The colours of a heat map, as a figure on light paper has them."""

from typing import Any

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb
from numpy.typing import NDArray
from plotly.colors import get_colorscale

from mnistnet.figures.theme import DIVERGING, SEQUENTIAL

__all__ = ["colours_of", "contrasting", "limits_of"]

BLANK = (0, 0, 0, 0)
LIGHT, DARK = "#FFFFFF", "#1C1F24"


def colours_of(trace: Any) -> Colormap:
    """Return the colours from the least to the largest value; what is missing has none."""
    scale = trace.colorscale
    if trace.autocolorscale:
        chosen = DIVERGING if limits_of(trace)[0] < 0 else SEQUENTIAL
        scale = [(i / (len(chosen) - 1), colour) for i, colour in enumerate(chosen)]
    elif isinstance(scale, str):
        scale = get_colorscale(scale)
    stops = [(float(place), _colour(colour)) for place, colour in scale]
    return LinearSegmentedColormap.from_list("", stops, N=1024).with_extremes(bad=BLANK)


def limits_of(trace: Any) -> tuple[float, float]:
    """Return the values of the first and the last colour."""
    if trace.zmin is not None and trace.zmax is not None:
        return float(trace.zmin), float(trace.zmax)
    values = np.asarray(trace.z, float)
    return float(np.nanmin(values)), float(np.nanmax(values))


def contrasting(cell: NDArray[np.floating] | tuple[float, ...]) -> str:
    """Return the colour of letters that can be read on a cell of a colour (red, green, blue, opacity)."""
    red, green, blue, opacity = cell
    light = opacity * (0.2126 * red + 0.7152 * green + 0.0722 * blue) + 1 - opacity
    return DARK if light > 0.5 else LIGHT


def _colour(colour: str) -> tuple[float, float, float]:
    """Return a colour such as "#123456" or "rgb(18, 52, 86)" as shares."""
    if colour.startswith("rgb("):
        red, green, blue = (float(part) / 255 for part in colour[4:-1].split(","))
        return red, green, blue
    return to_rgb(colour)

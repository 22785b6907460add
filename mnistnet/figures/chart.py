"""A chart is its own specification, as Plotly takes it in the browser: dictionaries within dictionaries, unchecked.

What Plotly's classes would check in every answer, at several times the cost of all else, a test checks once for each
function that draws.
"""

from collections.abc import Mapping
from typing import Any

from plotly.colors import get_colorscale

__all__ = ["Chart", "Part", "merged"]

# What holds parts of its own, so that their parts can be asked for even where there is none.
HOLDERS = {"colorbar", "error_x", "error_y", "font", "hoverlabel", "layout", "legend", "line", "margin", "marker"}
HOLDERS |= {"selected", "textfont", "tickfont", "title", "uniformtext", "unselected", "xaxis", "yaxis", "yaxis2"}
LISTS = {"annotations", "data", "frames", "shapes", "sliders", "updatemenus"}


class Part(dict[str, Any]):
    """A part of a chart: what stands in it can be read and set as attributes; what does not is None."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self.get(name)
        if value is None:
            return Part() if name in HOLDERS else () if name in LISTS else None
        if type(value) is dict:
            value = self[name] = Part(value)
        elif isinstance(value, list | tuple):
            if any(type(one) is dict for one in value):
                value = self[name] = [Part(one) if type(one) is dict else one for one in value]
            return tuple(value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = Part(value) if type(value) is dict else value

    def update(self, more: Mapping[str, Any] | None = None, **others: Any) -> None:  # type: ignore[override]
        """Put more into this part; parts that were there keep what is not told anew."""
        super().update(merged(self, {**(more or {}), **others}))


def merged(one: Mapping[str, Any], more: Mapping[str, Any]) -> Part:
    """Return a nested dictionary with more put into it; both stay as they are."""
    result = Part(one)
    for name, value in more.items():
        old = result.get(name)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[name] = merged(old, value) if both else value  # type: ignore[arg-type]
    return result


class Chart(Part):
    """A figure: its traces in ``data``, and its ``layout``.

    Parameters
    ----------
    layout : mapping
        As `update_layout` takes it.
    """

    def __init__(self, layout: Mapping[str, Any]) -> None:
        super().__init__(data=[], layout=Part())
        self.update_layout(**layout)

    def add_heatmap(self, **properties: Any) -> None:
        """Add a heat map."""
        if isinstance(properties.get("colorscale"), str):  # of names the browser knows fewer
            properties["colorscale"] = get_colorscale(properties["colorscale"])
        self._add("heatmap", properties)

    def add_scatter(self, **properties: Any) -> None:
        """Add points, lines or words."""
        self._add("scatter", properties)

    def add_bar(self, **properties: Any) -> None:
        """Add bars."""
        self._add("bar", properties)

    def _add(self, kind: str, properties: Mapping[str, Any]) -> None:
        told = {name: value for name, value in properties.items() if value is not None}
        self["data"].append(Part({"type": kind} | told))

    def add_shape(self, **properties: Any) -> None:
        """Add a rectangle or a line over the figure."""
        self._add_to("shapes", properties)

    def add_annotation(self, **properties: Any) -> None:
        """Add a note."""
        self._add_to("annotations", properties)

    def _add_to(self, name: str, properties: dict[str, Any]) -> None:
        self["layout"][name] = [*self["layout"].get(name, ()), Part(properties)]

    def add_vline(self, x: float, line: Mapping[str, Any], words: str = "") -> None:
        """Add an upright line from top to bottom, with words at its upper end."""
        self.add_shape(type="line", x0=x, x1=x, line=line, **UPRIGHT)
        if words:
            place = {"x": x, "xref": "x", "xanchor": "left", "y": 1, "yref": "y domain", "yanchor": "top"}
            self.add_annotation(text=words, showarrow=False, **place)

    def add_hline(self, y: float, line: Mapping[str, Any]) -> None:
        """Add a level line from edge to edge."""
        self.add_shape(type="line", y0=y, y1=y, yref="y", x0=0, x1=1, xref="x domain", line=line)

    def add_vband(self, x0: float, x1: float, **look: Any) -> None:
        """Add a band from top to bottom."""
        self.add_shape(type="rect", x0=x0, x1=x1, **UPRIGHT, **look)

    def update_layout(self, **more: Any) -> None:
        """Put more into the layout."""
        axes = {name: _titled(axis) for name, axis in more.items() if name[:5] in AXES}
        self["layout"].update(more | axes)

    def update_xaxes(self, **more: Any) -> None:
        """Put more into the x axis."""
        self.update_layout(xaxis=more)

    def update_yaxes(self, **more: Any) -> None:
        """Put more into the y axis."""
        self.update_layout(yaxis=more)


AXES = ("xaxis", "yaxis")
UPRIGHT: Mapping[str, Any] = {"xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}


def _titled(axis: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an axis whose title, if it is told as a text, is a part; what is None is left out."""
    told = {name: value for name, value in axis.items() if value is not None}
    return told | {"title": Part(text=told["title"])} if isinstance(told.get("title"), str) else told

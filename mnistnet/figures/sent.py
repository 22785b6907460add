"""What the browser gets of a figure: its specification with all words in one colour, and its numbers packed."""

import base64
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from plotly.basedatatypes import BaseFigure
from plotly.io import templates

from mnistnet.figures.chart import Chart, Part, merged

__all__ = ["Sent", "inked"]

Array = NDArray[Any]
WHOLE = (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32)  # kinds of whole numbers that a browser knows
PLAIN = {str, int, float, bool, type(None)}  # most of a specification: nothing in it to pack
LOOK = ("colorway", "colorscale")  # what figures take from a theme's template, besides the look of their traces


class Sent(BaseFigure):  # type: ignore[misc]
    """A figure on its way to the browser: its specification, and nothing to change.

    Parameters
    ----------
    chart : Chart
    ink : str
        The colour of all words. Plotly would pale whatever is written beside a point that was clicked, and Streamlit
        writes in grey.
    """

    def __init__(self, chart: Chart, ink: str) -> None:
        layout = merged(chart["layout"], _ink_of_layout({"xaxis", "yaxis"} | chart["layout"].keys(), ink))
        layout["template"] = _template(templates.default, frozenset(trace["type"] for trace in chart["data"]))
        parts = chart | {"data": [_trace(trace, ink) for trace in chart["data"]], "layout": layout}
        self._specification: dict[str, Any] = _packed(parts)

    def to_dict(self) -> dict[str, Any]:
        """Return the specification."""
        return self._specification


def inked(chart: Any, ink: str) -> Any:
    """Give all words of a figure one colour, whether they were clicked or not, and return the figure itself."""
    chart.layout.update(_ink_of_layout(chart.layout, ink))
    for trace in chart.data:
        trace.update(_ink_of_trace(trace, trace.textfont.color if trace.type == "scatter" else None, ink))
    return chart


def _trace(trace: Part, ink: str) -> Part:
    sent = merged(trace, _ink_of_trace(trace, trace.get("textfont", {}).get("color"), ink))
    if trace["type"] == "heatmap" and _is_only_looked_at(trace):
        sent.pop("text", None)
        sent.update(_in_steps(trace["z"], trace))
    return sent


@cache
def _template(name: str, kinds: frozenset[str]) -> dict[str, Any]:
    """Return of a theme's template what traces of some kinds need: a third of it, or less."""
    template = templates[name].to_plotly_json()
    looks = {kind: look for kind, look in template["data"].items() if kind in kinds}
    return {"data": looks, "layout": {part: template["layout"][part] for part in LOOK}}


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
    scale = {"z": np.rint(steps).clip(least, most).astype(kind), "zmin": least, "zmax": most}
    return scale | ({"colorbar": {"tickvals": [least, 0, most]}} if "colorbar" in trace else {})


def _packed(value: Any) -> Any:
    """Return a part of a specification with its arrays as the bytes of their numbers, which a browser reads at once."""
    if isinstance(value, dict):
        return {name: one if type(one) in PLAIN else _packed(one) for name, one in value.items()}
    if isinstance(value, np.ndarray):
        return _in_bytes(value)
    if isinstance(value, list | tuple) and len(value) and isinstance(value[0], dict | np.ndarray):
        return [_packed(one) for one in value]
    return value


def _in_bytes(array: Array) -> Any:
    """Return an array of numbers as the bytes of the smallest kind that holds whole ones; others as lists."""
    if array.dtype.kind in "iu" and array.size:
        least, most = array.min(), array.max()
        fitting = (kind for kind in WHOLE if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
        array = array.astype(next(fitting, np.float64)) if array.dtype.itemsize > 4 else array
    if array.dtype.kind not in "iuf" or (array.dtype.itemsize == 2 and array.dtype.kind == "f") or not array.size:
        return array.tolist()
    sent = {"dtype": array.dtype.str[1:], "bdata": base64.b64encode(array.tobytes()).decode()}
    return sent | ({"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {})

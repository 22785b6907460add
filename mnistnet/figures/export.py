"""A figure taken out of the app: a web page that needs nothing else, and the numbers behind it as a table."""

import csv
import html
import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from plotly.offline import get_plotlyjs

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import FOR_EXPORT, on_paper
from mnistnet.figures.tiles import Tiles

__all__ = ["PLOTLY_FILE", "as_page", "as_part", "numbers_as_csv", "pictured", "plotly_script"]

PLOTLY_FILE = "plotly.min.js"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{script}
<style>body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 62rem; padding: 0 1rem;
background: #FBFAF6; color: #1C1F24 }}</style></head>
<body><h1 style="font-size:1.3rem">{title}</h1>{figure}<p>{words}</p></body></html>
"""


def plotly_script(*, beside: bool = False) -> str:
    """Return the script element that figures need: the whole of Plotly, or a link to `PLOTLY_FILE` beside the page."""
    return f'<script src="{PLOTLY_FILE}"></script>' if beside else f"<script>{get_plotlyjs()}</script>"


def as_part(figure: Chart) -> str:
    """Return a figure as a piece of HTML, in the colours of light paper, for a page that has `plotly_script`."""
    return on_paper(figure).to_html(full_html=False, include_plotlyjs=False, config=dict(FOR_EXPORT))


def as_page(figure: Chart, title: str, words: str, *, beside: bool = False) -> str:
    """Return a figure as an interactive web page of its own.

    Parameters
    ----------
    figure : Chart
    title, words : str
        Plain text over the figure and under it.
    beside : bool
        Whether `PLOTLY_FILE` lies beside the page; else the page holds it, 5 MB.
    """
    texts = {"title": html.escape(title), "words": html.escape(words)}
    return PAGE.format(script=plotly_script(beside=beside), figure=as_part(figure), **texts)


def pictured(figure: Chart) -> NDArray[np.float32] | None:
    """Return the maps or pictures that a figure shows, as an array; None for a figure of another kind.

    Returns
    -------
    ndarray of shape (count, rows, columns), or (rows, columns) for one large map, or None
    """
    meta = figure.layout.meta or {}
    if not {"tiles", "map"} & meta.keys():
        return None
    trace = next(trace for trace in figure.data if trace.type == "heatmap")
    values = np.asarray(trace.z if trace.text is None else trace.text, np.float32)
    return Tiles(*meta["tiles"]).cut(values) if "tiles" in meta else values


def numbers_as_csv(figure: Chart) -> str:
    """Return the numbers that a figure draws as CSV with the columns series, x, y and value.

    A line, a bar or a point gives one row; a heat map gives one row a cell, its gaps left out.
    """
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(("series", "x", "y", "value"))
    for number, trace in enumerate(figure.data, 1):
        table.writerows(_rows(trace, trace.name or f"{trace.type} {number}"))
    return file.getvalue()


def _rows(trace: Any, name: str) -> Iterator[tuple[Any, ...]]:
    if trace.type == "heatmap":
        cells = np.asarray(trace.z, float)
        across = range(cells.shape[1]) if trace.x is None else trace.x
        down = range(cells.shape[0]) if trace.y is None else trace.y
        for row, y in zip(cells, down, strict=True):
            yield from ((name, x, y, float(value)) for x, value in zip(across, row, strict=True) if np.isfinite(value))
    elif trace.type in ("bar", "scatter", "scattergl"):
        count = len(next((axis for axis in (trace.x, trace.y) if axis is not None), ()))
        y_drawn = (trace.meta or {}).get("y", trace.y)  # what is meant, where something else is drawn
        x, y = (range(count) if axis is None else axis for axis in (trace.x, y_drawn))
        for place, (one, other) in enumerate(zip(x, y, strict=True)):
            if one is not None and other is not None:
                yield name, one, other, _label(trace.text, place)


def _label(texts: Any, place: int) -> str:
    """Return what is written at a point, if each point has a text of its own."""
    return "" if texts is None or isinstance(texts, str) else str(texts[place])

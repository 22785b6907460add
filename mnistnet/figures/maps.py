"""Signed maps: what each pixel does to each node, blue for pulling down and orange for pushing up."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.contour import INKED, contour
from mnistnet.figures.theme import MARK, QUIET, blank, clickable, pixel_axes
from mnistnet.figures.tiles import Tiles, fitted, title_cells
from mnistnet.words import say
from mnistnet.words.shares import share

BLUE_ORANGE, GREY = COLOURS = ("blue_orange", "grey")
Array = NDArray[Any]


def mosaic(
    maps: Array,
    titles: Sequence[str],
    *,
    across: int,
    unit: str,
    nodes: Sequence[int] | None = None,
    own_scale: bool = False,
    limit: float | None = None,
    colours: str = COLOURS[0],
    chosen: int | None = None,
    tile: int = 84,
    told: Sequence[str] | None = None,
    ink: Array | None = None,
) -> Chart:
    """Return all maps in one heat map, each under its title; with `told` a click on a map gives its node's number.

    Parameters
    ----------
    maps : ndarray of shape (count, rows, columns)
        Signed values; zero is the middle of the colour scale.
    titles : sequence of str
        Stands over each map, in lines parted by "<br>"; where " · " parts a title, a narrow map breaks it there.
    across : int
        How many maps stand side by side.
    unit : str
        What a value of 1 means, written at the colour scale.
    nodes : sequence of int, optional
        The number of each map's node (0, 1, ... by default).
    own_scale : bool
        Divide each map by its own largest value; else one scale serves all.
    limit : float, optional
        The value of full colour on the scale that serves all, so that two mosaics can share one; the
        largest value of these maps by default.
    colours : str
        One of `COLOURS`; `GREY` is the look of the original: brighter than mid-grey is positive.
    chosen : int, optional
        The node to mark.
    tile : int
        Height of one map on the screen, in pixels.
    told : sequence of str, optional
        What is said of each map on pointing at it. Then a click anywhere on a map chooses it; else pointing tells
        the value of the pixel.
    ink : ndarray of shape (rows, columns), uint8, optional
        A digit whose contour is drawn over every map.
    """
    maps = np.asarray(maps, np.float32)
    nodes = list(range(len(maps)) if nodes is None else nodes)
    titles = fitted(titles, tile)
    tiles = Tiles(len(maps), maps.shape[1], maps.shape[2], across, title_cells(titles, maps.shape[1], tile))
    largest = np.abs(maps).max(axis=(1, 2), keepdims=True)
    shown = maps / np.where(largest > 0, largest, 1) if own_scale else maps
    limit = 1.0 if own_scale else limit or float(largest.max()) or 1.0
    figure = blank(round(tiles.shape[0] * tile / tiles.rows) + 52, meta=tiles.meta)
    words = _words_of_pixels(tiles, nodes, unit, own_scale) if told is None else {"hoverinfo": "skip"}
    scale = _scale(limit, colours, say("share of each map's largest value") if own_scale else unit)
    figure.add_heatmap(z=tiles.lay(shown), text=tiles.lay(maps) if own_scale else None, **words, **scale)
    if ink is not None:
        _contours(figure, ink, [tiles.corner(i) for i in range(tiles.count)])
    figure.add_scatter(**tiles.outlines(), mode="lines", line={"color": QUIET, "width": 0.4}, hoverinfo="skip")
    x, y = tiles.centres
    figure.add_scatter(x=x, y=y, text=titles, mode="text", hoverinfo="skip")
    if told is not None:
        _maps_to_click(figure, tiles, nodes, told, tile)
    if chosen in nodes:
        figure.add_shape(type="rect", line={"color": MARK, "width": 3}, **tiles.frame(nodes.index(chosen), 1))
    pixel_axes(figure, *tiles.shape)
    return figure


def large_map(
    values: Array,
    *,
    unit: str,
    limit: float | None = None,
    colours: str = COLOURS[0],
    height: int = 330,
    clickable: Sequence[int] = (),
    chosen: int | None = None,
    ink: Array | None = None,
) -> Chart:
    """Return one signed map, large, with its colour scale.

    Parameters
    ----------
    values : ndarray of shape (rows, columns)
    unit : str
        What a value of 1 means.
    limit : float, optional
        The value of full colour; the map's own largest value by default.
    clickable : sequence of int, optional
        Pixels, counted row by row, that can be clicked and carry their number.
    chosen : int, optional
        The pixel to mark.
    ink : ndarray of shape (rows, columns), uint8, optional
        A digit whose contour is drawn over the map.
    """
    values = np.asarray(values, np.float32)
    figure = blank(height, meta={"map": list(values.shape)})
    figure.add_heatmap(
        z=values,
        hovertemplate=say("row %{y}, column %{x}<br>%{z:.3g} ") + unit + "<extra></extra>",
        **_scale(limit or float(np.abs(values).max()) or 1.0, colours, unit),
    )
    pixel_axes(figure, *values.shape)
    if ink is not None:
        _contours(figure, ink, [(0, 0)])
    if len(clickable):
        _pixels_to_click(figure, clickable, values.shape[1], size=round((height - 52) / len(values)))
    if chosen is not None:
        row, column = divmod(chosen, values.shape[1])
        corners = {"x0": column - 0.6, "x1": column + 0.6, "y0": row - 0.6, "y1": row + 0.6}
        figure.add_shape(type="rect", line={"color": MARK, "width": 3}, **corners)
    edge = {"x0": -0.5, "x1": values.shape[1] - 0.5, "y0": -0.5, "y1": values.shape[0] - 0.5}
    figure.add_shape(type="rect", line={"color": QUIET, "width": 1}, **edge)
    return figure


def _pixels_to_click(figure: Chart, pixels: Sequence[int], columns: int, size: int) -> None:
    """Lay an invisible square over every pixel that answers to a click."""
    rows, places = np.divmod(np.asarray(pixels), columns)
    figure.add_scatter(
        x=places,
        y=rows,
        customdata=list(pixels),
        **clickable(size),
        hovertemplate=say("row %{y}, column %{x}<extra></extra>"),
    )


def _scale(limit: float, colours: str, unit: str) -> dict[str, Any]:
    """Return the colours of a signed heat map: symmetric about zero, the scale drawn under it."""
    grey = {"colorscale": "Greys_r"} if colours == GREY else {"autocolorscale": True}
    bar = {"orientation": "h", "thickness": 10, "len": 0.5, "y": 0, "yanchor": "top", "ypad": 6, "xpad": 0}
    end = say("{limit:.3g}", limit=limit)
    ticks = {"tickvals": [-limit, 0, limit], "ticktext": [f"−{end}", "0", f"+{end}"]}
    title = {"title": {"text": unit, "side": "bottom"}}
    return grey | {"zmin": -limit, "zmax": limit, "hoverongaps": False, "colorbar": bar | ticks | title}


def _words_of_pixels(tiles: Tiles, nodes: Sequence[int], unit: str, own_scale: bool) -> dict[str, Any]:
    """Return what is said on pointing at a pixel: node, row, column and value."""
    place = say("node %{customdata[0]}, row %{customdata[1]}, column %{customdata[2]}<br>")
    value = "%{text:.3g}" if own_scale else "%{z:.3g}"
    return {
        "customdata": _places(tiles, nodes),
        "hovertemplate": place + value + say(" {unit}<extra></extra>", unit=unit),
    }


def _places(tiles: Tiles, nodes: Sequence[int]) -> Array:
    """Return node, row and column of every cell, for the words on hover."""
    kind = np.uint8 if max(nodes, default=0) < 256 else np.uint16
    rows, columns = np.mgrid[: tiles.rows, : tiles.columns]
    one = np.stack([rows, rows, columns], axis=-1).astype(kind)
    places = np.repeat(one[None], tiles.count, axis=0)
    places[..., 0] = np.array(nodes, kind)[:, None, None]
    return tiles.lay(places, fill=0)


def _contours(figure: Chart, ink: Array, corners: Sequence[tuple[int, int]]) -> None:
    """Draw the contour of a digit over the map at each corner."""
    x, y = contour(np.asarray(ink) >= INKED)
    figure.add_scatter(
        x=np.concatenate([x + np.float32(column) for _, column in corners]),
        y=np.concatenate([y + np.float32(row) for row, _ in corners]),
        mode="lines",
        line={"color": QUIET, "width": 0.8},
        hoverinfo="skip",
    )


def _maps_to_click(figure: Chart, tiles: Tiles, nodes: Sequence[int], told: Sequence[str], tile: int) -> None:
    """Lay an invisible square over each map; whatever is clicked, the nearest one answers."""
    x, y = tiles.centres
    figure.add_scatter(
        x=x,
        y=[value + (tiles.head + tiles.rows) / 2 for value in y],
        text=list(told),
        customdata=list(nodes),
        **clickable(tile),
        hovertemplate="%{text}<extra></extra>",
    )
    figure.layout.hoverdistance = tile


def node_titles(nodes: Sequence[int], values: Array, *, as_share: bool = False) -> list[str]:
    """Return "number · value" for each of `nodes`; outputs are given in percent."""
    return [f"{n} · {share(values[n]) if as_share else f'{values[n]:.2f}'}".replace("-", "−") for n in nodes]

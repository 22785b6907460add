"""Method beside method: the maps that all methods draw of one node, each with what is known of its accuracy."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.maps import COLOURS, large_map
from mnistnet.figures.theme import QUIET, pixel_axes
from mnistnet.figures.tiles import Tiles
from mnistnet.words import say

__all__ = ["beside"]

Array = NDArray[Any]


def beside(
    maps: Sequence[Array | None],
    titles: Sequence[str],
    notes: Sequence[str],
    *,
    across: int,
    unit: str,
    own_scale: bool = False,
    other_unit: Sequence[int] = (),
    colours: str = COLOURS[0],
    tile: int = 110,
) -> Chart:
    """Return maps of one node side by side, a title and two short notes over each.

    Parameters
    ----------
    maps : sequence of ndarray of shape (rows, columns), or None
        None leaves the place empty: that method does not apply.
    titles, notes : sequences of str
        A note may hold one ``<br>``.
    across : int
        How many maps stand side by side.
    unit : str
        What a value of 1 means.
    own_scale : bool
        Divide each map by its own largest value; else one scale serves all.
    other_unit : sequence of int
        Places of maps in another unit, which have a scale of their own in any case.
    colours : str
        One of `COLOURS`.
    tile : int
        Height of one map on the screen, in pixels.
    """
    rows, columns = next(one.shape for one in maps if one is not None)
    values = np.stack([np.full((rows, columns), np.nan) if one is None else one for one in maps]).astype(np.float32)
    largest = np.nan_to_num(np.abs(values)).max(axis=(1, 2))
    common = max((size for i, size in enumerate(largest) if i not in other_unit), default=0) or 1.0
    alone = np.isin(np.arange(len(maps)), other_unit) | own_scale
    divisors = np.where(alone, np.where(largest > 0, largest, 1), 1.0 if own_scale else common)
    limit = 1.0 if own_scale else float(common)
    tiles = Tiles(len(maps), rows, columns, across, head=round(54 * rows / tile))
    figure = large_map(
        tiles.lay((values / divisors[:, None, None]).astype(np.float32) * np.float32(limit)),
        unit=say("share of each map's largest value") if own_scale else unit,
        limit=limit,
        colours=colours,
        height=round(tiles.shape[0] * tile / tiles.rows) + 52,
    )
    figure.layout.pop("shapes", None)
    figure.data[0].update(text=tiles.lay(values), hovertemplate="%{text:.3g}<extra></extra>")
    figure.add_scatter(**tiles.outlines(), mode="lines", line={"color": QUIET, "width": 0.4}, hoverinfo="skip")
    _write(figure, tiles, titles, notes)
    pixel_axes(figure, *tiles.shape)
    return figure


def _write(figure: Chart, tiles: Tiles, titles: Sequence[str], notes: Sequence[str]) -> None:
    """Write title and notes over each tile."""
    x, y = tiles.centres
    figure.add_scatter(
        x=x,
        y=y,
        text=[f"<b>{title}</b><br>{note}" for title, note in zip(titles, notes, strict=True)],
        mode="text",
        textposition="middle center",
        hoverinfo="skip",
    )

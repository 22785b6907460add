"""A player shows a film in one place: one picture that changes, a button that plays it and a slider to move in it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.figures.film import PALETTES, palette_colours
from mnistnet.figures.theme import QUIET, blank, pixel_axes
from mnistnet.words import say

__all__ = ["player"]

Array = NDArray[Any]
PACE = 250  # milliseconds a picture stands
CONTROLS = 96  # pixels of the screen under the picture
BESIDE = 88  # pixels that the buttons stand in, left of the slider


def player(
    pictures: Array, titles: Sequence[str], *, start: int, height: int = 300, palette: str = PALETTES[0]
) -> Chart:
    """Return a film in one place, on one common scale; it plays in the browser, without asking the server.

    Parameters
    ----------
    pictures : ndarray of shape (count, rows, columns)
    titles : sequence of str
        What stands at each picture.
    start : int
        Which picture is shown at first.
    height : int
        Of the picture, in pixels of the screen.
    palette : str
        One of `PALETTES`.
    """
    pictures = np.asarray(pictures, np.float32)
    values = pictures[np.isfinite(pictures)]
    figure = blank(height + CONTROLS)
    figure.add_heatmap(
        z=pictures[start],
        hoverongaps=False,
        hovertemplate="%{z:.3g}<extra></extra>",
        showscale=False,
        **palette_colours((float(values.min()), float(values.max())), palette),
    )
    names = [str(i) for i in range(len(pictures))]
    figure.frames = [
        {"name": name, "data": [{"type": "heatmap", "z": picture}], "traces": [0]}
        for name, picture in zip(names, pictures, strict=True)
    ]
    rows, columns = pictures.shape[1:]
    edge = {"x0": -0.5, "x1": columns - 0.5, "y0": -0.5, "y1": rows - 0.5}
    figure.add_shape(type="rect", line={"color": QUIET, "width": 1}, **edge)
    pixel_axes(figure, rows, columns)
    figure.update_layout(
        margin={"l": 8, "r": 8, "t": 0, "b": CONTROLS},
        updatemenus=[_buttons(names)],
        sliders=[_slider(names, titles, start)],
    )
    return figure


def _slider(names: Sequence[str], titles: Sequence[str], start: int) -> dict[str, Any]:
    """Return a slider with a step for each picture."""
    steps = [
        {"label": title, "method": "animate", "args": [[name], _how(0)]}
        for name, title in zip(names, titles, strict=True)
    ]
    place = {"x": 0, "len": 1, "y": 0, "pad": {"t": 8, "l": BESIDE}, "ticklen": 0, "minorticklen": 4}
    shown = {"visible": True, "xanchor": "left", "font": {"size": 14}}
    return {"active": start, "steps": steps, "currentvalue": shown, "font": {"size": 1}, **place}


def _buttons(names: Sequence[str]) -> dict[str, Any]:
    """Return the buttons that play the film from its beginning and stop it."""
    buttons = [
        {"label": f"▶ {say('Play')}", "method": "animate", "args": [list(names), _how(PACE)]},
        {"label": f"■ {say('Stop')}", "method": "animate", "args": [[None], _how(0)]},
    ]
    place = {"x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "pad": {"t": 8}}
    return {"type": "buttons", "direction": "down", "buttons": buttons, "showactive": False, **place}


def _how(milliseconds: int) -> dict[str, Any]:
    """Return how frames follow each other: at once, each redrawn whole."""
    return {
        "mode": "immediate",
        "frame": {"duration": milliseconds, "redraw": True},
        "transition": {"duration": 0},
        "fromcurrent": False,
    }

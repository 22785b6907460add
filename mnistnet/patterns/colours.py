"""Colours for pictures that leave the page: light and dark mean in a file what they mean on the screen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["PALETTES", "coloured", "paper", "scale_of", "text_colour"]

Array = NDArray[Any]
Limit = tuple[float, float]

PALETTES = ("ink", "viridis")
# The app's two themes, each from nothing to much and from much below zero to much above; a test holds them to it.
SEQUENTIAL = {
    False: [
        "#FBFAF6",
        "#DEDDDB",
        "#C2C2C0",
        "#A6A6A6",
        "#8B8C8C",
        "#727374",
        "#595A5C",
        "#414346",
        "#2B2D30",
        "#16181C",
    ],
    True: [
        "#15181D",
        "#292C30",
        "#3F4144",
        "#565759",
        "#6E6F6F",
        "#878786",
        "#A1A09E",
        "#BBBAB6",
        "#D7D5CF",
        "#F3F0E8",
    ],
}
DIVERGING = {
    False: [
        "#08407F",
        "#326CAB",
        "#5A9BD8",
        "#ABCBE9",
        "#FBFAF6",
        "#FBFAF6",
        "#F8C39E",
        "#EE8A3A",
        "#C56220",
        "#9C3A00",
    ],
    True: [
        "#8CC4FF",
        "#5D98D7",
        "#2F6DB0",
        "#244162",
        "#15181D",
        "#15181D",
        "#623924",
        "#B85A12",
        "#DC8545",
        "#FFB070",
    ],
}
VIRIDIS = ("#440154", "#482878", "#3E4989", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6ECE58", "#B5DE2B", "#FDE725")


def scale_of(limit: Limit, palette: str) -> Limit:
    """Return which values get the first and the last colour, for values from limit[0] to limit[1].

    A scale begins at 0; with "ink" one that has values below 0 reaches as far down as up, so that 0 looks like paper.
    """
    low, high = limit
    if palette != "ink":
        return min(low, 0.0), high if high > min(low, 0.0) else 1.0
    if low < 0:
        return -max(-low, high), max(-low, high)
    return 0.0, high or 1.0


def coloured(values: Array, limit: Limit, palette: str = PALETTES[0], dark: bool = False) -> NDArray[np.uint8]:
    """Return the colour of every value, shape (..., 3); NaN is paper.

    Parameters
    ----------
    values : ndarray
    limit : (float, float)
        The smallest and the largest value of whatever shares this scale.
    palette : str
        One of `PALETTES`. "ink": from paper for 0 to ink for the largest; where there are values below 0, blue for
        them and orange for those above.
    dark : bool
        Whether paper is dark and ink light, as in the app's dark theme.
    """
    low, high = scale_of(limit, palette)
    colours = VIRIDIS if palette != "ink" else (DIVERGING if low < 0 else SEQUENTIAL)[dark]
    share = (np.asarray(values, float) - low) / (high - low)
    stops, places = np.array([_rgb(colour) for colour in colours], float), np.linspace(0, 1, len(colours))
    mixed = np.stack([np.interp(share, places, stop) for stop in stops.T], axis=-1)
    return np.rint(np.where(np.isnan(share)[..., None], _rgb(paper(dark)), mixed)).astype(np.uint8)


def paper(dark: bool) -> str:
    """Return the colour of paper."""
    return SEQUENTIAL[dark][0]


def text_colour(dark: bool) -> str:
    """Return the colour of writing."""
    return SEQUENTIAL[dark][-1]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))

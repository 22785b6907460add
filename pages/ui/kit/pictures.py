"""Digits and figures on a page, always in the same sizes and with words for people who cannot see them."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, TypedDict

import streamlit as st
from numpy.typing import NDArray
from streamlit.elements.lib.streamlit_plotly_theme import SEQUENTIAL_9

from mnistnet.figures import digit_png
from mnistnet.figures.chart import Chart
from mnistnet.figures.coloured_ink import coloured_ink
from mnistnet.figures.ink import grey_png
from mnistnet.figures.sent import Sent
from mnistnet.figures.theme import CONFIG
from pages.ui.kit import record
from pages.ui.kit.described import described
from pages.ui.kit.text import unmarked
from pages.ui.kit.viewport import is_half, is_phone, room
from pages.ui.state import set_value, value_of

INK = SEQUENTIAL_9  # the last of our sequential colours, which Streamlit puts in by the theme that the reader has
THUMBNAIL, CARD, STAGE = 28, 84, 280


def is_dark() -> bool:
    """Return whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def show_digit(image: NDArray[Any], alt: str, size: int = CARD, framed: bool = False) -> None:
    """Show a digit as ink in one of the three sizes.

    The picture travels inside the page: a file of its own could be replaced before the browser has asked for it.
    """
    st.image(_address(image, size, framed), width=size, alt=unmarked(alt))


@dataclass(frozen=True)
class Captioned:
    """A digit with a few words: some stand out, the others are quiet."""

    image: NDArray[Any]
    alt: str
    bold: str
    quiet: str


def show_captioned(digits: Iterable[Captioned], size: int, beside: bool = False) -> None:
    """Show several digits with their words as one element of the page: below them, side by side; or beside each."""
    figures = [
        f'<figure><img src="{_address(one.image, size)}" width="{size}" alt="{escape(unmarked(one.alt))}">'
        f"<figcaption><b>{escape(one.bold)}</b> <span>{escape(one.quiet)}</span></figcaption></figure>"
        for one in digits
    ]
    st.html(f'<div class="captioned{" beside" if beside else ""}">{"".join(figures)}</div>')


def _address(image: NDArray[Any], size: int, framed: bool = False) -> str:
    """Return a digit as an address that holds all of it, for a picture so many pixels wide."""
    png = digit_png(image, dark=is_dark(), zoom=max(1, size // image.shape[0]), framed=framed)
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def show_grey(light: NDArray[Any], alt: str, width: int) -> None:
    """Show light from 0 (black) to 1 (white), shape (rows, columns), as it is in both themes."""
    st.image(f"data:image/png;base64,{base64.b64encode(grey_png(light)).decode()}", width=width, alt=unmarked(alt))


def show_coloured_ink(image: NDArray[Any], values: NDArray[Any], alt: str) -> None:
    """Show a digit large, its ink coloured by signed values."""
    png = coloured_ink(image, values, dark=is_dark(), zoom=STAGE // image.shape[0])
    st.image(f"data:image/png;base64,{base64.b64encode(png).decode()}", width=STAGE, alt=unmarked(alt))


def show_figure(figure: Chart, key: str, alt: str) -> None:
    """Show a figure that is only looked at."""
    alt = described(figure, alt)
    record.note_figure(key, alt, figure)
    st.plotly_chart(Sent(figure, INK), key=key, alt=alt, config=_config(key))


def show_clickable(
    figure: Chart, key: str, alt: str, chooses: str | Callable[[int], None], taken: Chart | None = None
) -> None:
    """Show a figure whose tiles can be clicked; a click sets the session's `chooses` to the tile's number.

    Where more than one thing follows from a click, `chooses` is a function of that number. `taken` is what goes home
    instead, of a figure that needs this page beside it.
    """

    def choose() -> None:
        number = _clicked(value_of(key))
        if number is None:
            return
        if callable(chooses):
            chooses(number)
        else:
            set_value(chooses, number)

    alt = described(figure, alt)
    record.note_figure(key, alt, figure if taken is None else taken)
    st.plotly_chart(Sent(figure, INK), key=key, alt=alt, config=_config(key), on_select=choose, selection_mode="points")


def _clicked(event: Any) -> int | None:
    """Return the number of the tile that a browser says was clicked; None if it names none."""
    try:
        place = event["selection"]["points"][0]["customdata"]
        return int(place[0] if isinstance(place, list) else place)
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None


def _config(key: str) -> dict[str, Any]:
    """Return Plotly's settings; a figure that is saved is called after its key."""
    return {**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": key}}


class Grid(TypedDict):
    """How many tiles stand side by side, and how many pixels wide each comes out."""

    across: int
    tile: int


def grid(wide: int, phone: int) -> Grid:
    """Return how many tiles stand side by side in this window, and how large they come out, as mosaics take it.

    Half a page has half as many.
    """
    across = phone if is_phone() else -(-wide // 2) if is_half() else wide
    return {"across": across, "tile": round(room(820) / across * 28 / 30)}

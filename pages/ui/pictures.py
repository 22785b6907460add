"""Digits and figures on a page, always in the same sizes and with words for people who cannot see them."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from mnistnet.figures import digit_png
from mnistnet.figures.theme import CONFIG
from pages.ui.viewport import is_phone, room

THUMBNAIL, CARD, STAGE = 28, 84, 280


def is_dark() -> bool:
    """Return whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def show_digit(image: NDArray[Any], alt: str, size: int = CARD) -> None:
    """Show a digit as ink in one of the three sizes."""
    st.image(digit_png(image, dark=is_dark(), zoom=max(1, size // image.shape[0])), width=size, alt=alt)


def show_figure(figure: go.Figure, key: str, alt: str) -> None:
    """Show a figure that is only looked at."""
    st.plotly_chart(figure, key=key, alt=alt, config=dict(CONFIG))


def show_clickable(figure: go.Figure, key: str, alt: str, chooses: str) -> None:
    """Show a figure whose tiles can be clicked; a click sets the session's `chooses` to the tile's number."""

    def choose() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points:
            number = points[0]["customdata"]
            st.session_state[chooses] = int(number[0] if isinstance(number, list) else number)

    st.plotly_chart(figure, key=key, alt=alt, config=dict(CONFIG), on_select=choose, selection_mode="points")


def grid(wide: int, phone: int) -> dict[str, int]:
    """Return how many tiles stand side by side in this window, and how large they come out, as mosaics take it."""
    across = phone if is_phone() else wide
    return {"across": across, "tile": round(room(820) / across * 28 / 30)}

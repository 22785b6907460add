"""What takes long and stands far down is worked out when it comes near the window: who stays above does not wait.

The browser says when a part comes near and when it is far again. While it is near it is drawn with the page; what was
drawn stays, and is there at once when one comes back to it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from pages.ui.state import mine, value_of

__all__ = ["when_near"]

_lookout = st.components.v2.component(
    "mnistnet_near", html="<div></div>", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def when_near(key: str, about: str, height: int, show: Callable[[], None], note: Callable[[], None]) -> None:
    """Show a part of the page once it comes near the window.

    Parameters
    ----------
    key : str
        Of the part.
    about : str
        What tells that which is shown from all else that the part may show.
    height : int
        How many pixels are kept free until then.
    show : callable
        Shows it; in a run of its own where it comes near later than the page.
    note : callable
        Notes what is not shown yet, so that it can be taken home.
    """
    st.fragment(_part)(key, about, height, show, note)


def _part(key: str, about: str, height: int, show: Callable[[], None], note: Callable[[], None]) -> None:
    drawn = mine().drawn_near
    place = st.container(key=f"{key}_part")
    with place:
        content = st.container()
        told = is_near(key, 0 if drawn.get(key) == about else height)
    is_spoken_of = bool(mine().course.lesson)  # a lesson scrolls to what it speaks of
    if not (told or is_spoken_of or drawn.get(key) == about):
        note()
        return
    drawn[key] = about
    with content:
        show()


def is_near(key: str, height: int) -> bool:
    """Let the browser look out for a part, and return whether it has said that it is near."""
    said = value_of(f"{key}_near")
    known = isinstance(said, Mapping) and said.get("near") is True
    data = {"part": f"{key}_part", "room": f"{key}_near", "near": known, "height": 0 if known else height}
    return _lookout(data=data, key=f"{key}_near", on_near_change=_ignore).near is True


def _ignore() -> None: ...

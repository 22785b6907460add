"""How wide a phone's window is, told by its browser once; pages open at their top, fingers scroll them, keys stay."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from pages.ui.state import mine

PHONE = 640  # CSS pixels; the width at which columns fold under each other
USUAL_PHONE = 390
COOKIE = "mnistnet_width"
MARGIN = 32  # what the page leaves free at both sides of a phone's screen, together
GUTTER = 24  # between two halves of a page

_halves = ContextVar("halves", default=False)

HERE = Path(__file__).parent
SCRIPTS = ("viewport", "focus")  # one module together

_width = st.components.v2.component(
    "mnistnet_viewport",
    html="<span></span>",
    js="\n".join(HERE.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS),
)


def watch(page: str, shows: str = "") -> None:
    """Ask the browser for its width; where that is not what was expected, the page runs once more.

    `shows` is the key of what the open step of a lesson speaks of: a phone scrolls there.
    """
    if mine().phone_width is None:
        mine().phone_width = _expected()
    with st.container(key="viewport", height=1, border=False):
        course = mine().course
        step = f"{course.lesson} {course.step}" if course.lesson else ""
        data = {"width": _phone_width(), "phone": PHONE, "cookie": COOKIE, "page": page, "step": step, "shows": shows}
        answer = _width(data=data, key="viewport_width", on_width_change=_ignore, on_back_change=_ignore)
    if answer.width is not None:
        mine().phone_width = _told(answer.width)


def _told(width: object) -> int:
    """Return the width that a browser tells, 0 where that is no phone's or no number at all."""
    return int(width) if isinstance(width, int | float) and 0 < width < PHONE else 0


def _ignore() -> None: ...


def _expected() -> int:
    """Return how wide the window will be: as at the last visit, else what the browser says of its device."""
    told = str(st.context.cookies.get(COOKIE, ""))
    if re.fullmatch(r"\d{1,3}", told) and int(told) < PHONE:
        return int(told)
    return USUAL_PHONE if "Mobi" in str(st.context.headers.get("User-Agent", "")) else 0


def is_phone() -> bool:
    """Return whether the visitor's window is as narrow as a phone's."""
    return _phone_width() > 0


def room(wide: int) -> int:
    """Return how many pixels stand side by side: `wide`, half of it within `halves`, or what a phone has."""
    if is_phone():
        return _phone_width() - MARGIN
    return (wide - GUTTER) // 2 if is_half() else wide


@contextmanager
def halves() -> Iterator[None]:
    """Let everything that asks how much room there is reckon with half a page; a phone has no halves."""
    before = _halves.set(True)
    try:
        yield
    finally:
        _halves.reset(before)


def is_half() -> bool:
    """Return whether two halves of a page are being filled, in a window that is wide enough for both."""
    return _halves.get() and not is_phone()


def _phone_width() -> int:
    return mine().phone_width or 0

"""The canvas in the browser, which draws, and the hand beside it, which tells of every mark at once."""

import base64
import io
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from mnistnet.limits import bounds
from mnistnet.notebook.png import png_bytes
from mnistnet.strokes.marks import SIDE, Line, Squares, read_mark
from mnistnet.words import say
from pages.ui.holdings import offered
from pages.ui.holdings.frozen import frozen
from pages.ui.state import Board, mine, value_of

HAND = "hand"
BOARDS = 16  # whose pixels are kept, 80 kB each: a run asks for those of its visitor's several times
MOST_AT_ONCE = bounds.STROKES_AT_ONCE.most
PEN, RUBBER = "#FFFFFF", "#000000"
GREYS = np.arange(256, dtype=np.uint8)[:, None].repeat(3, axis=1)

_hand = st.components.v2.component(
    "mnistnet_hand",
    html="<span></span>",
    js=offered.code(Path(__file__).with_name("hand.js").read_text(encoding="utf-8")),
    isolate_styles=False,
)


def show(board: Board, width: int) -> None:
    """Show the canvas as it was last made anew, or else with `board` on it; the pen is so many pixels wide."""
    from streamlit_drawable_canvas import st_canvas  # it can only be imported while the app runs

    state = mine().board
    st_canvas(
        stroke_width=width,
        stroke_color=RUBBER if state.rubs else PEN,
        background_color=RUBBER,
        height=SIDE,
        width=SIDE,
        initial_drawing=_strokes_of(state.shown or board) | {"made_anew": state.version},
        update_streamlit=False,  # the hand tells of every stroke, and sooner
        key="canvas",
    )


def watch(board: Board, width: int, take: Callable[[], None]) -> None:
    """Let the hand watch the canvas, where there is one; it calls `take` when it has marks.

    It belongs to the frame, not to the page with the board: so a stroke that is drawn just before the page is left
    still arrives.

    Parameters
    ----------
    board : Board
        What is drawn by now; the canvas has the strokes since it was made anew by itself.
    width : int
        Of the pen, in pixels.
    """
    state = mine().board
    facts = {"version": state.version, "taken": state.taken, "width": width, "rubs": state.rubs, "side": SIDE}
    sample = url_of(board.digit) if board.is_sample and board.digit is not None else ""
    more = {"page": state.page, "sample": sample, "behind": state.shown is not state.history[-1], "words": _words()}
    _hand(data=facts | more, key=HAND, on_marks_change=take)


def told(taken: int) -> Iterator[tuple[int, Mapping[str, Any], Line | Squares | None]]:
    """Yield the marks after number `taken` that the browser tells of: number, message, and the mark if it is one."""
    marks = getattr(value_of(HAND), "marks", None)
    for message in marks[:MOST_AT_ONCE] if isinstance(marks, list) else []:
        number = message.get("seq") if isinstance(message, dict) else None
        if isinstance(number, int) and number > taken:
            try:
                yield number, message, read_mark(message)
            except ValueError:
                yield number, message, None


def url_of(picture: NDArray[np.uint8]) -> str:
    """Return a picture as an address that holds all of it."""
    return _url(png_of(picture))


def png_of(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture of shape (rows, columns) as the bytes of a PNG."""
    return png_bytes(picture, GREYS)


@lru_cache(BOARDS)
def ink_of(png: bytes) -> NDArray[np.uint8]:
    """Return the picture in a PNG of the board, shape (280, 280), read-only; blank paper for none."""
    if not png:
        return frozen(np.zeros((SIDE, SIDE), np.uint8))
    return frozen(np.asarray(Image.open(io.BytesIO(png), formats=["PNG"]).convert("L")))


def _url(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()


def _strokes_of(board: Board) -> dict[str, Any]:
    """Return what the canvas component needs to show a board; a sample lies over the canvas, not on it."""
    if board.is_sample or (board.digit is None and not board.png):
        return {"objects": []}
    png, side = (board.png, SIDE) if board.digit is None else (png_of(board.digit), len(board.digit))
    place = {"left": 0, "top": 0, "originX": "left", "originY": "top", "width": side, "height": side}
    size = {"scaleX": SIDE / side, "scaleY": SIDE / side, "selectable": False, "imageSmoothing": False}
    return {"objects": [{"type": "Image", "src": _url(png)} | place | size]}


def _words() -> dict[str, str]:
    """Return what the hand says, on the board and to screen readers."""
    return {
        "over": say("draw over me"),
        "keys": say("arrows move · space inks · X rubs out · Shift + arrows draw"),
        "label": say(
            "Drawing board of 28 by 28 squares. Arrow keys move, space inks a square, X rubs it out, "
            "Shift with an arrow key draws."
        ),
        "place": say("Row {row}, column {column}", row="%r", column="%c"),
        "ink": say("ink"),
        "blank": say("blank"),
    }

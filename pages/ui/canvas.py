"""The drawing board: the one place that knows the canvas component, what is on it, and how to take a stroke back."""

import base64
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing import read_drawing
from pages.ui import cache

SIZE, PEN = 280, 20
FIRST_DIGIT = 3  # of the test split: what lies on the board before the first stroke


@dataclass(frozen=True, eq=False)
class Board:
    """One state of the drawing board.

    Attributes
    ----------
    strokes : dict
        What the canvas component needs to show the same strokes again.
    digit : ndarray of shape (28, 28), uint8, or None
        What a network receives; None while nothing is drawn.
    """

    strokes: dict[str, Any]
    digit: NDArray[np.uint8] | None


def drawn_digit() -> NDArray[np.uint8] | None:
    """Return the drawing as a network receives it, or None if nothing is drawn."""
    return _history()[-1].digit


def enter(page: str) -> None:
    """Note which page is open: the canvas forgets its strokes when its page is left, so they are laid on it again."""
    if st.session_state.get("_page") != page:
        st.session_state["_page"] = page
        _show(_history()[-1])


def board() -> NDArray[np.uint8] | None:
    """Show the drawing board with its buttons and return the drawing as `drawn_digit` does."""
    shown, version = st.session_state["_board_shown"], st.session_state["_board_version"]
    strokes, rgba = _canvas(shown, st.session_state.get("pen", PEN), f"canvas_{version}")
    if rgba is not None and strokes["objects"] != _history()[-1].strokes["objects"]:
        _history().append(Board(strokes, read_drawing(rgba).digit))
        del _history()[:-100]
    with st.container(horizontal=True, gap="xxsmall"):
        st.button("Clear", key="clear", on_click=_put, args=(Board({"objects": []}, None),))
        st.button("Undo", key="undo", on_click=_undo, disabled=len(_history()) < 2)
        with st.popover("Pen"):
            st.slider("Stroke width in pixels", 8, 40, PEN, key="pen", persist_state="session")
        st.button(
            "", key="dice", icon=":material/casino:", on_click=_put_test_digit, help="Put a test digit on the board"
        )
    return drawn_digit()


def _canvas(strokes: dict[str, Any], width: int, key: str) -> tuple[dict[str, Any], NDArray[np.uint8] | None]:
    """Return the strokes on the canvas and its pixels (280, 280, 4), or None for the pixels before the first stroke."""
    from streamlit_drawable_canvas import st_canvas  # it can only be imported while the app runs

    result = st_canvas(
        stroke_width=width,
        stroke_color="#FFFFFF",
        background_color="#000000",
        height=SIZE,
        width=SIZE,
        initial_drawing=strokes,
        return_image_data=True,
        key=key,
    )
    return result.json_data or {"objects": []}, result.image_data


def _history() -> list[Board]:
    """Return the board's states, the newest last; at first a test digit lies on it."""
    if "_board_history" not in st.session_state:
        st.session_state["_board_history"] = [_preloaded(FIRST_DIGIT)]
    return st.session_state["_board_history"]


def _preloaded(number: int) -> Board:
    """Return a board that holds a digit of the test split, as crisp squares."""
    digit = cache.test_digits().images[number]
    file = io.BytesIO()
    Image.fromarray(digit).save(file, "PNG")
    url = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    place = {"left": 0, "top": 0, "originX": "left", "originY": "top", "width": 28, "height": 28}
    size = {"scaleX": SIZE / 28, "scaleY": SIZE / 28, "selectable": False, "imageSmoothing": False}
    image = {"type": "Image", "src": url} | place | size
    return Board({"objects": [image]}, digit)


def _put(state: Board) -> None:
    """Lay another state on the board: the canvas is made anew, and undo can come back from it."""
    _history().append(state)
    _show(state)


def _put_test_digit() -> None:
    _put(_preloaded(int(np.random.default_rng().integers(len(cache.test_digits())))))


def _undo() -> None:
    _history().pop()
    _show(_history()[-1])


def _show(state: Board) -> None:
    st.session_state["_board_version"] = st.session_state.get("_board_version", 0) + 1
    st.session_state["_board_shown"] = state.strokes

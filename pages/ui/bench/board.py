"""The drawing board: the one place that knows the canvas component, what is on it, and how to take a stroke back."""

import base64
import io
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing import ALL_STEPS, PictureError, Reading, read_drawing
from mnistnet.drawing.packed import pack_digit, unpack_digit
from mnistnet.drawing.reading import TITLES
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import address, choices
from pages.ui.kit.viewport import room
from pages.ui.state import Board, mine, value_of

PEN = "pen"
STEPS = "steps"

STAGE, LARGEST, PEN_WIDTH = 280, 400, 20
IN_LINK = "drawing"  # the parameter of an address that carries a packed drawing
Drawn = NDArray[np.uint8]  # shape (28, 28): what a network receives of a drawing
FIRST_DIGIT = 3  # of the test split: what lies on the board before the first stroke


EMPTY = Board({"objects": []})


def reading() -> Reading:
    """Return the drawing as a network receives it, with the steps that led there."""
    state = _history()[-1]
    if state.digit is not None:
        return Reading(state.digit)
    return _read(state.png, tuple(_steps()))


def drawn_digit() -> NDArray[np.uint8] | None:
    """Return the drawing as a network receives it, or None if nothing is drawn."""
    return reading().digit


def is_own() -> bool:
    """Return whether what lies on the board was drawn, and is not a test digit that was laid on it."""
    return _history()[-1].digit is None


def wipe() -> None:
    """Wipe the board; undo brings back what was on it."""
    _put(EMPTY)


def lay(digit: Drawn) -> None:
    """Lay a drawing that came back on the board; undo brings back what was on it."""
    _put(_laid(digit))


def newest() -> Board | None:
    """Return the board's newest state; None while nobody has asked for the board."""
    return mine().board.history[-1] if mine().board.history else None


def choose_steps() -> None:
    """Show which steps of reading a drawing are taken; leaving one out shows what it is good for."""
    choices.pills(
        say("Steps taken"),
        {step: TITLES[step] for step in ALL_STEPS},
        key=STEPS,
        default=ALL_STEPS,
        help=say("Leave one out and watch the answer change."),
    )


def enter(page: str) -> None:
    """Note which page is open: the canvas forgets its strokes when its page is left, so they are laid on it again."""
    _restore(address.asked(IN_LINK))
    if mine().board.page != page or mine().board.side != side():
        mine().board.page = page
        _show(_history()[-1])


def _restore(packed: str | None) -> None:
    """Lay the drawing of the address on the board, where the visitor came back to it and something else lies there."""
    history = mine().board.history
    if not history or packed == in_link() or (packed is None and not address.is_restored()):
        return
    history.append(_first_board())
    mine().board.page = None  # the canvas is to show it


def in_link() -> str | None:
    """Return the drawing as an address carries it; None for the digit that lies there at first."""
    digit = drawn_digit()
    if digit is None or (not is_own() and np.array_equal(digit, _first_digit())):
        return None
    return pack_digit(digit)


def _first_digit() -> NDArray[np.uint8]:
    digits = results.test_digits()
    return digits.images[FIRST_DIGIT % len(digits)]


def board() -> NDArray[np.uint8] | None:
    """Show the drawing board with its buttons and return the drawing as `drawn_digit` does."""
    shown, version = mine().board.strokes, mine().board.version
    strokes, png = _canvas(shown, value_of(PEN, PEN_WIDTH), f"canvas_{version}")
    if png is not None and strokes["objects"] != _history()[-1].strokes["objects"]:
        _history().append(Board(strokes, png))
        del _history()[:-50]
    with st.container(horizontal=True, gap="xxsmall"):
        st.button(say("Clear"), key="clear", on_click=_put, args=(EMPTY,))
        st.button(say("Undo"), key="undo", on_click=_undo, disabled=len(_history()) < 2)
        with st.popover(say("Pen")):
            choices.slider(say("Stroke width in pixels"), 8, 40, key=PEN, default=PEN_WIDTH)
        st.button(
            "",
            key="dice",
            icon=":material/casino:",
            on_click=_put_test_digit,
            help=say("Put a test digit on the board"),
        )
    return drawn_digit()


def _canvas(strokes: dict[str, Any], width: int, key: str) -> tuple[dict[str, Any], bytes | None]:
    """Return the strokes on the canvas and its picture as a PNG, or None for the picture before the first stroke."""
    from streamlit_drawable_canvas import st_canvas  # it can only be imported while the app runs

    result = st_canvas(
        stroke_width=width,
        stroke_color="#FFFFFF",
        background_color="#000000",
        height=side(),
        width=side(),
        initial_drawing=strokes,
        return_image_data=True,
        key=key,
    )
    return result.json_data or {"objects": []}, result.image_bytes


@kept(max_entries=256, ttl="10m")
def _read(png: bytes, steps: tuple[str, ...]) -> Reading:
    if not png:
        return Reading(None)
    return read_drawing(np.asarray(Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGBA")), steps=steps)


def _steps() -> list[str]:
    chosen = value_of(STEPS)
    return list(ALL_STEPS) if chosen is None else [step for step in ALL_STEPS if step in chosen]


def side() -> int:
    """Return the side of the board in pixels: what fits on a phone, else the stage."""
    return min(room(STAGE), LARGEST)


def _history() -> list[Board]:
    """Return the board's states, the newest last; at first a test digit lies on it."""
    history = mine().board.history
    if not history:
        history.append(_first_board())
    return history


def _first_board() -> Board:
    """Return what lies on the board at first: the drawing that came with the link, else a test digit."""
    packed = address.asked(IN_LINK)
    try:
        return _laid(unpack_digit(packed)) if packed else _preloaded(FIRST_DIGIT)
    except PictureError as error:
        st.toast(say("{error} A test digit lies on the board instead.", error=error), icon=":material/link_off:")
        return _preloaded(FIRST_DIGIT)


def _preloaded(number: int) -> Board:
    """Return a board that holds a digit of the test split."""
    return _laid(results.test_digits().images[number % len(results.test_digits())])


def _laid(digit: NDArray[np.uint8]) -> Board:
    """Return a board on which a finished digit lies, as crisp squares."""
    file = io.BytesIO()
    Image.fromarray(digit).save(file, "PNG")
    url = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    place = {"left": 0, "top": 0, "originX": "left", "originY": "top", "width": 28, "height": 28}
    size = {"scaleX": side() / 28, "scaleY": side() / 28, "selectable": False, "imageSmoothing": False}
    return Board({"objects": [{"type": "Image", "src": url} | place | size]}, digit=digit)


def _put(state: Board) -> None:
    """Lay another state on the board: the canvas is made anew, and undo can come back from it."""
    _history().append(state)
    _show(state)


def _put_test_digit() -> None:
    _put(_preloaded(int(np.random.default_rng().integers(len(results.test_digits())))))


def _undo() -> None:
    _history().pop()
    _show(_history()[-1])


def _show(state: Board) -> None:
    """Make the canvas anew, in the size that fits now, with the strokes of a state on it."""
    size, before = side(), mine().board.side or side()
    strokes = state.strokes
    if size != before:  # a phone was turned, or has only now told how wide it is
        ratio = size / before
        keys = ("left", "top", "scaleX", "scaleY")
        resized = [
            item | {k: item.get(k, 1 if "scale" in k else 0) * ratio for k in keys} for item in strokes["objects"]
        ]
        strokes = strokes | {"objects": resized}
        _history()[-1] = Board(strokes, state.png, state.digit)
    mine().board.side = size
    mine().board.version += 1
    mine().board.strokes = strokes

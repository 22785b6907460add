"""The drawing board: what is on it, stroke by stroke, and how to take a stroke back."""

import io

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from mnistnet.drawing import ALL_STEPS, PictureError, Reading, read_drawing
from mnistnet.drawing.packed import pack_digit, unpack_digit
from mnistnet.drawing.reading import TITLES
from mnistnet.drawing.side_by_side import read_side_by_side
from mnistnet.limits import bounds
from mnistnet.strokes.marks import SIDE, Line, Squares, marked
from mnistnet.words import say
from pages.ui.bench import bench, canvas
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import address, choices
from pages.ui.state import Board, OnBoard, keys, mine, set_value, value_of

PEN = "pen"
STEPS = "steps"

PEN_WIDTH = 20
IN_LINK = "drawing"  # the parameter of an address that carries a packed drawing, or the number of a sample
SAMPLE = "."  # begins that number; no packed drawing has a dot in it
Drawn = NDArray[np.uint8]  # shape (28, 28): what a network receives of a drawing
FIRST_DIGIT = 3  # of the test split: what lies on the board before the first stroke
WITHOUT_SAMPLES = ("my_handwriting",)
MOST_STEPS = bounds.UNDO.most  # that can be undone

DRAWINGS = 64  # whose readings are kept, 0.2 MB each: of a drawing one more stroke makes another

EMPTY = Board()


def reading() -> Reading:
    """Return the drawing as a network receives it, with the steps that led there."""
    state = _history()[-1]
    if state.digit is not None:
        return Reading(state.digit)
    return _read(state.png, tuple(_steps()))


def drawn_digit() -> NDArray[np.uint8] | None:
    """Return the drawing, or the sample, as a network receives it; None if nothing is drawn."""
    return reading().digit


def is_sample() -> bool:
    """Return whether a test digit lies on the board to be drawn over, and nothing that the visitor drew."""
    return _history()[-1].is_sample


def label() -> int | None:
    """Return what the sample on the board was meant to be; None for what the visitor drew: nobody has said."""
    number = _history()[-1].sample
    return None if number is None else int(results.test_digits().labels[number % len(results.test_digits())])


def words() -> str:
    """Return what lies on the board."""
    number = _history()[-1].sample
    return say("your drawing") if number is None else say("a sample: test digit {number}", number=number)


def wipe() -> None:
    """Wipe the board; undo brings back what was on it."""
    _put(EMPTY)


def lay(digit: Drawn) -> None:
    """Lay a drawing that came back on the board; undo brings back what was on it."""
    _put(Board(digit=digit))


def newest() -> Board | None:
    """Return the board's newest state; None while nobody has asked for the board."""
    return mine().board.history[-1] if mine().board.history else None


def reads_all_steps() -> bool:
    """Return whether a drawing is read by all steps, as the browser does while the pen is down."""
    return _steps() == list(ALL_STEPS)


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
    if newest() is not None:
        take()  # a run that was cut off has not called back
    _restore(address.asked(IN_LINK))
    _history()
    address.settle(IN_LINK)
    if mine().board.page != page:
        mine().board.page = page
        mine().board.make_anew()
    canvas.watch(_seen(), value_of(PEN, PEN_WIDTH), take)


def _restore(packed: str | None) -> None:
    """Lay the drawing of the address on the board, where the visitor came back to it and something else lies there."""
    history = mine().board.history
    if not history or packed == in_link() or (packed is None and not address.is_restored(IN_LINK)):
        return
    history.append(_first_board())
    mine().board.page = None  # the canvas is to show it


def in_link() -> str | None:
    """Return what an address carries: the packed drawing, or which sample if it is not the first."""
    number = _history()[-1].sample
    if number is not None:
        return None if number == FIRST_DIGIT else f"{SAMPLE}{number}"
    digit = drawn_digit()
    return None if digit is None else pack_digit(digit)


def own_drawing() -> Drawn | None:
    """Return what the visitor drew, as a network receives it; None while that is nothing."""
    return None if is_sample() else drawn_digit()


def board() -> NDArray[np.uint8] | None:
    """Show the drawing board with its tools and return the drawing as a network receives it.

    On a page without samples a test digit is not shown, and counts as nothing drawn.
    """
    with st.container(key="board", horizontal=True, gap="small"):
        with st.container(width=SIDE, gap=None):
            canvas.show(_seen(), value_of(PEN, PEN_WIDTH))
        with st.container(key="board_tools", width="content", gap="xxsmall"):
            _tools()
    return own_drawing() if mine().board.page in WITHOUT_SAMPLES else drawn_digit()


def _seen() -> Board:
    """Return what the visitor sees on the board."""
    return EMPTY if is_sample() and mine().board.page in WITHOUT_SAMPLES else _history()[-1]


def take() -> None:
    """Take the marks that the browser tells of: from every callback that asks what is drawn, before it asks.

    A run can be cut off wherever it asks Streamlit's session, so all that is asked is asked first.
    """
    _history()
    state = mine().board
    told = list(canvas.told(state.taken))
    if state.page not in WITHOUT_SAMPLES and any(mark is not None for _, _, mark in told):
        _lay_on_bench(bench.DRAWING)  # what was drawn is what the other pages look at, too
    for number, message, mark in told:
        if mark is not None:
            _add(state, mark, drawn_on=message.get("version"))
        elif message.get("redraw"):
            state.make_anew()
        state.taken = number


def _add(state: OnBoard, mark: Line | Squares, drawn_on: object) -> None:
    """Add a mark; the canvas shows it already, if it is a stroke and was drawn on what the canvas shows now."""
    state.history.append(Board(canvas.png_of(marked(_ink(state.history[-1]), mark))))
    del state.history[:-MOST_STEPS]
    if isinstance(mark, Squares) or drawn_on != state.version:
        state.make_anew()


def _ink(state: Board) -> NDArray[np.uint8]:
    """Return what is drawn, in pixels of the board: a sample is not."""
    if state.is_sample or state.digit is None:
        return canvas.ink_of(state.png)
    return np.kron(state.digit, np.ones((SIDE // 28, SIDE // 28), np.uint8))


def _tools() -> None:
    st.button(say("Undo"), key="undo", icon=":material/undo:", on_click=_undo, disabled=len(_history()) < 2)
    st.button(say("Clear"), key="clear", icon=":material/delete:", on_click=_clear)
    label, icon = (say("Pen"), ":material/edit:") if mine().board.rubs else (say("Rubber"), ":material/ink_eraser:")
    st.button(
        label, key="rubber", icon=icon, type="primary" if mine().board.rubs else "secondary", on_click=_change_pen
    )
    with st.popover(say("Width"), icon=":material/line_weight:"):
        choices.slider(say("Stroke width in pixels"), 8, 40, key=PEN, default=PEN_WIDTH)
    if mine().board.page not in WITHOUT_SAMPLES:
        st.button(say("Sample"), key="dice", icon=":material/casino:", on_click=_put_sample)


def _change_pen() -> None:
    mine().board.rubs = not mine().board.rubs


def digits_side_by_side() -> list[Drawn]:
    """Return the digits that the visitor drew beside each other, from left to right; empty where there is one alone."""
    png = mine().board.history[-1].png if mine().board.history and not is_sample() else b""
    return [reading.digit for reading in _read_side_by_side(png) if reading.digit is not None]


@kept(max_entries=DRAWINGS, ttl="10m")
def _read_side_by_side(png: bytes) -> list[Reading]:
    return read_side_by_side(canvas_of(png)) if png else []


@kept(max_entries=DRAWINGS, ttl="10m")
def _read(png: bytes, steps: tuple[str, ...]) -> Reading:
    if not png:
        return Reading(None)
    return read_drawing(canvas_of(png), steps=steps)


def canvas_of(png: bytes) -> NDArray[np.uint8]:
    """Return the pixels of a board."""
    return np.asarray(Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGBA"))


def _steps() -> list[str]:
    chosen = value_of(STEPS)
    return list(ALL_STEPS) if chosen is None else [step for step in ALL_STEPS if step in chosen]


def _history() -> list[Board]:
    """Return the board's states, the newest last; at first a sample lies on it."""
    history = mine().board.history
    if not history:
        history.append(_first_board())
    return history


def _first_board() -> Board:
    """Return what lies on the board at first: the drawing or the sample that came with the link, else a sample."""
    packed = address.asked(IN_LINK) or f"{SAMPLE}{FIRST_DIGIT}"
    try:
        number = packed.removeprefix(SAMPLE)
        return _sample(int(number)) if number != packed and number.isdecimal() else Board(digit=unpack_digit(packed))
    except PictureError as error:
        st.toast(say("{error} A sample lies on the board instead.", error=error), icon=":material/link_off:")
        return _sample(FIRST_DIGIT)


def _sample(number: int) -> Board:
    """Return a board on which a digit of the test split lies, to be drawn over."""
    number %= len(results.test_digits())
    return Board(digit=results.test_digits().images[number], sample=number)


def _put(state: Board) -> None:
    """Lay another state on the board: the canvas is made anew, and undo can come back from it."""
    _history().append(state)
    mine().board.make_anew()


def _clear() -> None:
    take()
    _put(EMPTY)
    if value_of(keys.PICTURE, choices.in_texts().get(keys.PICTURE)) == bench.DRAWING:
        _lay_on_bench(bench.TEST)  # the other pages have something to look at


def _lay_on_bench(kind: str) -> None:
    """Let the other pages look at the drawing or at a test digit, whatever a desk remembers."""
    choices.recall({keys.PICTURE: kind})
    set_value(keys.PICTURE, kind)


def _put_sample() -> None:
    take()
    _put(_sample(int(np.random.default_rng().integers(len(results.test_digits())))))


def _undo() -> None:
    take()
    state = mine().board
    if len(state.history) > 1:
        state.history.pop()
    state.make_anew()

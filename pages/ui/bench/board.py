"""What lies on the drawing board, stroke by stroke."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.drawing import PictureError, Reading
from mnistnet.drawing.ink import ink_box
from mnistnet.drawing.packed import pack_board, pack_digit, unpack_board, unpack_digit
from mnistnet.limits import bounds
from mnistnet.strokes.marks import SIDE, Line, Squares, marked
from mnistnet.words import say
from pages.ui.bench import bench, canvas
from pages.ui.bench.board_reading import read, read_digit, read_row, steps_taken
from pages.ui.holdings import results
from pages.ui.kit import address, choices
from pages.ui.state import Board, OnBoard, keys, mine, set_value, value_of

PEN, PEN_WIDTH = "pen", 20
IN_LINK = "drawing"  # the parameter of an address that carries a packed drawing, or the number of a sample
SAMPLE = "."  # begins that number; no packed drawing has a dot in it
WHOLE_BOARD = "~"  # begins a packed board; the others are what the network receives of it
ROW = 0.8  # as wide as high is at least what may be digits side by side
Drawn = NDArray[np.uint8]  # shape (28, 28): what a network receives of a drawing
FIRST_DIGIT = 3  # of the test split: what lies on the board before the first stroke
WITHOUT_SAMPLES = ("my_handwriting",)
MOST_STEPS = bounds.UNDO.most  # that can be undone
EMPTY = Board()


def reading() -> Reading:
    """Return the drawing as a network receives it, with the steps that led there."""
    state = history()[-1]
    if state.digit is not None:
        return Reading(state.digit)
    return read(state.png, tuple(steps_taken()))


def drawn_digit() -> NDArray[np.uint8] | None:
    """Return the drawing, or the sample, as a network receives it; None if nothing is drawn."""
    state = history()[-1]
    return read_digit(state.png, tuple(steps_taken())) if state.digit is None else state.digit


def is_sample() -> bool:
    """Return whether a test digit lies on the board to be drawn over, and nothing that the visitor drew."""
    return history()[-1].is_sample


def label() -> int | None:
    """Return what the sample on the board was meant to be; None for what the visitor drew: nobody has said."""
    number = history()[-1].sample
    return None if number is None else int(results.test_digits().labels[number % len(results.test_digits())])


def words() -> str:
    """Return what lies on the board."""
    number = history()[-1].sample
    return say("your drawing") if number is None else say("a sample: test digit {number}", number=number)


def wipe() -> None:
    """Wipe the board; undo brings back what was on it."""
    put(EMPTY)


def lay(digit: Drawn) -> None:
    """Lay a drawing that came back on the board; undo brings back what was on it."""
    put(Board(digit=digit))


def newest() -> Board | None:
    """Return the board's newest state; None while nobody has asked for the board."""
    return mine().board.history[-1] if mine().board.history else None


def enter(page: str) -> None:
    """Note which page is open: the canvas forgets its strokes when its page is left, so they are laid on it again."""
    if newest() is not None:
        take()  # a run that was cut off has not called back
    _restore(address.asked(IN_LINK))
    history()
    address.settle(IN_LINK)
    if mine().board.page != page:
        mine().board.page = page
        mine().board.make_anew()
    canvas.watch(seen(), value_of(PEN, PEN_WIDTH), take)


def _restore(packed: str | None) -> None:
    """Lay the drawing of the address on the board, where the visitor came back to it and something else lies there."""
    states = mine().board.history
    if not states or packed == in_link() or (packed is None and not address.is_restored(IN_LINK)):
        return
    states.append(_first_board())
    mine().board.page = None  # the canvas is to show it


def in_link() -> str | None:
    """Return what an address carries: the packed drawing, or which sample if it is not the first."""
    number = history()[-1].sample
    if number is not None:
        return None if number == FIRST_DIGIT else f"{SAMPLE}{number}"
    digit = drawn_digit()
    if digit is None:
        return None
    if _may_be_a_row(digit) and digits_side_by_side():
        return WHOLE_BOARD + pack_board(canvas.ink_of(history()[-1].png))
    return pack_digit(digit)


def _may_be_a_row(digit: Drawn) -> bool:
    """Return whether a drawing is so wide, and so parted, that it is worth while to look for several digits in it."""
    top, left, bottom, right = ink_box(digit) or (0, 0, 1, 0)
    if right - left < ROW * (bottom - top):
        return False
    inked = np.flatnonzero(canvas.ink_of(history()[-1].png).any(axis=0))
    return bool((np.diff(inked) > 1).any())


def own_drawing() -> Drawn | None:
    """Return what the visitor drew, as a network receives it; None while that is nothing."""
    return None if is_sample() else drawn_digit()


def seen() -> Board:
    """Return what the visitor sees on the board."""
    return EMPTY if is_sample() and mine().board.page in WITHOUT_SAMPLES else history()[-1]


def take() -> None:
    """Take the marks that the browser tells of: from every callback that asks what is drawn, before it asks.

    A run can be cut off wherever it asks Streamlit's session, so all that is asked is asked first.
    """
    history()
    state = mine().board
    told = list(canvas.told(state.taken))
    if state.page not in WITHOUT_SAMPLES and any(mark is not None for _, _, mark in told):
        lay_on_bench(bench.DRAWING)  # what was drawn is what the other pages look at, too
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


def digits_side_by_side() -> list[Drawn]:
    """Return the digits that the visitor drew beside each other, from left to right; empty where there is one alone."""
    return read_row(mine().board.history[-1].png) if mine().board.history and not is_sample() else []


def history() -> list[Board]:
    """Return the board's states, the newest last; at first a sample lies on it."""
    states = mine().board.history
    if not states:
        states.append(_first_board())
    return states


def _first_board() -> Board:
    """Return what lies on the board at first: the drawing or the sample that came with the link, else a sample."""
    packed = address.asked(IN_LINK) or f"{SAMPLE}{FIRST_DIGIT}"
    try:
        return _board_of(packed)
    except PictureError as error:
        st.toast(say("{error} A sample lies on the board instead.", error=error), icon=":material/link_off:")
        return sample(FIRST_DIGIT)


def _board_of(packed: str) -> Board:
    """Return the board that an address carries; PictureError if it carries anything else."""
    number = packed.removeprefix(SAMPLE)
    if number != packed and number.isdecimal():
        return sample(int(number))
    if packed.startswith(WHOLE_BOARD):
        return Board(canvas.png_of(unpack_board(packed.removeprefix(WHOLE_BOARD))))
    return Board(digit=unpack_digit(packed))


def sample(number: int) -> Board:
    """Return a board on which a digit of the test split lies, to be drawn over."""
    number %= len(results.test_digits())
    return Board(digit=results.test_digits().images[number], sample=number)


def put(state: Board) -> None:
    """Lay another state on the board: the canvas is made anew, and undo can come back from it."""
    history().append(state)
    mine().board.make_anew()


def lay_on_bench(kind: str) -> None:
    """Let the other pages look at the drawing or at a test digit, whatever a desk remembers."""
    choices.recall({keys.PICTURE: kind})
    set_value(keys.PICTURE, kind)

"""The drawing board on a page: the canvas, and the tools beside it."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.strokes.marks import SIDE
from mnistnet.words import say
from pages.ui.bench import bench, board, canvas
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.state import keys, mine, value_of


def show() -> NDArray[np.uint8] | None:
    """Show the drawing board with its tools and return the drawing as a network receives it.

    On a page without samples a test digit is not shown, and counts as nothing drawn.
    """
    with st.container(key="board", horizontal=True, gap="small"):
        with st.container(width=SIDE, gap=None):
            canvas.show(board.seen(), value_of(board.PEN, board.PEN_WIDTH))
        with st.container(key="board_tools", width="content", gap="xxsmall"):
            _tools()
    return board.own_drawing() if mine().board.page in board.WITHOUT_SAMPLES else board.drawn_digit()


def _tools() -> None:
    st.button(say("Undo"), key="undo", icon=":material/undo:", on_click=_undo, disabled=len(board.history()) < 2)
    st.button(say("Clear"), key="clear", icon=":material/delete:", on_click=_clear)
    label, icon = (say("Pen"), ":material/edit:") if mine().board.rubs else (say("Rubber"), ":material/ink_eraser:")
    st.button(
        label, key="rubber", icon=icon, type="primary" if mine().board.rubs else "secondary", on_click=_change_pen
    )
    with st.popover(say("Width"), icon=":material/line_weight:"):
        choices.slider(say("Stroke width in pixels"), 8, 40, key=board.PEN, default=board.PEN_WIDTH)
    if mine().board.page not in board.WITHOUT_SAMPLES:
        st.button(say("Sample"), key="dice", icon=":material/casino:", on_click=_put_sample)


def _change_pen() -> None:
    mine().board.rubs = not mine().board.rubs


def _clear() -> None:
    board.take()
    board.wipe()
    if value_of(keys.PICTURE, choices.in_texts().get(keys.PICTURE)) == bench.DRAWING:
        board.lay_on_bench(bench.TEST)  # the other pages have something to look at


def _put_sample() -> None:
    board.take()
    board.put(board.sample(int(np.random.default_rng().integers(len(results.test_digits())))))


def _undo() -> None:
    board.take()
    state = mine().board
    if len(state.history) > 1:
        state.history.pop()
    state.make_anew()

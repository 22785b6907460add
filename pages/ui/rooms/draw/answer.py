"""What every network says of a drawing, and how the drawing became the 28 x 28 pixels that they see."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.drawing.reading import TITLES
from mnistnet.readout import Answer, read_answer
from mnistnet.words import say
from pages.ui.bench import bench, board, board_reading, row
from pages.ui.holdings import results
from pages.ui.kit.pictures import CARD, Captioned, show_captioned
from pages.ui.kit.tables import show_inline
from pages.ui.kit.text import paragraph


def show_verdict(network: Network, digit: NDArray[np.uint8], answer: Answer) -> None:
    """Show a network's answer to a drawing as a headline."""
    words = say("It answers {best}, with {confidence:share}", best=answer.best, confidence=answer.confidence)
    found = row.row_of(network, digit, answer)
    if found:
        st.header(row.in_words(found), anchor=False)
        st.caption(say("Each was cut out and read alone; the rest of the page takes the drawing for one digit."))
    elif board.is_sample() or results.is_like_a_digit(digit):
        st.header(words, anchor=False)
    else:
        st.header(say("I see no digit here"), anchor=False)
        st.caption(f"{words}.")


def about_the_picture() -> str:
    """Return whose drawing it is, and what of it the network sees."""
    if board.is_sample():
        return say("That is a sample, not yours: draw over it.")
    return say(
        "At its left is what the network sees, 28 × 28 pixels, scaled and centred like the digits it learned from."
    )


def of_all_networks(digit: NDArray[np.uint8]) -> None:
    """Show the answer of every network on the shelf to one digit, side by side."""
    st.header(say("What do the other networks say?"), anchor=False)
    rows = []
    for name, network in bench.all_networks().items():
        answer = read_answer(results.outputs(network, digit))
        rows.append((name, answer.best, say("{sure:share}", sure=answer.confidence), _range(network)))
    titles = [say("network"), say("answer"), say("largest output"), say("blank to ink")]
    words = say("The answer of every network to this drawing")
    columns = dict(zip(titles, zip(*rows, strict=True), strict=True))
    show_inline(columns, "answers_of_all", words, dict.fromkeys(titles[1:], str))
    st.caption(say("*Blank to ink* is what the network receives for a blank pixel, and for one that is full of ink."))


def _range(network: Network) -> str:
    return say("{blank:.3g} to {ink:.3g}", blank=network.encoding.offset, ink=network.encoding.ink)


def _why_no_steps() -> str:
    if board.is_sample():
        what = say("What lies on the board is a test digit, which has 28 × 28 pixels already.")
    elif board.drawn_digit() is None:
        what = say("Nothing is drawn yet.")
    else:
        what = say("Of this drawing only the 28 × 28 pixels were kept, as in a link or on a desk.")
    return paragraph(what, say("Draw, and the steps appear."))


def steps_of_reading() -> None:
    """Show the steps from the strokes to the digit, with the switch that leaves some out."""
    st.header(say("How does your drawing become 28 × 28 pixels?"), anchor=False)
    board_reading.choose_steps()
    steps = board.reading().steps
    if not steps:
        st.caption(_why_no_steps())
        return
    told = [(step.picture, say(TITLES[step.name]), say(step.sentence)) for step in steps]
    show_captioned([Captioned(picture, words, title, words) for picture, title, words in told], CARD, beside=True)
    st.caption(
        say(
            "Networks read what is like the digits that they learned from. Leave a step out and see what it "
            "was for: how a drawing is placed and scaled matters more than which network reads it."
        )
    )

"""Three ways to add digits to one's own set: draw them, photograph them, or bring a saved set along."""

import re

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import DataError, Network
from mnistnet.digits.personal import read_set
from mnistnet.figures.sheet import sheet
from mnistnet.readout import read_answer
from mnistnet.words import mark, plural, say
from pages.ui.bench import board, board_tools
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.kit.pictures import CARD, grid, show_digit, show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.upload import ERROR, SUCCESS, Box, File
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.my_handwriting import own_digits
from pages.ui.rooms.my_handwriting.photos import PHOTO_BOX, ask_for_photos
from pages.ui.state import set_value, value_of

HAND_LABEL = "hand_label"

DRAW, PHOTOS, FILE = "draw", "photos", "file"
WAYS = {DRAW: mark("Draw"), PHOTOS: mark("Photos"), FILE: mark("A saved set")}
SET_BOX = Box("hand_file", ("npz",))
SKIP = "x"
Images = NDArray[np.uint8]


def add_digits(network: Network) -> None:
    """Show the choice between the three ways, and the one chosen."""
    way = choices.segmented(say("Add digits"), WAYS, key="hand_way", default=DRAW)
    {DRAW: _draw, PHOTOS: _photos, FILE: _file}[way](network)


def _draw(network: Network) -> None:
    """Show the board, the answer to what is on it, and ten buttons that save it."""
    above = st.container() if is_phone() else None  # where the thumb reaches the labels without scrolling
    with st.container(horizontal=True, gap="large"):
        drawing, beside = st.container(width="content"), st.container(width=440)
    with drawing:
        digit = board_tools.show()
    with beside.container(key="verdict"):
        if digit is None:
            st.info(say("The answer appears here while you draw."), icon=":material/draw:")
        else:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                _show_answer(network, digit)
    with above or beside:
        _show_labels(digit is not None, _answer_words(network, digit) if digit is not None and above else "")
    count = len(own_digits.own_digits())
    beside.caption(say("A tap saves it and wipes the board for the next. Saved so far: {count}.", count=count))


def _show_labels(drawn: bool, answer: str) -> None:
    """Show a button for each digit; a tap saves what is drawn."""
    st.segmented_control(
        say("{answer} What is it?", answer=answer).strip() if drawn else say("Draw a digit, then tap what it is"),
        range(10),
        key=HAND_LABEL,
        disabled=not drawn,
        on_change=_save_drawing,
        help=say("Tap the digit that you meant: it joins your set and the board is wiped for the next one."),
    )


def _show_answer(network: Network, digit: Images) -> None:
    answer = read_answer(network.predict(digit)[0])
    show_digit(digit, alt=say("Your drawing as the network sees it, 28 by 28 pixels"), size=CARD)
    words = say("It answers {best}, with {confidence:share}", best=answer.best, confidence=answer.confidence)
    seen = say("Left: what the network sees, 28 × 28 pixels.")
    is_one = results.is_like_a_digit(digit)
    with st.container():
        st.header(words if is_one else say("I see no digit here"), anchor=False)
        st.caption(seen if is_one else f"{words}. {seen}")


def _answer_words(network: Network, digit: Images) -> str:
    answer = read_answer(network.predict(digit)[0])
    words = say("It answers {best}, {confidence:share}.", best=answer.best, confidence=answer.confidence)
    return words if results.is_like_a_digit(digit) else paragraph(say("I see no digit here."), words)


def _save_drawing() -> None:
    """Save the drawing under the label just tapped, and wipe the board."""
    board.take()  # a stroke may have come with the tap
    label, digit = value_of(HAND_LABEL), board.own_drawing()
    set_value(HAND_LABEL, None)
    if label is not None and digit is not None:
        own_digits.add(digit[None], [label])
        board.wipe()


def _photos(network: Network) -> None:
    """Show the upload of photos, the digits found in them, and the field for what they are."""
    found = ask_for_photos()
    if found is None:
        return
    answers = network.predict(found)
    titles = [say("{i}: reads {best}", i=i, best=read_answer(row).best) for i, row in enumerate(answers, 1)]
    show_figure(
        sheet(found, titles, **grid(14, 5)),
        "hand_found",
        alt=plural("One digit found; {join}.", "{n} digits found; {join}.", len(found), join=", ".join(titles)),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            plural("What is this digit?", "What are these {n} digits, in this order?", len(found)),
            key=f"{PHOTO_BOX.widget}_labels",
            max_chars=400,
            placeholder=say("such as 3141592; {skip} leaves one out", skip=SKIP),
        )
        said = re.sub(r"[\s,;.]", "", text.lower())
        fits = len(said) == len(found) and set(said) <= {*"0123456789", SKIP}
        st.button(
            say("Save them"), key="hand_save", type="primary", disabled=not fits, on_click=_save, args=(found, said)
        )
    if said and not fits:
        st.caption(
            say(
                "That is {signs} signs for {digits} digits; write one of 0 to 9 or {skip} for each.",
                signs=len(said),
                digits=len(found),
                skip=SKIP,
            )
        )
    else:
        st.caption(
            say(
                "Over each digit: its place in the order and the answer of the network on the bench. Write down "
                "what you meant, not what it answers."
            )
        )


def _save(found: Images, said: str) -> None:
    """Save the digits that were given a label, and make room for other photos."""
    chosen = [place for place, sign in enumerate(said) if sign != SKIP]
    if chosen:
        own_digits.add(found[chosen], [int(said[place]) for place in chosen])
    PHOTO_BOX.empty()


def _file(network: Network) -> None:
    """Show the upload of a saved set; its digits join those that are there."""
    SET_BOX.ask(say("A set that you took home from this page (.npz)"), then=_add_file)
    SET_BOX.show_noted()
    st.caption(say("Its digits join those that you have saved."))


def _add_file(files: tuple[File, ...]) -> None:
    for _, content in files:
        try:
            more = read_set(content)
            own_digits.add_set(more)
            SET_BOX.note(
                SUCCESS, plural("One digit was read from the file.", "{n} digits were read from the file.", len(more))
            )
        except DataError as reason:
            SET_BOX.note(ERROR, reason.sentence)
        SET_BOX.empty()

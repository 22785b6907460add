"""The controls that lay a picture on the bench: a test digit, the drawing, a mean digit, all ink."""

import numpy as np
import streamlit as st

from mnistnet.words import mark, say
from pages.ui.bench import bench, board
from pages.ui.bench.bench import DRAWING, KINDS, MEAN, TEST, WHITE
from pages.ui.holdings import results
from pages.ui.kit import address, choices
from pages.ui.state import Picture, keys, mine, set_value, value_of

LABEL = "label"
ANY = "any"
LABELS: dict[str | int, str] = {ANY: mark("any")} | {digit: str(digit) for digit in range(10)}


def choose_picture() -> None:
    """Show the controls for any picture, and lay it on the bench."""
    kind = choices.segmented(say("Picture"), KINDS, key=keys.PICTURE, default=TEST)
    if kind == TEST:
        choose_test_digit()
    elif kind == MEAN:
        mine().bench.picture = _choose_mean_digit()
    elif kind == WHITE:
        mine().bench.picture = Picture(
            np.full((28, 28), 255, np.uint8), say("all ink: the white image, every pixel full")
        )
    elif kind == DRAWING:
        drawn = board.drawn_digit()
        mine().bench.picture = drawing()
        label = say("Draw") if drawn is not None else say("Nothing drawn yet: draw")
        st.page_link("draw.py", label=label, icon=":material/draw:")


def choose_test_digit() -> None:
    """Show the controls that walk through the test split, and lay the digit on the bench."""
    last = len(results.test_digits()) - 1
    _go_to_label()
    with st.container(horizontal=True, vertical_alignment="bottom", key="test_digit"):
        number = choices.number(say("Number"), 0, last, key=keys.DIGIT, width=135)
        choices.select(
            say("Label"),
            LABELS,
            key=LABEL,
            holds=lambda label: label in (ANY, results.test_digits().labels[number]),
            on_change=_next,
            args=("label",),
            width=90,
            help=say("Goes to the first digit with this label, and keeps to it until a number leads to another."),
        )
        words = say("The next digit that it reads wrong")
        st.button(say("Next mistake"), key="mistake", on_click=_next, args=("mistake",), help=words)
    mine().bench.picture = bench.test_digit(number)


def _go_to_label() -> None:
    """Where an address names a label and no number, go to the first digit that has it."""
    asked = address.asked(LABEL)
    if asked is not None and address.asked(keys.DIGIT) is None:
        fitting = np.flatnonzero(results.test_digits().labels.astype(str) == asked)
        if len(fitting) and fitting[0]:
            set_value(keys.DIGIT, int(fitting[0]))


def dice() -> None:
    """Show the button that lays a test digit of the chosen label on the bench, at random."""
    words = say("A random digit")
    st.button(words, key="random", icon=":material/casino:", on_click=_next, args=("random",), help=words)


def drawing() -> Picture:
    """Return what is drawn, as a picture; blank while nothing is."""
    drawn = board.drawn_digit()
    return Picture(np.zeros((28, 28), np.uint8) if drawn is None else drawn, board.words())


def _choose_mean_digit() -> Picture:
    digit = choices.segmented(say("Of which digit"), range(10), key="mean", default=0)
    image = results.mean_digits(results.split("train"))[digit]
    return Picture(image, say("mean of all training {digit}s", digit=digit), digit)


def _next(way: str) -> None:
    """Move to the next digit in a way: "random", "mistake" or "label" (the first of a label just chosen)."""
    digits, asked = results.test_digits(), value_of(LABEL, ANY)
    label, labels = asked if asked in LABELS else ANY, digits.labels  # before a page is shown nobody has looked at it
    fitting = np.ones(len(labels), bool) if label == ANY else labels == label
    if way == "mistake":
        fitting &= ~results.exam(bench.network(), digits).right
    numbers = np.flatnonzero(fitting)
    if not len(numbers):
        no_mistake = say("The network makes no such mistake in these {count:,} digits.", count=len(labels))
        no_label = say("There is no {label} among these {count:,} digits.", label=label, count=len(labels))
        st.toast(no_mistake if way == "mistake" else no_label)
        return
    here = value_of(keys.DIGIT, 0)
    later = numbers[numbers > here] if way == "mistake" else numbers[numbers >= here]
    chosen = np.random.default_rng().choice(numbers) if way == "random" else (later[0] if len(later) else numbers[0])
    set_value(keys.DIGIT, int(chosen))

"""How sure the network is: the verdict on one digit, softmax step by step, and a wall of digits, read right or not."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network
from mnistnet.figures import wall
from mnistnet.mistakes import Exam
from mnistnet.readout import Answer, read_answer, softmax_steps
from mnistnet.words import say, share
from pages.ui.bench.terms import figure
from pages.ui.holdings import results
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import CARD, grid, show_clickable, show_digit
from pages.ui.kit.tables import show_inline
from pages.ui.kit.text import formula

WALL = 60


def verdict_words(answer: Answer, label: int | None) -> str:
    """Return what the network answers to a digit, and whether that is right."""
    if answer.right:
        return say("Label **{label}**, answer **{answer}**: :green[✓ right]", label=label, answer=answer.best)
    return say("Label **{label}**, answer **{answer}**: :red[✗ wrong]", label=label, answer=answer.best)


def show_softmax(view: str, sums: NDArray[np.floating]) -> None:
    """Show how the sums at the outputs, those of `view`, become probabilities, in a table and as a formula."""
    steps = softmax_steps(sums)
    titles = {"class": say("digit"), "sum": view, "shifted": say("− largest"), "power": say("exp")}
    titles |= {"share": say("÷ total")}
    words = say("The softmax computed step by step for the ten classes")
    written = dict.fromkeys((view, titles["shifted"], titles["power"]), figure) | {titles["share"]: share}
    with st.container(key="softmax_steps"):  # a lesson may cover it
        show_inline({titles.get(name, name): steps[name].tolist() for name in steps}, "softmax_steps", words, written)
    formula(
        r"z_c = \frac{e^{a_c - \max a}}{\sum_d e^{a_d - \max a}}",
        say(
            "Subtracting the largest sum changes nothing in the result and keeps exp from overflowing. The "
            "powers add up to {total:.4f}.",
            total=sum(steps["power"]),
        ),
        say("K. Saitoh, *Deep Learning from Scratch*, section 3.5"),
    )


def show_wall(network: Network, chosen: int | None) -> None:
    """Show one part of the test digits, which of them are read right, and how many of all are."""
    digits = results.test_digits()
    exam = results.exam(network, digits)
    shown = turn_over(range(len(digits)), WALL, "wall")
    wrong = len(exam.mistakes())
    st.caption(
        say(
            "{right} of {all:,} right ({accuracy:share}), {wrong} wrong. Green ✓ is right; red ✗ shows label → answer. "
            "Click one to open it.",
            right=len(digits) - wrong,
            all=len(digits),
            accuracy=exam.accuracy,
            wrong=wrong,
        )
    )
    chart = wall(
        digits.images[shown], digits.labels[shown], exam.answers[shown], numbers=shown, **grid(15, 6), chosen=chosen
    )
    if chosen is not None and chosen in shown:
        _show_opened(exam, digits, chosen)
    show_clickable(chart, "wall_chart", alt=_wall_words(exam, shown), chooses="digit")


def _wall_words(exam: Exam, shown: range) -> str:
    """Return which digits a wall shows, and which of them are misread."""
    misread = ", ".join(str(number) for number in shown if not exam.right[number])
    return say(
        "Test digits {first} to {last}, green frame: right, red frame: wrong. Misread: {misread}.",
        first=shown.start,
        last=shown.stop - 1,
        misread=misread or say("none"),
    )


def _show_opened(exam: Exam, digits: Digits, number: int) -> None:
    """Show the digit that is open beside the wall, too: the top of the page may be out of sight."""
    label = int(digits.labels[number])
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="opened"):
        show_digit(digits.images[number], alt=say("test digit {number}, open", number=number), size=CARD)
        verdict = verdict_words(read_answer(exam.outputs[number], label), label)
        st.markdown(say("Open: test digit {number}. {verdict}", number=number, verdict=verdict))

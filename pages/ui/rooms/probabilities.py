"""A wall of test digits, each framed by whether the network reads it right."""

import streamlit as st

from mnistnet import Network
from mnistnet.figures import wall
from mnistnet.readout import Answer
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import grid, show_clickable

WALL = 60


def verdict_words(answer: Answer, label: int | None) -> str:
    """Return what the network answers to a digit, and whether that is right."""
    if answer.right:
        return say("Label **{label}**, answer **{answer}**: :green[✓ right]", label=label, answer=answer.best)
    return say("Label **{label}**, answer **{answer}**: :red[✗ wrong]", label=label, answer=answer.best)


def show_wall(network: Network, chosen: int | None) -> None:
    """Show one part of the test digits, which of them are read right, and how many of all are."""
    digits = results.test_digits()
    exam = results.exam(network, digits)
    shown = turn_over(range(len(digits)), WALL, "wall")
    wrong = len(exam.mistakes())
    st.caption(
        say(
            "{right} of {all:,} right, {wrong} wrong. Green ✓ is right; red ✗ shows label → answer. Click one "
            "to open it.",
            right=len(digits) - wrong,
            all=len(digits),
            wrong=wrong,
        )
    )
    figure = wall(
        digits.images[shown], digits.labels[shown], exam.answers[shown], numbers=shown, **grid(15, 6), chosen=chosen
    )
    alt = say(
        "Test digits {first} to {last}, green frame: right, red frame: wrong.", first=shown.start, last=shown.stop - 1
    )
    show_clickable(figure, "wall_chart", alt=alt, chooses="digit")

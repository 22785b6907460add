"""A wall of test digits, each framed by whether the network reads it right."""

import streamlit as st

from mnistnet import Network
from mnistnet.figures import wall
from mnistnet.mistakes import Exam
from pages.ui.holdings import results
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import grid, show_clickable

WALL = 60


def show_wall(network: Network, chosen: int | None) -> None:
    """Show one part of the test digits, which of them are read right, and how many of all are."""
    digits = results.test_digits()
    exam = Exam(results.test_outputs(network), digits.labels)
    shown = turn_over(range(len(digits)), WALL, "wall", linked=True)
    wrong = len(exam.mistakes())
    st.caption(
        f"{len(digits) - wrong} of {len(digits):,} right, {wrong} wrong. "
        "Green ✓ is right; red ✗ shows label → answer. Click one to open it."
    )
    figure = wall(
        digits.images[shown], digits.labels[shown], exam.answers[shown], numbers=shown, **grid(15, 6), chosen=chosen
    )
    alt = f"Test digits {shown.start} to {shown.stop - 1}, green frame: right, red frame: wrong."
    show_clickable(figure, "wall_chart", alt=alt, chooses="digit")

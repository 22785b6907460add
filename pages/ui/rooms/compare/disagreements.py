"""The digits on which two networks disagree: which of them are shown, and what a click does."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits
from mnistnet.comparison import BOTH_WRONG, ONLY_FIRST, ONLY_SECOND, Comparison
from mnistnet.figures.sheet import sheet
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import show_clickable
from pages.ui.kit.viewport import is_phone
from pages.ui.state import set_value, value_of

COMPARE_KIND = "compare_kind"
COMPARE_LABEL = "compare_label"
COMPARE_ANSWER = "compare_answer"

ALL, ANY = "all", "any"
KINDS = (ALL, ONLY_FIRST, ONLY_SECOND, BOTH_WRONG)
PART = 42  # digits in one gallery


def choose_disagreements(both: Comparison, called: tuple[str, str]) -> NDArray[np.intp]:
    """Show the filters and return the numbers of the digits that pass, those first on which the two differ most."""
    said = {
        ALL: "all",
        ONLY_FIRST: say("only {called} right", called=called[0]),
        ONLY_SECOND: say("only {called} right", called=called[1]),
        BOTH_WRONG: say("both wrong, but different"),
    }
    classes = [ANY, *range(both.first.outputs.shape[1])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choices.select(say("Who is right"), KINDS, key=COMPARE_KIND, format_func=said.__getitem__, width=240)
        label = choices.select(say("Label"), classes, key=COMPARE_LABEL, width=90)
        answer = choices.select(say("Answer of one"), classes, key=COMPARE_ANSWER, width=130)
    return both.disagreements(None if kind == ALL else kind, _number(label), _number(answer))


def chosen_cell() -> tuple[int | None, int | None]:
    """Return the label and the answer that the filters ask for, None for any."""
    return _number(value_of(COMPARE_LABEL)), _number(value_of(COMPARE_ANSWER))


def _number(choice: str | int) -> int | None:
    return None if choice == ANY else int(choice)


def show_difference(figure: go.Figure, classes: int, alt: str) -> None:
    """Show how the confusions differ; a click on a cell sets the filters to its digits."""

    def choose(cell: int) -> None:
        set_value(COMPARE_KIND, ALL)
        label, answer = divmod(cell, classes)
        set_value(COMPARE_LABEL, label)
        set_value(COMPARE_ANSWER, answer)

    show_clickable(figure, "difference", alt, chooses=choose)


def difference_words(both: Comparison, called: tuple[str, str]) -> str:
    """Return what the colours mean, and the largest change."""
    difference = both.confusion_difference
    label, answer = np.unravel_index(np.abs(difference).argmax(), difference.shape)
    count = int(difference[label, answer])
    told = say("The two give every answer equally often. ")
    if count:
        how = "right" if label == answer else say("as a {answer}", answer=answer)
        told = say(
            "Largest: {called} reads a {label} {how} {abs} times {value} often. ",
            called=called[1],
            label=label,
            how=how,
            abs=abs(count),
            value="more" if count > 0 else "less",
        )
    return say(
        "Orange +: {called} gives this answer more often, blue −: {called_2} does. {told}Framed: right "
        "answers. Click a cell to see its digits.",
        called=called[1],
        called_2=called[0],
        told=told,
    )


def part(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the digits of one gallery, with a control to turn over where there are more."""
    return turn_over(numbers, PART, "disagreements")


def gallery(digits: Digits, both: Comparison, numbers: NDArray[np.intp]) -> go.Figure:
    """Return the digits, over each its label and both answers, marked right or wrong."""
    return sheet(
        digits.images[numbers],
        [_title(both, number) for number in numbers],
        numbers=numbers.tolist(),
        chosen=bench.picture().number,
        head=14,
        across=6 if is_phone() else 7,
        tile=57,
    )


def _title(both: Comparison, number: int) -> str:
    label = both.labels[number]
    marked = [f"{exam.answers[number]} {'✓' if exam.right[number] else '✗'}" for exam in (both.first, both.second)]
    return say("a {label}<br>{join}", label=label, join=" · ".join(marked))


def show_gallery(figure: go.Figure, alt: str) -> None:
    """Show the gallery; a click lays the digit on the bench."""
    show_clickable(figure, "disagreements", alt, chooses=bench.lay_digit)

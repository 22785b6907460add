"""The digits on which two networks disagree: which of them are shown, and what a click does."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits
from mnistnet.comparison import BOTH_WRONG, ONLY_FIRST, ONLY_SECOND, Comparison
from mnistnet.figures.chart import Chart
from mnistnet.figures.comparison import confusion_difference
from mnistnet.figures.sheet import sheet
from mnistnet.words import mark, plural, say
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
PART = 42  # digits in one gallery
# What is said of the cell where two networks differ most: whether it holds right answers, whether the second has more.
LARGEST = {
    (True, True): mark("Largest: {second} reads {n} more of the {label}s right."),
    (True, False): mark("Largest: {second} reads {n} fewer of the {label}s right."),
    (False, True): mark("Largest: {second} reads {n} more of the {label}s as a {answer}."),
    (False, False): mark("Largest: {second} reads {n} fewer of the {label}s as a {answer}."),
}


def choose_disagreements(both: Comparison, called: tuple[str, str]) -> NDArray[np.intp]:
    """Show the filters and return the numbers of the digits that pass, those first on which the two differ most."""
    kinds = {
        ALL: mark("all"),
        ONLY_FIRST: say("only {network} right", network=called[0]),
        ONLY_SECOND: say("only {network} right", network=called[1]),
        BOTH_WRONG: mark("both wrong, but different"),
    }
    classes: dict[str | int, str] = {ANY: mark("any")} | {number: str(number) for number in range(both.first.classes)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choices.select(say("Who is right"), kinds, key=COMPARE_KIND, width=240)
        label = choices.select(say("Label"), classes, key=COMPARE_LABEL, width=90)
        answer = choices.select(say("Answer of one"), classes, key=COMPARE_ANSWER, width=130)
    return both.disagreements(None if kind == ALL else kind, _number(label), _number(answer))


def show(both: Comparison, digits: Digits, called: tuple[str, str], numbers: NDArray[np.intp]) -> None:
    """Show the digits with these numbers, and beside them how the confusions of the two differ."""
    digits_side, matrix = st.columns([11, 9], gap="medium")
    with digits_side:
        if len(numbers):
            shown = gallery(digits, both, part(numbers))
            show_gallery(shown, gallery_words(len(numbers)))
            st.caption(gallery_caption(len(numbers), called))
        else:
            st.info(say("They disagree on no such digit. Choose another filter."), icon=":material/check:")
    with matrix:
        words = difference_words(both, called)
        change = confusion_difference(both.confusion_difference, chosen=chosen_cell())
        show_difference(change, both.first.classes, alt=words)
        st.caption(words)


def chosen_cell() -> tuple[int | None, int | None]:
    """Return the label and the answer that the filters ask for, None for any."""
    return _number(value_of(COMPARE_LABEL)), _number(value_of(COMPARE_ANSWER))


def _number(choice: str | int) -> int | None:
    return None if choice == ANY else int(choice)


def show_difference(figure: Chart, classes: int, alt: str) -> None:
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
    colours = say(
        "Orange +: {second} gives this answer more often, blue −: {first} does.", second=called[1], first=called[0]
    )
    largest = largest_change(difference, called[1])
    return f"{colours} {largest} {say('Framed: right answers. Click a cell to see its digits.')}"


def largest_change(difference: NDArray[np.integer], second: str) -> str:
    """Return in which cell the two differ most; `difference` says how much more often the second gives each answer."""
    size = np.abs(difference)
    if not size.any():
        return say("The two give every answer equally often.")
    label, answer = np.argwhere(size == size.max())[0]
    right, more = label == answer, difference[label, answer] > 0
    largest = say(LARGEST[bool(right), bool(more)], second=second, n=size.max(), label=label, answer=answer)
    others = int((size == size.max()).sum()) - 1
    if not others:
        return largest
    as_large = plural("In {n} other cell they differ as much.", "In {n} other cells they differ as much.", others)
    return f"{largest} {as_large}"


def gallery_words(count: int) -> str:
    """Return what a gallery with so many digits shows."""
    return plural(
        "{n} digit to which the two give different answers, over it its label and both answers.",
        "{n} digits to which the two give different answers, over each its label and both answers.",
        count,
    )


def gallery_caption(count: int, called: tuple[str, str]) -> str:
    """Return how the gallery is to be read, and how it is ordered."""
    return plural(
        "{n} digit. Over it: the label, then what {first} and {second} answer. Click it to lay it on the bench.",
        "{n} digits. Over each: the label, then what {first} and {second} answer. First those on which each puts its "
        "own answer farthest above the other's. Click one to lay it on the bench.",
        count,
        first=called[0],
        second=called[1],
    )


def part(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the digits of one gallery, with a control to turn over where there are more."""
    return turn_over(numbers, PART, "disagreements_part")


def gallery(digits: Digits, both: Comparison, numbers: NDArray[np.intp]) -> Chart:
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
    return say("a {label}<br>{answers}", label=label, answers=" · ".join(marked))


def show_gallery(figure: Chart, alt: str) -> None:
    """Show the gallery; a click lays the digit on the bench."""
    show_clickable(figure, "disagreements", alt, chooses=bench.lay_digit)

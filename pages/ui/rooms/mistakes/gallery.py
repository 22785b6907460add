"""The Mistakes page: which digits are examined, which mistakes are shown, and which one is open."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.chart import Chart
from mnistnet.mistakes import ORDERS, Exam
from mnistnet.mistakes.batches import time_batches
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.accuracy import offer_readings
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import Grid, show_clickable
from pages.ui.kit.viewport import is_phone
from pages.ui.state import keys, set_value, value_of

OPEN_MISTAKE = "open_mistake"
MISTAKE_LABEL = "mistake_label"
MISTAKE_ANSWER = "mistake_answer"

ANY = "any"
PART = 42  # mistakes in one gallery
SIZES = (1, 10, 100, 500)


def choose_mistakes(exam: Exam) -> NDArray[np.intp]:
    """Show the filters and the order, and return the numbers of the mistakes that pass, in order."""
    titles = {name: order.title for name, order in ORDERS.items()}
    order = choices.select(say("Order"), titles, key="mistake_order", width=190)
    classes: dict[str | int, str] = {ANY: mark("any")} | {number: str(number) for number in range(exam.classes)}
    label = choices.select(say("Label"), classes, key=MISTAKE_LABEL, width=90)
    answer = choices.select(say("Answer"), classes, key=MISTAKE_ANSWER, width=100)
    return exam.mistakes(_number(label), _number(answer), order)


def show_headline(network: Network, words: str) -> None:
    """Show how many digits were misread, the other figures behind it, and whether the network has seen them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="content")
        offer_readings(network)
    say_if_seen(network)


def chosen_cell() -> tuple[int | None, int | None]:
    """Return the label and the answer that the filters ask for, None for any."""
    return _number(value_of(MISTAKE_LABEL)), _number(value_of(MISTAKE_ANSWER))


def _number(choice: str | int) -> int | None:
    return None if choice == ANY else int(choice)


def show_confusion(figure: Chart, classes: int, alt: str) -> None:
    """Show the confusion matrix; a click on a cell sets both filters, on a cell of the diagonal the label alone."""

    def choose(place: int) -> None:
        label, answer = divmod(place, classes)
        set_value(MISTAKE_LABEL, label)
        set_value(MISTAKE_ANSWER, ANY if label == answer else answer)

    show_clickable(figure, "confusion", alt, chooses=choose)


def part(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the mistakes of one gallery, with a control to turn over where there are more."""
    return turn_over(numbers, PART, "mistakes_part")


def gallery_grid() -> Grid:
    """Return how many pictures of the gallery stand side by side, and their size."""
    return {"across": 6, "tile": 56} if is_phone() else {"across": 7, "tile": 57}


def choose_one(numbers: NDArray[np.intp], exam: Exam) -> int:
    """Show the control that opens a mistake, and return its number; a click on the gallery does the same.

    At first the digit on the bench is open, if it is one of them, else the first.
    """
    options, on_bench = numbers.tolist(), bench.picture().number
    return int(
        choices.select(
            say("Open"),
            options,
            key=OPEN_MISTAKE,
            default=on_bench if on_bench in options else options[0],
            format_func=lambda number: say(
                "number {number}: {label} → {answer}",
                number=number,
                label=exam.labels[number],
                answer=exam.answers[number],
            ),
            width=220,
        )
    )


def show_gallery(figure: Chart, alt: str) -> None:
    """Show the gallery; a click opens a mistake."""
    show_clickable(figure, "gallery", alt, chooses=OPEN_MISTAKE)


def least() -> float:
    """Return how sure the network must be to answer."""
    return float(value_of(keys.LEAST))


@kept(max_entries=64, ttl="1h")
def _times(network: Network) -> Mapping[int, float]:
    return time_batches(network, results.embedded("test").images[: SIZES[-1]], SIZES)


def batch_times(network: Network) -> dict[str, str]:
    """Return the time for one digit, in words, for each batch size; measured once for each network."""
    return {
        say("{size:,} at a time", size=size): say(
            "{microseconds:.0f} µs a digit", microseconds=1e6 * seconds / SIZES[-1]
        )
        for size, seconds in _times(network).items()
    }

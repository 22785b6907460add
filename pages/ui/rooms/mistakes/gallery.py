"""The Mistakes page: which digits are examined, which mistakes are shown, and which one is open."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, influence, snippets
from mnistnet.figures.judging import turned
from mnistnet.mistakes import ORDERS, Exam, Neighbour, nearest_digits
from mnistnet.mistakes.batches import time_batches
from mnistnet.mistakes.flips import Flip, flip_answer
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.accuracy import offer_readings
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import address, choices
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import Grid, show_clickable, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import number
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.mistakes.sentences import flip_limits, flip_words
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


def show_confusion(figure: go.Figure, classes: int, alt: str) -> None:
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


def show_gallery(figure: go.Figure, alt: str) -> None:
    """Show the gallery; a click opens a mistake."""
    show_clickable(figure, "gallery", alt, chooses=OPEN_MISTAKE)


def look_further(number: int) -> None:
    """Offer to lay the open mistake on the bench and look at it with another instrument."""
    where = {keys.PICTURE: bench.TEST, keys.DIGIT: str(number)}
    address.link("influence.py", say("Look at it with Influence"), ":material/grain:", **where)


def contest(network: Network, image: NDArray[np.uint8], winner: int, loser: int) -> dict[str, Any]:
    """Return what each pixel did for one class over another: "map", its "total", the true "change", the "method"."""
    view = network.views[-2]
    try:
        maps = influence.integrated_gradients(network, image, views=[view])
    except influence.DoesNotApply:
        maps = influence.one_pixel(network, image, views=[view])
    contrast = influence.contrast(maps, view, winner, loser)
    change = float(maps.change[view][winner] - maps.change[view][loser])
    return {"map": contrast, "total": float(contrast.sum()), "change": change, "method": maps.method}


def show_receipt(case: dict[str, Any], winner: int, loser: int) -> None:
    """Show whether the map of `contest` adds up to what truly happened."""
    total, change = case["total"], case["change"]
    receipt(
        say("the sum of {winner} minus the sum of {loser}", winner=winner, loser=loser),
        {
            say("all pixels of the map together"): number(total),
            say("what truly happened, against blank paper"): number(change),
            say("difference"): number(total - change),
        },
        bold=say("difference"),
    )
    st.caption(say("Method: {method}.", method=say(influence.METHODS[case["method"]].title)))


def show_neighbours(image: NDArray[np.uint8]) -> None:
    """Show the training digits that look most like a picture, each with its label and how far away it is."""
    st.markdown(say("**The digits most like it** that there are to learn from"))
    known = results.split("train")
    with st.container(horizontal=True, gap="small"):
        for one in _nearest(image, known):
            with st.container(width=64, gap=None):
                show_digit(known.images[one.number], alt=say("a {label}", label=one.label), size=56)
                st.caption(say("a **{label}** · {distance:.1f}", label=one.label, distance=one.distance))
    st.caption(
        say(
            "The nearest of {count:,} training digits by pixel distance, which knows nothing of strokes: the "
            "same digit moved a little can be far away.",
            count=len(known),
        )
    )


@kept(max_entries=256, ttl="1h")
def _nearest(image: NDArray[np.uint8], known: Digits) -> Sequence[Neighbour]:
    return nearest_digits(image, known, 12)


def least() -> float:
    """Return how sure the network must be to answer."""
    return float(value_of(keys.LEAST))


def show_flip(network: Network, image: NDArray[np.uint8], label: int) -> None:
    """Show the fewest pixels that a greedy search had to turn over to make the answer right."""
    found = _flip(network, image, label)
    code(
        say("The fewest pixels"),
        say("in the sentence over the digit with framed pixels"),
        snippets.flip,
        network,
        image,
        label,
        found,
    )
    st.markdown(flip_words(found, label))
    show_figure(turned(found.image, found.pixels), "flip", alt=flip_words(found, label))
    st.caption(flip_limits(found))


@kept(max_entries=256, ttl="1h")
def _flip(network: Network, image: NDArray[np.uint8], label: int) -> Flip:
    return flip_answer(network, image, label)


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

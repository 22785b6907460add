"""The My handwriting page: the visitor's own digits, what the networks make of them, and the set as a file."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import DataError, Digits, Network
from mnistnet.digits.personal import MOST, empty_set, joined, save_set, without
from mnistnet.drawing import read_drawing
from mnistnet.figures import wall
from mnistnet.figures.chart import Chart
from mnistnet.mistakes import Exam, examine
from mnistnet.strokes import stroke_digits
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench
from pages.ui.holdings import keeping, shelf
from pages.ui.holdings.kept import kept
from pages.ui.kit.confusions import most_often
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import CARD, show_clickable, show_digit, show_figure
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import forget, keys, mine, set_value, value_of

WRITERS, SEED, MADE_UP = 2, 8, mark("made-up writers")
PART = 48  # digits on one wall


def own_digits() -> Digits:
    """Return the visitor's own set; empty at first."""
    return mine().hand


def digits() -> Digits:
    """Return the set that the page looks at: the visitor's own, or a ready one as long as that is empty."""
    return own_digits() if len(own_digits()) else ready_set()


@kept(max_entries=1, doing=mark("Two made-up writers take their pens …"))
def ready_set() -> Digits:
    """Return digits of made-up writers, so that the page has something to show before the first drawing."""
    drawings = list(stroke_digits(SEED, 20 * WRITERS, "held-back"))
    readings = [(read_drawing(drawing.canvas).digit, drawing.label) for drawing in drawings]
    images = np.stack([digit for digit, _ in readings if digit is not None])
    return Digits(images, np.array([label for digit, label in readings if digit is not None], np.uint8), MADE_UP)


def add(images: NDArray[np.uint8], labels: list[int]) -> None:
    """Save digits in the visitor's own set; where it is full say so."""
    add_set(Digits(np.array(images, np.uint8), np.array(labels, np.uint8)))


def add_set(more: Digits) -> None:
    """Save the digits of another set in the visitor's own; where it is full say so."""
    try:
        mine().hand = joined(own_digits(), more)
        set_value(keys.OPEN_OWN_DIGIT, len(own_digits()) - 1)
    except DataError as reason:
        tell(reason, passing=True)


@kept(max_entries=256, ttl="1h")
def exam_of(network: Network, digits: Digits) -> Exam:
    """Return a network's answers to a set, marked; kept apart from those to test digits, which seldom change."""
    return examine(network, digits)


def headline(exam: Exam) -> str:
    """Return whose digits the page looks at, and how many the network on the bench reads right."""
    count, right = len(exam.labels), int(exam.right.sum())
    reads = {"name": bench.network().name, "right": right, "accuracy": right / count}
    if len(own_digits()):
        return plural(
            "**Your digit**: {name} reads **{right} of {n}** right ({accuracy:share})",
            "**Your {n} digits**: {name} reads **{right} of {n}** right ({accuracy:share})",
            count,
            **reads,
        )
    return say(
        "**{count} digits of two made-up writers**: {name} reads **{right} of {count}** right ({accuracy:share})",
        count=count,
        **reads,
    )


def whose_words() -> str:
    """Return a sentence that says whose digits these are."""
    if len(own_digits()):
        return keeping.kept_or_not(
            say(
                "They are kept here until you have been away for {days} days; take them home as a file. A set holds up "
                "to {MOST} digits.",
                days=keeping.KEPT_DAYS,
                MOST=MOST,
            ),
            say(
                "They are kept for this session; take them home as a file. A set holds up to {MOST} digits.", MOST=MOST
            ),
        )
    return say(
        "You have saved no digit yet, so here are pen strokes that a program drew in the styles of two "
        "invented people. Save one digit of your own and it takes their place."
    )


def show_wall(exam: Exam, digits: Digits) -> None:
    """Show the digits with the verdicts of the network on the bench; one's own can be opened and taken out."""
    own = bool(len(own_digits()))
    shown = _page(len(digits), newest_first=own)
    opened = value_of(keys.OPEN_OWN_DIGIT) if own else None
    figure = wall(
        digits.images[shown],
        digits.labels[shown],
        exam.answers[shown],
        numbers=shown,
        across=6 if is_phone() else 12,
        chosen=opened if opened in shown else None,
        tile=56 if is_phone() else 60,
    )
    wrong = len(exam.mistakes())
    alt = say(
        "{n} digits, over each its label and, where it is misread, the answer; {wrong} of all are misread.",
        n=len(shown),
        wrong=wrong,
    )
    if own:
        show_clickable(figure, "hand_wall", alt, chooses=keys.OPEN_OWN_DIGIT)
    else:
        show_figure(figure, "hand_wall", alt)


def _page(count: int, newest_first: bool) -> NDArray[np.intp]:
    """Return the numbers of the digits on one wall, with a control to turn over."""
    return turn_over(np.arange(count)[:: -1 if newest_first else 1], PART, "hand_page")


def manage(exam: Exam) -> None:
    """Offer to take single digits out, to keep the set as a file, and to start anew."""
    own = own_digits()
    if not len(own):
        return
    if value_of(keys.OPEN_OWN_DIGIT) not in range(len(own)):
        set_value(keys.OPEN_OWN_DIGIT, len(own) - 1)
    with st.container(horizontal=True, vertical_alignment="bottom", key="hand_manage"):
        number = st.selectbox(
            say("Open"),
            list(range(len(own)))[::-1],
            key=keys.OPEN_OWN_DIGIT,
            format_func=lambda n: say(
                "digit {n}: a {labels}, read as {answers}", n=n + 1, labels=exam.labels[n], answers=exam.answers[n]
            ),
            width=240,
        )
        words = say(
            "digit {number}, a {labels}, read as {answers}",
            number=number + 1,
            labels=exam.labels[number],
            answers=exam.answers[number],
        )
        show_digit(own.images[number], alt=words, size=CARD // 2)
        st.button(say("Take it out"), key="hand_remove", icon=":material/delete:", on_click=_remove, args=(number,))
        st.download_button(
            say("Take the set home (.npz)"),
            save_set(own),
            file_name="my-hand.npz",
            mime="application/octet-stream",
            key="hand_download",
            on_click="ignore",
        )
        with st.popover(say("Start anew")):
            words = plural("Take the one digit out", "Take all {n} digits out", len(own))
            st.button(words, key="hand_clear", on_click=_clear)


def _remove(number: int) -> None:
    mine().hand = without(own_digits(), number)
    forget(keys.OPEN_OWN_DIGIT)


def _clear() -> None:
    mine().hand = empty_set()
    forget(keys.OPEN_OWN_DIGIT)


def accuracies(digits: Digits) -> dict[str, float]:
    """Return the share of the set that each network of the shelf reads right, the one on the bench at its epoch."""
    seen, chosen = bench.network(), value_of(keys.NETWORK)
    networks = {name: seen if name == chosen else shelf.network(name) for name in shelf.names()}
    return {name: exam_of(network, digits).accuracy for name, network in networks.items()}


def place_of_bench() -> int:
    """Return the place of the bench's network among the bars."""
    return shelf.names().index(value_of(keys.NETWORK))


def bars_words(values: dict[str, float], digits: Digits) -> str:
    """Return what the bars say, how much of it may be chance, and which networks have learned from these digits."""
    most = max(values.values())
    best = [name for name, value in values.items() if value == most]
    first = (
        say("Best: {names}, {most:share}.", names=say(" and ").join(best), most=most)
        if len(best) < len(values)
        else say("All alike: {most:share}.", most=most)
    )
    words = say(
        "The share of these digits that each network reads right; the one on the bench in blue. {first} "
        "There are {count}, so one is worth {one:share} and small differences are chance.",
        first=first,
        count=len(digits),
        one=1 / len(digits),
    )
    return paragraph(words, *(_flattered(name) for name in values if f", {digits.name}" in name))


def _flattered(name: str) -> str:
    return say("{name} was taught with these digits, which flatters it.", name=name)


def confusion_words(exam: Exam) -> str:
    """Return a sentence about the most frequent mistake."""
    words = most_often(exam.confusion) or say("None of these digits is misread.")
    return paragraph(words, say("Along the diagonal ✓ the right answers."))


def show_matrix(figure: Chart, exam: Exam) -> None:
    """Show the confusion matrix of the set."""
    show_figure(figure, "hand_confusion", alt=confusion_words(exam))
    st.caption(confusion_words(exam))

"""One mistake, opened: the digit, the answer, what misled the network, digits like it, and what would mend it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, influence, snippets
from mnistnet.figures import answers, large_map
from mnistnet.figures.judging import turned
from mnistnet.mistakes import Exam, Neighbour, nearest_digits
from mnistnet.mistakes.flips import Flip, flip_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import address
from pages.ui.kit.pictures import STAGE, Captioned, show_captioned, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import number, outputs_are
from pages.ui.rooms.mistakes.sentences import flip_limits, flip_words, verdict
from pages.ui.state import keys


def show_opened(network: Network, exam: Exam, image: NDArray[np.uint8], opened: int) -> None:
    """Show everything about one mistake, `opened` its number."""
    label, answer = int(exam.labels[opened]), int(exam.answers[opened])
    picture, bars, why = st.columns(3, gap="medium")
    with picture:
        alt = say("test digit {number}, a {label} read as a {answer}", number=opened, label=label, answer=answer)
        show_digit(image, alt=alt, size=STAGE)
        look_further(opened)
    with bars:
        show_figure(answers(exam.outputs[opened], label=label, height=280), "bars", alt=verdict(exam, opened))
        st.caption(f"{verdict(exam, opened)} {outputs_are(network)}")
    with why:
        show_what_misled(network, image, answer, label)
    near, flip = st.columns([6, 4], gap="medium")
    with near:
        show_neighbours(image)
    with flip:
        show_flip(network, image, label)


def look_further(number: int) -> None:
    """Offer to lay the open mistake on the bench and look at it with another instrument."""
    where = {keys.PICTURE: bench.TEST, keys.DIGIT: str(number)}
    address.link("influence.py", say("Look at it with Influence"), ":material/grain:", **where)


def show_what_misled(network: Network, image: NDArray[np.uint8], answer: int, label: int) -> None:
    """Show which pixels speak for the wrong answer and which for the label, and whether that adds up."""
    case = contest(network, image, answer, label)
    title = say(
        "Orange speaks for {answer}, blue for {label}, measured in the sums that arrive at the outputs.",
        answer=answer,
        label=label,
    )
    unit = say("for {answer}, not {label}", answer=answer, label=label)
    show_figure(large_map(case["map"], unit=unit, height=300), "why", alt=title)
    st.caption(title)
    with st.popover(say("Receipt")):
        show_receipt(case, answer, label)


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
    show_captioned([_captioned(one, known) for one in _nearest(image, known)], size=56)
    st.caption(
        say(
            "The nearest of {count:,} training digits by pixel distance, which knows nothing of strokes: the "
            "same digit moved a little can be far away.",
            count=len(known),
        )
    )


def _captioned(one: Neighbour, known: Digits) -> Captioned:
    name = say("a {label}", label=one.label)
    return Captioned(known.images[one.number], name, name, f"· {one.distance:.1f}")


@kept(max_entries=256, ttl="1h")
def _nearest(image: NDArray[np.uint8], known: Digits) -> Sequence[Neighbour]:
    return nearest_digits(image, known, 12)


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

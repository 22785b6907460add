"""The part of the Activations page about pixels from 0 to 255: one stumble, two signs: a warning and wrong answers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, snippets
from mnistnet.activations import ACTIVATIONS, sigmoid, softmax
from mnistnet.basics.curves import Curve, activation_curves
from mnistnet.basics.feeding import Fed, feed, too_large_for_exp
from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.basics.scaling import accuracy, accuracy_shifted
from mnistnet.books.book_file import SAMPLE_WEIGHT, is_the_books
from mnistnet.figures.sums import sums_under_curve
from mnistnet.words import mark, say
from pages.ui.holdings import digit_sets, results
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table

SHIFTS = (1, 2, 3, 4)
MOST_NUMBERS = 300_000  # parameters: with more, all 10,000 digits would take many seconds
NOTHING = mark("✓ nothing")


@dataclass(frozen=True, eq=False)
class Both:
    """The same digits fed as in training and from 0 to 255."""

    scaled: Fed
    raw: Fed


def judging_digits(network: Network) -> Digits:
    """Return the digits to feed: all 10,000 official ones where they are here and the network is small enough."""
    return results.most_test_digits() if network.parameters <= MOST_NUMBERS else results.test_digits()


def both_ways(network: Network) -> Both:
    """Return what becomes of the test digits when they are fed as in training and from 0 to 255; measured once."""
    digits = judging_digits(network)
    return _both(network.digest, digit_sets.digest(), digits.name, network, digits)


@st.cache_resource(max_entries=128, ttl="1h", show_spinner="Feeding the test digits in two ways …")
def _both(digest: str, set_of: str, name: str, _network: Network, _digits: Digits) -> Both:
    return Both(feed(_network, _digits), feed(_network, _digits, unscaled=True))


def show_story(network: Network) -> None:
    """Show the sums of the first layer fed in both ways, under the curve that they go through, and what came of it."""
    both = both_ways(network)
    limit = -too_large_for_exp(network) if network.dense_layers[0].activation == "sigmoid" else None
    pictures = zip(st.columns(2, gap="medium"), ("scaled", "raw"), (both.scaled, both.raw), strict=True)
    for column, key, fed in pictures:
        with column:
            words = sums_words(fed, say("as in training") if key == "scaled" else say("from 0 to 255"))
            figure = sums_under_curve(fed.counts, fed.edges, _curve(network, fed), overflow=limit)
            show_figure(figure, f"sums_{key}", alt=words)
            st.caption(words)
    show_table(
        feeding_table(both), "feeding", say("The test digits fed in both ways: sums, NumPy's words, right and wrong")
    )
    st.markdown(story_words(network, both))
    show_book_words(network)


def _curve(network: Network, fed: Fed) -> Curve | None:
    """Return the activation of the first layer over the sums that arrive; None for one that looks at whole rows."""
    name = network.dense_layers[0].activation
    if ACTIVATIONS[name].slope is None:
        return None
    return activation_curves(np.linspace(fed.lowest, fed.highest, 401), [name])[0]


def sums_words(fed: Fed, way: str) -> str:
    """Return from where to where the sums of the first layer run."""
    return say(
        "Pixels {way}: the sums of the first layer run from {_size} to {_size_2}.",
        way=way,
        _size=_size(fed.lowest),
        _size_2=_size(fed.highest),
    )


def _size(value: float) -> str:
    text = f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return text.replace("-", "−")


def feeding_table(both: Both) -> list[dict[str, str]]:
    """Return both ways, one a row."""
    return [_row(say("as in training"), both.scaled), _row(say("0 to 255"), both.raw)]


def _row(way: str, fed: Fed) -> dict[str, str]:
    return {
        "pixels": way,
        "sums of layer 1": say("{_size} to {_size_2}", _size=_size(fed.lowest), _size_2=_size(fed.highest)),
        "NumPy says": "; ".join(fed.warnings) or NOTHING,
        "accuracy": f"{fed.accuracy:.4f}",
        "misread": say("{wrong:,} of {digits:,}", wrong=fed.wrong, digits=fed.digits),
    }


def story_words(network: Network, both: Both) -> str:
    """Return the story of the two pictures and the table."""
    return f"{_curve_words(network, both.raw)} {_warning_words(network, both)} {_cure_words(both)}"


def _curve_words(network: Network, raw: Fed) -> str:
    name = network.dense_layers[0].activation
    if name in ("sigmoid", "tanh"):
        return say(
            "The hills keep their shape, the scale does not: over sums from {_size} to {_size_2} the {name} "
            "is a step. Hardly a node still tells a little from a lot.",
            _size=_size(raw.lowest),
            _size_2=_size(raw.highest),
            name=name,
        )
    return say(
        "The hills keep their shape, the scale does not: every layer behind gets sums that it never met in training."
    )


def _warning_words(network: Network, both: Both) -> str:
    if not both.raw.warnings:
        return say(
            "NumPy has nothing to say here: no formula of this network overflows, and the answers suffer all the same."
        )
    format_words = say("the largest number that {name} can hold", name=network.dtype.name)
    if both.raw.overflowing:
        part = f"{both.raw.overflowing:.0%}"
        return say(
            "In the red part, {part} of all sums, exp(−a) is larger than {format_words}: there NumPy warns.",
            part=part,
            format_words=format_words,
        )
    return say(
        "Behind the first layer exp meets sums so large that it exceeds {format_words}: there NumPy warns.",
        format_words=format_words,
    )


def _cure_words(both: Both) -> str:
    raw, scaled = both.raw, both.scaled
    if raw.right_as_written == raw.right:
        return say(
            "**Warning and wrong answers are one stumble.** A sigmoid written safely cures the warning "
            "alone: {wrong:,} digits are misread with it or without. Divide the pixels by 255, and nothing "
            "warns, and {wrong_2:,} are misread.",
            wrong=raw.wrong,
            wrong_2=scaled.wrong,
        )
    as_written = raw.digits - raw.right_as_written
    return say(
        "**Warning and wrong answers are one stumble.** Formulas written safely cure the warning, and of "
        "the {as_written:,} digits misread without them {wrong:,} stay misread. Divide the pixels by "
        "255, and nothing warns, and {wrong_2:,} are misread.",
        as_written=as_written,
        wrong=raw.wrong,
        wrong_2=scaled.wrong,
    )


def show_book_words(network: Network) -> None:
    """Say what the book's own weights do, and where to get them if they do not lie on the bench."""
    st.caption(book_words(network))
    if not is_the_books(network):
        st.page_link("my_networks.py", label=say("Bring the book's file"), icon=":material/menu_book:")


def book_words(network: Network) -> str:
    """Return the numbers of the book's own weights on MNIST's test digits."""
    book = SAMPLE_WEIGHT
    whose = (
        say("These are the book's own weights")
        if is_the_books(network)
        else say("These are not the book's own weights")
    )
    low, high = (_size(value) for value in book.sums_unscaled)
    small = [_size(value) for value in book.sums]
    return say(
        "{whose}, {name}. Those read MNIST's {count:,} test digits with accuracy {right}, {wrong} "
        "misread; with pixels from 0 to 255 {right_unscaled}, {wrong_unscaled} misread, and sums from "
        "{low} to {high} instead of {small} to {small_2}.",
        whose=whose,
        name=book.name,
        count=book.count,
        right=book.right / book.count,
        wrong=book.wrong,
        right_unscaled=book.right_unscaled / book.count,
        wrong_unscaled=book.wrong_unscaled,
        low=low,
        high=high,
        small=small[0],
        small_2=small[1],
    )


def show_one_sum() -> None:
    """Let one sum grow, and show what the formulas make of it as written and safe."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        large = choices.slider(say("A sum"), -4000, 4000, key="large", default=-3510, width=420, step=10)
        digits = choices.segmented(say("Number format"), ("float64", "float32"), key="format", default="float64")
    show_table(overflow_table(large, digits), "overflow", say("Sigmoid and softmax as written and safe"))
    st.caption(
        say(
            "The softmax is that of the sum, 0 and 1. As written, exp grows beyond every number that the "
            "format can hold; the safe softmax first subtracts the largest sum. “nan” means: not a number."
        )
    )
    code(
        say("A large number"), say("in the table of “What if a number is too large?”"), snippets.overflow, large, digits
    )


def overflow_table(value: float, dtype: str) -> list[dict[str, str]]:
    """Return what the formula as written and the safe one give for a number, and what NumPy says."""
    row = [value, 0.0, 1.0]
    cases = (
        (say("sigmoid, as written"), naive_sigmoid, value),
        (say("sigmoid, safe"), sigmoid, value),
        (say("softmax of three sums, as written"), naive_softmax, row),
        (say("softmax of three sums, safe"), softmax, row),
    )
    return [_case(name, function, sums, dtype) for name, function, sums in cases]


def _case(
    name: str, function: Callable[[NDArray[np.floating]], NDArray[np.floating]], sums: float | list[float], dtype: str
) -> dict[str, str]:
    seen = watched(function, sums, dtype)
    values = ", ".join(f"{value:.3g}" for value in np.atleast_1d(seen.values))
    return {"formula": name, "result": values, "NumPy says": "; ".join(seen.warnings) or NOTHING}


def moving(network: Network) -> dict[str, float]:
    """Return the accuracy on the test digits as they are and moved by some pixels; measured once."""
    return _moving(network.digest, digit_sets.digest(), network)


@st.cache_data(max_entries=128, ttl="1h", show_spinner="Moving the test digits …")
def _moving(digest: str, set_of: str, _network: Network) -> dict[str, float]:
    digits = results.test_digits()
    moved = {say("moved {n}", n=n): accuracy_shifted(_network, digits, n) for n in SHIFTS}
    return {"as they are": accuracy(_network, digits)} | moved


def moving_words(moved: dict[str, float]) -> str:
    """Return a sentence about how much a shift costs."""
    return say(
        "As they are it reads {moved:share} of the {n:,} test digits right, moved by one pixel "
        "{moved_2:share}, by four {moved_3:share} (the mean of up, down, left and right). A network of "
        "dense layers knows each pixel by its place alone.",
        moved=moved["as they are"],
        n=len(results.test_digits()),
        moved_2=moved["moved 1"],
        moved_3=moved["moved 4"],
    )

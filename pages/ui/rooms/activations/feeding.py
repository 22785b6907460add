"""The part of the Activations page about pixels from 0 to 255: one stumble, two signs: a warning and wrong answers."""

from collections.abc import Callable, Mapping
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
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
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
    return results.most_test_digits() if network.parameters <= MOST_NUMBERS else results.part_digits()


@kept(max_entries=128, ttl="1h", doing=mark("Feeding the test digits in two ways …"))
def both_ways(network: Network, digits: Digits) -> Both:
    """Return what becomes of digits when they are fed as in training and from 0 to 255."""
    return Both(feed(network, digits), feed(network, digits, unscaled=True))


def show_story(network: Network) -> None:
    """Show the sums of the first layer fed in both ways, under the curve that they go through, and what came of it."""
    both = both_ways(network, judging_digits(network))
    limit = -too_large_for_exp(network) if network.dense_layers[0].activation == "sigmoid" else None
    pictures = zip(st.columns(2, gap="medium"), ("scaled", "raw"), (both.scaled, both.raw), strict=True)
    for column, key, fed in pictures:
        with column:
            words = sums_words(fed, unscaled=key == "raw")
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


def sums_words(fed: Fed, *, unscaled: bool) -> str:
    """Return from where to where the sums of the first layer run."""
    low, high = _size(fed.lowest), _size(fed.highest)
    if unscaled:
        return say("Pixels from 0 to 255: the sums of the first layer run from {low} to {high}.", low=low, high=high)
    return say("Pixels as in training: the sums of the first layer run from {low} to {high}.", low=low, high=high)


def _size(value: float) -> str:
    """Return a sum with a true minus sign; a large one without decimals."""
    text = say("{value:.0f}", value=value) if abs(value) >= 100 else say("{value:.1f}", value=value)
    return text.replace("-", "−")


def feeding_table(both: Both) -> list[dict[str, str]]:
    """Return both ways, one a row."""
    return [_row(say("as in training"), both.scaled), _row(say("0 to 255"), both.raw)]


def _row(way: str, fed: Fed) -> dict[str, str]:
    return {
        say("pixels"): way,
        say("sums of layer 1"): say("{low} to {high}", low=_size(fed.lowest), high=_size(fed.highest)),
        say("NumPy says"): "; ".join(fed.warnings) or say(NOTHING),
        say("accuracy"): say("{accuracy:.4f}", accuracy=fed.accuracy),
        say("misread"): say("{wrong:,} of {digits:,}", wrong=fed.wrong, digits=fed.digits),
    }


def story_words(network: Network, both: Both) -> str:
    """Return the story of the two pictures and the table."""
    return f"{_curve_words(network, both.raw)} {_warning_words(network, both)} {_cure_words(both)}"


def _curve_words(network: Network, raw: Fed) -> str:
    name = network.dense_layers[0].activation
    if name in ("sigmoid", "tanh"):
        return say(
            "The hills keep their shape, the scale does not: over sums from {low} to {high} the {activation} "
            "is a step. Hardly a node still tells a little from a lot.",
            low=_size(raw.lowest),
            high=_size(raw.highest),
            activation=name,
        )
    return say(
        "The hills keep their shape, the scale does not: every layer behind gets sums that it never met in training."
    )


def _warning_words(network: Network, both: Both) -> str:
    if not both.raw.warnings:
        return say(
            "NumPy has nothing to say here: no formula of this network overflows, and the answers suffer all the same."
        )
    if both.raw.overflowing:
        return say(
            "In the red part, {part:share} of all sums, exp(−a) is larger than the largest number that {format} can "
            "hold: there NumPy warns.",
            part=both.raw.overflowing,
            format=network.dtype.name,
        )
    return say(
        "Behind the first layer exp meets sums so large that it exceeds the largest number that {format} can hold: "
        "there NumPy warns.",
        format=network.dtype.name,
    )


def _cure_words(both: Both) -> str:
    raw, scaled = both.raw, both.scaled
    if raw.right_as_written == raw.right:
        return say(
            "**Warning and wrong answers are one stumble.** A sigmoid written safely cures the warning "
            "alone: {wrong:,} digits are misread with it or without. Divide the pixels by 255, and nothing "
            "warns, and {wrong_scaled:,} are misread.",
            wrong=raw.wrong,
            wrong_scaled=scaled.wrong,
        )
    as_written = raw.digits - raw.right_as_written
    return say(
        "**Warning and wrong answers are one stumble.** Formulas written safely cure the warning, and of "
        "the {as_written:,} digits misread without them {wrong:,} stay misread. Divide the pixels by "
        "255, and nothing warns, and {wrong_scaled:,} are misread.",
        as_written=as_written,
        wrong=raw.wrong,
        wrong_scaled=scaled.wrong,
    )


def show_book_words(network: Network) -> None:
    """Say what the book's own weights do, and where to get them if they do not lie on the bench."""
    st.caption(book_words(network))
    if not is_the_books(network):
        st.page_link("my_networks.py", label=say("Bring the book's file"), icon=":material/menu_book:")


def book_words(network: Network) -> str:
    """Return the numbers of the book's own weights on MNIST's test digits."""
    book = SAMPLE_WEIGHT
    low_unscaled, high_unscaled = map(_size, book.sums_unscaled)
    low, high = map(_size, book.sums)
    whose = (
        say("These are the book's own weights, {file}.", file=book.name)
        if is_the_books(network)
        else say("These are not the book's own weights, {file}.", file=book.name)
    )
    numbers = say(
        "Those read MNIST's {count:,} test digits with accuracy {accuracy:.4f}, {wrong} misread; with pixels from 0 to "
        "255 {accuracy_unscaled:.4f}, {wrong_unscaled} misread, and sums from {low_unscaled} to {high_unscaled} "
        "instead of {low} to {high}.",
        count=book.count,
        accuracy=book.right / book.count,
        wrong=book.wrong,
        accuracy_unscaled=book.right_unscaled / book.count,
        wrong_unscaled=book.wrong_unscaled,
        low_unscaled=low_unscaled,
        high_unscaled=high_unscaled,
        low=low,
        high=high,
    )
    return f"{whose} {numbers}"


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
    values = ", ".join(say("{value:.3g}", value=value) for value in np.atleast_1d(seen.values))
    warnings = "; ".join(seen.warnings) or say(NOTHING)
    return {say("formula"): name, say("result"): values, say("NumPy says"): warnings}


@kept(max_entries=128, ttl="1h", doing=mark("Moving the test digits …"))
def moving(network: Network, digits: Digits) -> Mapping[int, float]:
    """Return the accuracy on digits as they are, which is 0, and moved by so many pixels."""
    return {0: accuracy(network, digits)} | {n: accuracy_shifted(network, digits, n) for n in SHIFTS}


def moving_labels(moved: Mapping[int, float]) -> list[str]:
    """Return what stands at the bars of `moving`."""
    return [say("moved {pixels}", pixels=pixels) if pixels else say("as they are") for pixels in moved]


def moving_words(moved: Mapping[int, float]) -> str:
    """Return a sentence about how much a shift costs."""
    return say(
        "As they are it reads {unmoved:share} of the {count:,} test digits right, moved by one pixel "
        "{by_one:share}, by four {by_four:share} (the mean of up, down, left and right). A network of "
        "dense layers knows each pixel by its place alone.",
        unmoved=moved[0],
        count=len(results.test_digits()),
        by_one=moved[1],
        by_four=moved[4],
    )

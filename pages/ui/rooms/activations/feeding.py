"""The part of the Activations page about pixels from 0 to 255: one stumble, two signs: a warning and wrong answers."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mnistnet import Digits, Network
from mnistnet.activations import ACTIVATIONS
from mnistnet.basics.curves import Curve, activation_curves
from mnistnet.basics.feeding import Fed, feed, too_large_for_exp
from mnistnet.books.book_file import SAMPLE_WEIGHT, is_the_books
from mnistnet.figures.sums import sums_under_curve
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import show_table

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

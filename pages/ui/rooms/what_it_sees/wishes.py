"""What the network wants of every pixel: outlined in one digit's picture, where a switch asks for it."""

from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, inverse
from mnistnet.figures.wishes import outlined
from mnistnet.inverse import Inverse
from mnistnet.words import mark, say
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import paragraph
from pages.ui.rooms.what_it_sees.ways import all_digits

Array = NDArray[Any]
WISHES_SIZE = 340  # screen pixels: fits a phone
TEST_BY_ODDS = mark(
    "The test: each pixel alone is made blank and then full ink in this picture. If that changes the odds "
    "p / (1 − p) of the answer {digit} by a factor of less than {factor:g}, the network does not mind; else it "
    "wants what raises them."
)
TEST_BY_SUM = mark(
    "The test: each pixel alone is made blank and then full ink in this picture. If that changes the exponential "
    "of the sum at the answer {digit} by a factor of less than {factor:g}, the network does not mind; else it "
    "wants what raises it."
)


def show_wishes(network: Network, method: Inverse, digit: int) -> None:
    """Offer a switch that outlines in a digit's picture what the network wants of every pixel, and obey it."""
    label = say("Mark what it wants of the {digit} by {way}", digit=digit, way=say(method.title))
    if not choices.toggle(label, key="wishes"):
        return
    picture = all_digits(network, method).pictures[digit]
    wishes = _wishes(network, picture, digit)
    ink, blank, neither = wishes.shares
    words = say(
        "It wants ink on {ink:share} of the pixels, blank paper on {blank:share}, and does not mind {neither:share}.",
        ink=ink,
        blank=blank,
        neither=neither,
    )
    with st.container(width=WISHES_SIZE):
        figure = outlined(picture, wishes.wants, height=WISHES_SIZE)
        alt = say("{way} picture of a {digit}.", way=say(method.title), digit=digit)
        show_figure(figure, "wishes_picture", alt=paragraph(alt, words))
    lines = say("Orange lines go round the pixels where it wants ink, blue ones where it wants none.")
    st.caption(paragraph(words, lines, _test_of_wishes(network, digit, 1 + wishes.amount)))


def _test_of_wishes(network: Network, digit: int, factor: float) -> str:
    """Return how `inverse.pixel_wishes` tests a pixel, and what it looks at."""
    looks_at_odds = network.output_activation in ("softmax", "sigmoid")
    return say(TEST_BY_ODDS if looks_at_odds else TEST_BY_SUM, digit=digit, factor=factor)


@kept(max_entries=64, ttl="1h")
def _wishes(network: Network, picture: Array, digit: int) -> inverse.Wishes:
    return inverse.pixel_wishes(network, picture, digit)

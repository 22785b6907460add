"""The What-it-sees page: which way back is taken, the pictures it gives, and the mix of answers that is wanted."""

import re
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Network, PixelEncoding, inverse, load_network, network_names
from mnistnet.figures import mosaic
from mnistnet.figures.sheet import sheet, verdict_titles
from mnistnet.figures.wishes import outlined
from mnistnet.inverse import METHODS, DoesNotApply, Inverse, ReadBack
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings.kept import kept
from pages.ui.holdings.once import Once
from pages.ui.kit import choices
from pages.ui.kit.pictures import Grid, show_figure
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import keys, value_of

Array = NDArray[Any]
WISHES_SIZE = 340  # screen pixels: fits a phone
PATIENCE = 0.5  # seconds after which work shows how far it is
FIRST = "weight-product"  # of all ways back the one in whose pictures most people see the digit that is meant
HALF_AND_HALF = (3, 8)  # the mix at first

# What is said of a control, by what it is: `bench.control_is`.
CONTROL_COUNTS = {
    "untrained": mark("**Untrained, as a control**, recognises {count} of {n}"),
    "shuffled": mark("**Shuffled, as a control**, recognises {count} of {n}"),
}
CONTROL_COLUMNS = {"untrained": mark("untrained: its own"), "shuffled": mark("shuffled: its own")}
CONTROL_ALTS = {
    "untrained": mark("{way} pictures of the untrained network for each class, with its own verdict: {verdicts}."),
    "shuffled": mark("{way} pictures of the shuffled network for each class, with its own verdict: {verdicts}."),
}
LESSONS = {
    "untrained": mark(
        "Mind the control: the untrained network recognises as many of its own, and it has never seen a digit."
    ),
    "shuffled": mark(
        "Mind the control: the shuffled network recognises as many of its own, and its weights are mixed up."
    ),
}
LESSONS_OF_BOTH = {
    "untrained": mark(
        "Mind the control: the untrained network of {network} recognises as many of its own, and it has never "
        "seen a digit."
    ),
    "shuffled": mark(
        "Mind the control: the shuffled network of {network} recognises as many of its own, and its weights are "
        "mixed up."
    ),
}
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
PICTURES: Once[Array] = Once(256)  # by network, way back and what is wanted, for all visitors


@dataclass(frozen=True, eq=False)
class Seen:
    """What one network gave for one way back: pictures, and its own verdict on them."""

    pictures: Array
    read: ReadBack

    @property
    def titles(self) -> list[str]:
        """What stands over each picture: wanted, answer, and how sure."""
        return verdict_titles(self.read.labels, self.read.best, self.read.confidence, self.read.right)


def choose_method() -> Inverse:
    """Show the switch between the ways back and return the one chosen."""
    titles = {name: method.title for name, method in METHODS.items()}
    return METHODS[
        choices.segmented(say("Way back"), titles, key="way_back", default=FIRST, label_visibility="collapsed")
    ]


def that_applies(network: Network, method: Inverse) -> tuple[Inverse, str]:
    """Return the method and nothing, or, if it has no meaning for the network, one that has and the reason."""
    try:
        all_digits(network, method)
    except DoesNotApply as reason:
        return METHODS["weight-product"], say("{reason} Here is the weight product instead.", reason=reason)
    return method, ""


def digits_or_reason(network: Network, method: Inverse) -> Seen | None:
    """Return the pictures of all classes; where the method has no meaning for the network, say so and return None."""
    try:
        return all_digits(network, method)
    except DoesNotApply as reason:
        tell(reason)
        return None


def places() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return where the pictures stand and where the control: side by side, or, in half a page, under them."""
    if bench.beside() is not None:
        return st.container(), st.container()
    left, right = st.columns(2, gap="medium")
    return left, right


def all_digits(network: Network, method: Inverse) -> Seen:
    """Return the pictures of all classes in turn, and what the network answers to them.

    Raises
    ------
    DoesNotApply
        If the method has no meaning for the network.
    """
    pictures = made(network, method, inverse.one_of_each(network.classes))
    return Seen(pictures, inverse.read_back(network, pictures, range(network.classes)))


def made(network: Network, method: Inverse, wanted: Array) -> Array:
    """Return a method's pictures for wanted outputs; made once, and with a progress bar where it takes long."""
    key = (network.digest, method.name, wanted.tobytes())
    found = PICTURES.get(key)
    if found is None:
        place = st.empty()
        with place:
            make = partial(method.make, network, wanted, on_step=_progress(method))
            found = PICTURES.made(key, make, meanwhile=_say_wait)
        place.empty()
    return found


def _say_wait() -> None:
    st.caption(say("These pictures are being made for another visitor; they come in a moment."))


def _progress(method: Inverse) -> inverse.OnStep:
    start = time.monotonic()

    def on_step(done: int, steps: int) -> None:
        spent = time.monotonic() - start
        if spent > PATIENCE:
            words = say(
                "{way}: about {seconds:.0f} s left. Choose another way back to stop.",
                way=say(method.title),
                seconds=spent / done * (steps - done),
            )
            st.progress(done / steps, words)

    return on_step


def ten(seen: Seen, network: Network, method: Inverse, chosen: int) -> go.Figure:
    """Return the ten pictures; the weight product as the signed map that it is, all others in ink."""
    fit: Grid = {"across": 5, "tile": 64 if is_phone() else 72}
    titles = [re.sub("(?<=[✓✗]) ", "<br>", title) for title in seen.titles]
    if method.make is not inverse.weight_product:
        return sheet(seen.pictures, titles, right=seen.read.right, chosen=chosen, head=15, **fit)
    maps = inverse.weight_product_maps(network)
    return mosaic(maps, titles, unit=say("product of weights"), chosen=chosen, told=titles, **fit)


def own_count(seen: Seen) -> str:
    """Return how many of its own pictures the network recognises."""
    return say("**This network** recognises {count} of {n}", count=seen.read.count, n=len(seen.read.labels))


def control_count(control: Seen, one: Network) -> str:
    """Return how many of its own pictures the control of a network recognises."""
    return say(CONTROL_COUNTS[bench.control_is(one)], count=control.read.count, n=len(control.read.labels))


def lesson(method: Inverse) -> str:
    """Return what the controls say about the pictures of the networks on the bench, if they say anything."""
    return paragraph(*(_lesson_of(one, method) for one in bench.sides()))


def _lesson_of(one: Network, method: Inverse) -> str:
    try:
        seen, control = (all_digits(network, method).read.count for network in (one, bench.untrained_network(one)))
    except DoesNotApply:
        return ""
    if control < seen:
        return ""
    if bench.beside() is None:
        return say(LESSONS[bench.control_is(one)])
    return say(LESSONS_OF_BOTH[bench.control_is(one)], network=bench.called(one))


def own_alt(seen: Seen, method: Inverse) -> str:
    """Return the network's verdicts in words, for people who cannot see the pictures."""
    return say(
        "{way} pictures of this network for each class, with its own verdict: {verdicts}.",
        way=say(method.title),
        verdicts=", ".join(seen.titles),
    )


def control_alt(control: Seen, method: Inverse, one: Network) -> str:
    """Return the verdicts of a network's control in words."""
    return say(
        CONTROL_ALTS[bench.control_is(one)],
        way=say(method.title),
        verdicts=", ".join(control.titles),
    )


def about_ten(method: Inverse) -> str:
    """Return the sentences under the ten pictures: what the colours are, what stands over them, and what to mind."""
    over = say("Over each: the wanted digit and what the network answers to the picture, ✓ if that is the same.")
    return paragraph(colours_words(method), over, lesson(method))


def about_way(method: Inverse) -> str:
    """Return what a way back does, where it misleads, and what had to be settled to take it."""
    return paragraph(say(method.idea), say(method.limit), all_conventions(method))


def colours_words(method: Inverse) -> str:
    """Return what the colours mean."""
    if method.make is inverse.weight_product:
        return say(
            "Orange: the answer asks for ink; blue: for blank paper. For the verdict, orange is taken as ink "
            "and the rest as blank."
        )
    return say("Full ink: it wants ink there. Blank: it wants none. Grey: in between, or it hardly matters.")


def all_conventions(method: Inverse) -> str:
    """Return what had to be settled to run the networks on the bench backwards, for each where it is not the same."""
    told = {one: conventions(one, method) for one in bench.sides()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return paragraph(
        *(
            say("For {network}: {conventions}", network=bench.called(one), conventions=words)
            for one, words in told.items()
            if words
        )
    )


def conventions(network: Network, method: Inverse) -> str:
    """Return what had to be settled to run this network backwards, or nothing."""
    if method.make not in (inverse.back_query, inverse.preimage):
        return ""
    parts = []
    if network.output_activation == "softmax":
        parts.append(
            say("behind a softmax only differences of sums count: the wanted sums are log(wanted), shifted to mean 0")
        )
    if method.make is inverse.back_query:
        if network.encoding != PixelEncoding():
            parts.append(
                say("what comes out of the weights is the input itself, so it is shown to the network as it is")
            )
        if any(layer.biases is not None for layer in network.dense_layers):
            parts.append(say("biases are subtracted before the weights are turned round"))
        if any(layer.activation == "relu" for layer in network.dense_layers[:-1]):
            parts.append(say("a ReLU has no inverse at 0, so its outputs are rescaled to 0.01 … 0.99 and kept"))
    return say("Our conventions: {conventions}.", conventions="; ".join(parts)) if parts else ""


def choose_digit() -> int:
    """Show the switch that chooses a digit and return it; a click on a picture sets it too."""
    return choices.segmented(say("Digit"), range(10), key="seen_digit", default=0, label_visibility="collapsed")


def five_ways(network: Network, digit: int) -> tuple[Array, list[str], list[bool]]:
    """Return one digit's picture by every method that applies, with titles and whether each is recognised."""
    pictures, titles, right = [], [], []
    for method in METHODS.values():
        try:
            seen = all_digits(network, method)
        except DoesNotApply:
            continue
        pictures.append(seen.pictures[digit])
        titles.append(f"{say(method.title)}<br>{seen.titles[digit]}")
        right.append(bool(seen.read.right[digit]))
    return np.stack(pictures), titles, right


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


def scoreboard(network: Network) -> pd.DataFrame:
    """Return how many pictures of every method are recognised: by the network, by the others, and by the control."""
    others = [load_network(name) for name in network_names() if name != value_of(keys.NETWORK)]
    rows = []
    for method in METHODS.values():
        title = {say("way back"): say(method.title)}
        try:
            seen, control = all_digits(network, method), all_digits(bench.untrained_network(), method)
        except DoesNotApply as reason:
            rows.append(title | {say("it recognises"): str(reason)})
            continue
        readers = [inverse.read_back(other, seen.pictures, seen.read.labels).count for other in others]
        counts = {
            say("it recognises"): say("{count} of {n}", count=seen.read.count, n=10),
            say("other networks do"): say("{count} of {n}", count=sum(readers), n=10 * len(others)),
            say(CONTROL_COLUMNS[bench.control_is()]): say("{count} of {n}", count=control.read.count, n=10),
        }
        rows.append(title | counts)
    return pd.DataFrame(rows).fillna("")


def choose_mix(network: Network) -> Array:
    """Show a slider for every wanted output and return them, shape (1, classes)."""
    with st.container(horizontal=True, gap="medium"):
        wanted = [
            choices.slider(
                say("Answer {digit}", digit=digit),
                0.01,
                0.99,
                key=f"wanted_{digit}",
                default=0.5 if digit in HALF_AND_HALF else 0.01,
                width=125,
                step=0.01,
            )
            for digit in range(network.classes)
        ]
    return np.array([wanted])


def only_differences(network: Network, method: Inverse) -> str:
    """Return why ten equal wishes are none, however large; nothing where that is not so."""
    if method.name in ("weight-product", "mean-digit"):
        return say(
            "Only the sliders' shares of their sum count: with all ten equal, at 0.01 or at 0.99, every digit is mixed "
            "in alike."
        )
    if network.output_activation == "softmax":
        return say(
            "Only the differences between the sliders count: ten outputs that share out 100 % are alike, at 10 % each, "
            "whether all ten are wanted at 0.01 or at 0.99."
        )
    return ""


def mixed(network: Network, method: Inverse, wanted: Array) -> tuple[NDArray[np.uint8], Array]:
    """Return the picture of a mix of wanted outputs, uint8, and what the network answers to it."""
    picture = made(network, method, wanted)[0]
    return np.rint(255 * picture).astype(np.uint8), network.predict(picture)[0]

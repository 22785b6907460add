"""The operating table of the Neurons page: its switches, and what the network loses by what they do."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, neurons, snippets
from mnistnet.figures.bars import bars
from mnistnet.neurons import Verdicts
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph
from pages.ui.state import Picture, set_value

CUT = "cut"
BIAS_SHIFT = "bias_shift"
WEIGHTS_TIMES = "weights_times"

Array = NDArray[Any]
KEPT_UNCHANGED = mark(
    "Nothing is changed yet. {before:share} of the {count:,} test digits right before; move a slider. {kept}"
)
WITHOUT = mark(
    "Nothing is changed yet. **Without neuron {neuron}:** {before:share} of the {count:,} test digits right before, "
    "**{after:share} after**; {changed} of the answers change."
)
CHANGED = mark(
    "{before:share} of the {count:,} test digits right before, **{after:share} after**; {changed} of the answers "
    "change."
)


def choose_to_operate() -> bool:
    """Show the switch that lays the operating table above all neurons and return whether it stands there."""
    words = say("Cut a neuron out, shift its bias, weaken its weights, and see what the network can still read.")
    return choices.toggle(say("Operate"), key="operate", help=words)


def operate(network: Network, layer: int, neuron: int) -> Network:
    """Show the switches of the surgery and return the network as they leave it."""
    why_not = cannot_be_removed(network, layer)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        cut = choices.toggle(
            say("Remove neuron {neuron}", neuron=neuron),
            key=CUT,
            disabled=bool(why_not),
            help=why_not or say("Cut it out, with all that it tells the next layer."),
        )
        removed = cut and not why_not
        shift = choices.slider(
            say("Shift its bias by"), -5.0, 5.0, key=BIAS_SHIFT, default=0.0, width=210, disabled=removed, step=0.25
        )
        scale = choices.slider(
            say("Multiply its weights by"),
            -1.0,
            3.0,
            key=WEIGHTS_TIMES,
            default=1.0,
            width=210,
            disabled=removed,
            step=0.1,
        )
        st.button(say("Reset"), key="reset", icon=":material/undo:", on_click=_reset)
    untouched = not removed and shift == 0 and scale == 1
    if not (untouched and why_not):  # while nothing is changed the page says what removing it would do
        what = {"remove": removed or untouched, "bias_shift": shift, "scale": scale}
        where = say("in the sentence under “What if it were different?”")
        code(say("The operation"), where, snippets.surgery, network, results.test_digits(), layer, neuron, **what)
    return neurons.operate(network, layer, neuron, remove=removed, bias_shift=shift, scale=scale)


def cannot_be_removed(network: Network, layer: int) -> str:
    """Return why a neuron of a layer cannot be removed, as a sentence; nothing where it can be."""
    if layer == len(network.dense_layers):
        return say("An answer cannot be removed.")
    alone = network.dense_layers[layer - 1].fan_out == 1
    return say("It is the only neuron of its layer: without it nothing reaches the answers.") if alone else ""


def _reset() -> None:
    for key, neutral in ((CUT, False), (BIAS_SHIFT, 0.0), (WEIGHTS_TIMES, 1.0)):
        set_value(key, neutral)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the surgery did: the network after it, how the test split is read before and after, and this in words."""

    network: Network
    before: Verdicts
    after: Verdicts
    words: str

    @property
    def is_one(self) -> bool:
        """Whether there is a network after the surgery at all."""
        return self.after is not self.before

    @property
    def gains(self) -> Array:
        """By how many percentage points the accuracy on each label changes."""
        return 100 * (self.after.by_label - self.before.by_label)


def outcome(network: Network, operated: Network, layer: int, neuron: int) -> Outcome:
    """Return what the surgery did; while nothing is changed, what removing the neuron would do."""
    digits = results.test_digits()
    before, count = _verdicts(network, digits), len(digits)
    sentence = CHANGED
    if operated is network:
        why_not = cannot_be_removed(network, layer)
        if why_not:
            words = say(KEPT_UNCHANGED, before=before.accuracy, count=count, kept=why_not)
            return Outcome(network, before, before, words)
        sentence = WITHOUT
        operated = neurons.operate(network, layer, neuron, remove=True)
    after = _verdicts(operated, digits)
    words = say(
        sentence,
        neuron=neuron,
        before=before.accuracy,
        count=count,
        after=after.accuracy,
        changed=before.changed(after),
    )
    return Outcome(operated, before, after, words)


@kept(max_entries=128, ttl="1h")
def _verdicts(network: Network, digits: Digits) -> Verdicts:
    return neurons.verdicts(network, digits)


@st.fragment
def what_if(network: Network, layer: int, neuron: int, seen: Picture) -> None:
    """Operate on a neuron; only this part of the page runs again while the switches move."""
    st.header(say("What if it were different?"), anchor=False)
    operated = operate(network, layer, neuron)
    result = outcome(network, operated, layer, neuron)
    st.markdown(result.words)
    say_if_seen(network)
    if result.is_one:
        labels = [str(digit) for digit in range(network.classes)]
        alt = paragraph(say("Change of accuracy by label."), result.words)
        show_figure(bars(result.gains, labels, signed=True), "gains", alt=alt)
        first, second = (read_answer(one.predict(seen.image)[0]).best for one in (network, result.network))
        st.caption(
            say(
                "Percentage points won or lost on each label. For {picture}: {before} before, {after} after.",
                picture=seen.words,
                before=first,
                after=second,
            )
        )

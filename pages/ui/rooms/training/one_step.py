"""One step of learning in numbers, and as a program that anybody can run."""

import streamlit as st

from mnistnet import Digits, Network, load_digits, snippets
from mnistnet.digits.full_set import full_set_is_here
from mnistnet.digits.known import SOURCES, source_in
from mnistnet.words import say
from pages.ui.holdings.kept import kept
from pages.ui.kit.record import code
from pages.ui.rooms.training.learning_rule import step_words

BATCH, RATE = 100, 0.1


def learning_as_code(network: Network) -> None:
    """Say what one more step would do to the loss, and offer it, and the last point of the curves, as programs."""
    source = source_in(network.training.settings.get("digits"))
    if source is not None and (not SOURCES[source.watched[0]].is_the_full_set or full_set_is_here()):
        name, split = source.watched
        digits = load_digits(name)
        _offer_loss(network, digits.split(split) if split else digits)
    outcome = _outcome(network)
    if outcome:
        where = say(
            "as the sentence under the curves says: one step on {digits} digits at the rate {rate:g}",
            digits=BATCH,
            rate=RATE,
        )
        code(say("One step"), where, snippets.step, network, _batch(), RATE)
        st.caption(step_words(network, outcome, BATCH, RATE))


def _offer_loss(network: Network, digits: Digits) -> None:
    where = say(
        "on the validation curves at this network's epoch, measured on {n:,} digits; between the first "
        "and the last epoch a shipped network is kept in half precision, so the last figure may differ",
        n=len(digits),
    )
    code(say("Loss and accuracy"), where, snippets.loss_and_accuracy, network, digits)


@kept(max_entries=256, ttl="1h")
def _outcome(network: Network) -> str:
    """Return what one step does to the loss; nothing where an activation has no slope to learn from."""
    try:
        return snippets.step(network, _batch(), RATE).printed
    except ValueError:
        return ""


def _batch() -> Digits:
    digits = load_digits().split("train")
    return Digits(digits.images[:BATCH], digits.labels[:BATCH], say("one batch"))

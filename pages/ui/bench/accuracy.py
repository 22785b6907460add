"""How well a network reads digits: one figure, the same on every page; all others that are known stand behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from mnistnet import Network
from mnistnet.books.presets import PRESETS
from mnistnet.digits.known import source_in
from mnistnet.mistakes.chance import chance_range
from mnistnet.weight_files import doubt_words
from mnistnet.words import mark, say
from pages.ui.bench.second import title_of
from pages.ui.holdings import digit_sets, results, shelf
from pages.ui.holdings.seen import probably_learned
from pages.ui.holdings.training_data import has_learned_the_test_digits
from pages.ui.kit.tables import show_inline
from pages.ui.kit.text import paragraph

OF_TEST = {
    "along": mark("{accuracy:share} of {n:,} test digits"),
    "official": mark("{accuracy:share} of MNIST's {n:,} test digits"),
    "own": mark("{accuracy:share} of your {n:,} test digits"),
}
WHY = mark(
    "One network has several accuracies, because each is measured on other digits, and of few digits chance decides a "
    "part. The first is the one that every page tells: all pages show these digits. The last column says where the "
    "true figure may lie, at 95 %. Digits that it has learned from flatter it."
)


@dataclass(frozen=True)
class Reading:
    """One accuracy: what share of which digits was read right; `count` is None where nobody noted it."""

    accuracy: float
    count: int | None
    digits: str


def accuracy(network: Network) -> float:
    """Return the share of the test digits on the bench that a network reads right."""
    return results.exam(network, results.test_digits()).accuracy


def words(network: Network) -> str:
    """Return a network's accuracy, with how many digits of which kind it was measured on."""
    whose = digit_sets.words_for("along", "official", "own")
    return say(OF_TEST[whose], accuracy=accuracy(network), n=len(results.test_digits()))


def at_epoch(network: Network) -> str:
    """Return a sentence that tells a network's accuracy at its epoch."""
    learned = say("It has learned from these very digits, which flatters it.") if has_learned_them(network) else ""
    if network.epoch is None:
        return paragraph(say("It reads {words}.", words=words(network)), learned)
    return paragraph(say("At epoch {epoch} it reads {words}.", epoch=network.epoch, words=words(network)), learned)


def lines(network: Network) -> list[str]:
    """Return how well a network reads digits, in a few short lines."""
    said = [say("reads {words}", words=words(network))]
    if has_learned_them(network):
        said.append(say("it has learned from these very digits"))
    if probably_learned(network):
        said.append(say("it was trained elsewhere and has probably learned from these very digits"))
    if shelf.is_of_others(network.name):
        said.append(_how_it_is_read(network))
    if doubt_words(network):
        said.append(say("it is not sure that its file is to be read so"))
    return said


def _how_it_is_read(network: Network) -> str:
    """Return how a file is read that came from elsewhere: what pixels become, and what its hidden nodes do."""
    blank, ink = network.encoding.offset, network.encoding.ink
    hidden = dict.fromkeys(layer.activation for layer in network.dense_layers[:-1])
    if not hidden:
        return say("its file is read with pixels from {blank:.3g} to {ink:.3g}", blank=blank, ink=ink)
    rules = ", ".join(hidden)
    return say(
        "its file is read with pixels from {blank:.3g} to {ink:.3g} and hidden nodes that do {rules}",
        blank=blank,
        ink=ink,
        rules=rules,
    )


def has_learned_them(network: Network) -> bool:
    """Return whether the test digits on the bench were among those that a network learned from."""
    return has_learned_the_test_digits(network) and digit_sets.digest() == digit_sets.ALONG


def readings(network: Network) -> Iterator[Reading]:
    """Yield all accuracies that are known of a network, the one that every page tells first."""
    whose = digit_sets.words_for(
        say("the test digits that every page shows"),
        say("MNIST's official test digits, which every page shows"),
        say("the test digits of your set"),
    )
    learned = say("{digits}, which it has learned from", digits=whose) if has_learned_them(network) else whose
    if probably_learned(network):
        learned = say("{digits}, which it has probably learned from", digits=whose)
    yield Reading(accuracy(network), len(results.test_digits()), learned)
    if network.test_accuracy is not None and not digit_sets.is_official():
        yield Reading(network.test_accuracy, 10_000, say("MNIST's official test digits"))
    history = network.training.history
    if history and history[-1].get("validation_accuracy") is not None:
        held_back = say("digits held back while it learned, to watch it by")
        yield Reading(history[-1]["validation_accuracy"], _held_back(network), held_back)
    if history and history[-1]["epoch"] and history[-1].get("accuracy") is not None:
        learned = say("the digits it learned from, each just before it was learned from, over its last epoch")
        yield Reading(history[-1]["accuracy"], None, learned)


def _held_back(network: Network) -> int | None:
    """Return how many digits were held back from a network's training, where that is known."""
    source = source_in(network.training.settings.get("digits"))
    return None if source is None else source.held_back


def offer_readings(*networks: Network) -> None:
    """Offer all accuracies of networks, each with its digits, and why they differ."""
    with st.popover(say("Other figures, and why they differ"), icon=":material/percent:", type="tertiary"):
        for network in networks:
            named = say("The accuracies of {name}", name=title_of(network))
            st.markdown(f"**{named}**")
            rows = list(map(_row, readings(network)))
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            show_inline(columns, f"accuracies_{network.digest}", named)
            if network.name in PRESETS:
                st.caption(say(PRESETS[network.name].book_says))
        st.caption(say(WHY))


def _row(one: Reading) -> dict[str, str]:
    between = ""
    if one.count is not None:
        low, high = chance_range(one.accuracy, one.count)
        between = say("{low:.1f} to {high:.1f} %", low=100 * low, high=100 * high)
    return {
        say("reads right"): say("{accuracy:share}", accuracy=one.accuracy),
        say("of"): "" if one.count is None else say("{n:,}", n=one.count),
        say("digits"): one.digits,
        say("by chance"): between,
    }

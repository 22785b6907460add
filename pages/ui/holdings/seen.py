"""Networks that were trained elsewhere have probably learned from the digits that come along; this says so."""

import streamlit as st

from mnistnet import Network
from mnistnet.words import say
from pages.ui.holdings import digit_sets, shelf
from pages.ui.holdings.official import official_digits

__all__ = ["probably_learned", "say_if_seen", "seen_words"]


def say_if_seen(*networks: Network) -> None:
    """Say under a count of right answers which of its networks have probably learned from the digits."""
    words = seen_words(*networks)
    if words:
        st.caption(words)


def probably_learned(network: Network) -> bool:
    """Return whether a network was trained elsewhere, and the digits on the bench are among MNIST's training digits."""
    return shelf.is_of_others(network.name) and digit_sets.on_bench() is None and not digit_sets.is_official()


def seen_words(*networks: Network) -> str:
    """Return the sentence, or nothing where the digits are others, or the networks were trained here."""
    names = [network.name for network in networks if probably_learned(network)]
    if not names:
        return ""
    words = say(
        "{names} was trained elsewhere, and these digits are among MNIST's 60,000 training digits: it has probably "
        "learned from them, so that what is counted here is flattered. ",
        names=", ".join(dict.fromkeys(names)),
    )
    if official_digits() is not None:
        return words + say("MNIST's 10,000 test digits, which it has not seen, can be chosen under Digits.")
    return words + say("MNIST's 10,000 test digits, which it has not seen, can be fetched under “More test digits”.")

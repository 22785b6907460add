"""What is said of networks that were trained elsewhere: what they have probably seen, how their file may be read."""

import streamlit as st

from mnistnet import Network
from mnistnet.weight_files import doubt_words
from mnistnet.words import say
from pages.ui.holdings import digit_sets, shelf
from pages.ui.holdings.official import official_digits

__all__ = ["probably_learned", "say_if_seen", "seen_words"]


def say_if_seen(*networks: Network) -> None:
    """Say under a count which networks have probably learned from the digits, and whose file may be read otherwise."""
    words = seen_words(*networks)
    if words:
        st.caption(words)


def probably_learned(network: Network) -> bool:
    """Return whether a network was trained elsewhere, and the digits on the bench are among MNIST's training digits."""
    return shelf.is_of_others(network.name) and digit_sets.on_bench() is None and not digit_sets.is_official()


def seen_words(*networks: Network) -> str:
    """Return the sentences, or nothing where the digits are others, or the networks were trained here."""
    doubts = dict.fromkeys(doubt_words(network) for network in networks)
    return " ".join(filter(None, (_learned_words(*networks), *doubts)))


def _learned_words(*networks: Network) -> str:
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

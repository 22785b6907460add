"""The time machine: at which epoch of its training a network is looked at."""

import streamlit as st

from pages.ui.holdings import shelf
from pages.ui.kit import choices


def choose_epoch(name: str, key: str, first: int | None = None) -> int:
    """Show the time machine of a network and return the epoch that it stands at; at first `first`, or the latest."""
    epochs = shelf.epochs(name)
    last = epochs[-1]
    if len(epochs) == 1:
        st.caption(_only_epoch(name))
        return last
    usual = last if first is None else first
    words = "How often the network has seen all its training digits. 0 is the network before training."
    if len(epochs) == last + 1:
        return int(choices.slider("Epoch", 0, last, key=key, default=usual, help=words))
    return choices.select_slider("Epoch", epochs, key=key, default=usual, help=words)  # a large network keeps only some


def _only_epoch(name: str) -> str:
    """Return what is known of the training of a network that can be looked at in one state alone."""
    shuffled = "Where pages need an untrained control they show its own weights, shuffled."
    epoch = shelf.network(name).epoch
    if epoch is None:
        return f"Its file does not say how long it has learned. {shuffled}"
    return (
        f"Epoch {epoch}, the only one in its file. {shuffled}" if epoch else "Epoch 0: it has not learned anything yet."
    )

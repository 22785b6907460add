"""The time machine: at which epoch of its training a network is looked at."""

import streamlit as st

from mnistnet.words import say
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
    words = say("How often the network has seen all its training digits. 0 is the network before training.")
    if len(epochs) == last + 1:
        return int(choices.slider(say("Epoch"), 0, last, key=key, default=usual, help=words))
    # a large network keeps only some
    return choices.select_slider(say("Epoch"), epochs, key=key, default=usual, help=words)


def _only_epoch(name: str) -> str:
    """Return what is known of the training of a network that can be looked at in one state alone."""
    epoch = shelf.network(name).epoch
    if epoch == 0:
        return say("Epoch 0: it has not learned anything yet.")
    unknown = say("Its file does not say how long it has learned.")
    known = unknown if epoch is None else say("Epoch {epoch}, the only one in its file.", epoch=epoch)
    return f"{known} {say('Where pages need an untrained control they show its own weights, shuffled.')}"

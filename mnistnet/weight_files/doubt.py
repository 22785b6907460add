"""Doubt: which other readings of a file were as likely, kept with the network for all who see its numbers later.

It stands among the settings of the network's training, which every file of ours and every desk keeps, since how a file
is to be read is how its network learned.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from mnistnet.activations import ACTIVATIONS
from mnistnet.network import Network, PixelEncoding, TrainingRecord
from mnistnet.weight_files.beyond import BEYOND
from mnistnet.weight_files.guess import MOMENTS, Guess
from mnistnet.weight_files.reading import MOST_NAMED, Reading
from mnistnet.weight_files.telling import guess_words, unrest_words
from mnistnet.words import say

__all__ = ["DOUBT", "doubt_words", "with_doubt"]

DOUBT = "doubt"  # among the settings
HARDLY = 0.02  # of full ink: pixels from 0.01 instead of 0 change no figure by as much as chance does
RAMPS = {"relu", "leaky_relu"}  # which differ by a hundredth below 0


def with_doubt(network: Network, reading: Reading, used: Guess | None = None) -> Network:
    """Return a network of a file with what makes the reading of it unsure, or without where nothing does.

    Parameters
    ----------
    network : Network
    reading : Reading
        The likeliest, as it was measured.
    used : Guess, optional
        How the file is read instead, if somebody chose that: the likeliest is then as likely at least.

    Notes
    -----
    Readings that differ by a hundredth are one: of nearly every file pixels from 0 and from 0.01 are as likely.
    """
    likely = [reading.guess, *(one.guess for one in reading.rivals)]
    others = [guess for guess in likely if not _are_alike(guess, used or reading.guess)]
    settings = {key: value for key, value in network.training.settings.items() if key != DOUBT}
    unsure = others or reading.is_doubtful or reading.beyond
    if unsure and not reading.is_chance:
        settings[DOUBT] = {
            "readings": [_written(guess) for guess in others[:MOST_NAMED]],
            "pulls": reading.is_doubtful,
            "beyond": reading.beyond,
        }
    if settings == network.training.settings:
        return network
    return replace(network, training=TrainingRecord(settings, network.training.history))


def doubt_words(network: Network) -> str:
    """Return why it is not sure how the file of a network is to be read; "" if it is, or did not come as a file."""
    doubt = network.training.settings.get(DOUBT)
    if not isinstance(doubt, Mapping):
        return ""
    written = doubt.get("readings")
    guesses = [_guess(one) for one in written[:MOST_NAMED]] if isinstance(written, list) else []
    others = "; ".join(guess_words(one) for one in guesses if one is not None)
    rules = [rule.name for rule in BEYOND]
    beyond = doubt.get("beyond") if doubt.get("beyond") in rules else ""
    words = say(
        "How the file of {name} is to be read is not sure. As likely, or nearly so: {others}. Read so, other numbers "
        "would stand here.",
        name=network.name,
        others=others,
    )
    return " ".join(filter(None, (words if others else "", unrest_words(doubt.get("pulls") is True, str(beyond)))))


def _are_alike(one: Guess, other: Guess) -> bool:
    """Return whether two readings give nearly the same numbers."""
    pairs = ((one.encoding.offset, other.encoding.offset), (one.encoding.scale, other.encoding.scale))
    rules = {one.activation, other.activation}
    return all(abs(a - b) < HARDLY for a, b in pairs) and (len(rules) == 1 or rules <= RAMPS)


def _written(guess: Guess) -> list[Any]:
    return [guess.activation, guess.encoding.offset, guess.encoding.scale, guess.moments]


def _guess(written: Any) -> Guess | None:
    """Return a reading that was written down; None where a file says something else."""
    if not isinstance(written, list) or len(written) != 4:
        return None
    rule, offset, scale, moments = written
    known = isinstance(rule, str) and (rule in ACTIVATIONS or rule == "each")
    numbers = all(isinstance(number, int | float) and isfinite(number) for number in (offset, scale))
    if not known or not numbers or not isinstance(moments, str) or moments not in MOMENTS or not scale:
        return None
    return Guess(rule, "softmax", PixelEncoding(float(offset), float(scale)), moments=moments)

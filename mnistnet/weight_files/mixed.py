"""Hidden layers may each do something else, a ReLU and then a tanh, and the file not say so.

Where no activation that all hidden layers share makes digits nearly as likely as two or three of them in some order,
that order is taken. Orders are sifted on a few digits, and those that are left measured on all that are asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from mnistnet.digits import Digits
from mnistnet.network import Dense, Network
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Belief, Measure
from mnistnet.weight_files.opened import Opened
from mnistnet.weight_files.reading import asked_digits
from mnistnet.words import say

__all__ = ["with_own_rules"]

RULES = ("relu", "sigmoid", "tanh", "identity")
SIFTED, LEFT = 100, 3  # digits, and orders of which all digits are asked
CLEAR = 0.04  # of mean log likelihood: by so much an order must be likelier than one activation for all
RARE = 0.1  # and by so much more if a layer bends nothing: short training bends little
FEW = 3  # hidden layers, up to which every order is tried; in more all but the first or the last do the same
MOST_PARAMETERS = 3_000_000  # beyond that, as many readings again take too long

Rules = tuple[str, ...]


def with_own_rules(opened: Opened) -> Opened:
    """Return a network whose layers do what makes digits clearly likelier than one activation for all, or as it is."""
    hidden = len(opened.network.dense_layers) - 1
    rules = {guess.activation for guess in opened.candidates}
    if hidden < 2 or len(rules) < 2 or opened.network.parameters > MOST_PARAMETERS or opened.reading.is_chance:
        return opened
    networks, digits = (opened.network, *opened.others), asked_digits()
    guesses = _without_rules(opened.candidates)
    some = Digits(digits.images[:SIFTED], digits.labels[:SIFTED], digits.name)
    found = _likeliest(networks, guesses, tuple(_orders(hidden)), some)
    beliefs = [(_belief(networks, guess, order, digits), guess, order) for guess, order in found]
    best, guess, order = max(beliefs, key=lambda one: one[0].likelihood - RARE * ("identity" in one[2]))
    if best.likelihood - np.log(opened.reading.share) < CLEAR + RARE * ("identity" in order):
        return opened
    told = say("hidden layers that do {order}, in the order that digits tell", order=", ".join(order))
    return replace(
        opened,
        network=_doing(networks[0], order),
        others=tuple(_doing(network, order) for network in networks[1:]),
        candidates=tuple(dict.fromkeys((guess, *guesses))),
        ways=tuple("; ".join(filter(None, (way, told))) for way in opened.ways),
    )


def _without_rules(candidates: Sequence[Guess]) -> tuple[Guess, ...]:
    """Return the candidates for everything but the activation."""
    plain = (guess for guess in candidates if not guess.moments)
    return tuple(dict.fromkeys(replace(guess, activation="each") for guess in plain))


def _orders(hidden: int) -> Iterator[Rules]:
    """Yield the orders in which some of the activations may stand, but for those in which all are the same."""
    if hidden <= FEW:
        yield from (order for order in product(RULES, repeat=hidden) if len(set(order)) > 1)
        return
    for rest, other in product(RULES, repeat=2):
        if rest != other:
            yield (*(rest,) * (hidden - 1), other)
            yield (other, *(rest,) * (hidden - 1))


def _likeliest(
    networks: Sequence[Network], guesses: Sequence[Guess], orders: Sequence[Rules], digits: Digits
) -> list[tuple[Guess, Rules]]:
    """Return the likeliest guesses and orders on a few digits."""
    rated = []
    for way, network in enumerate(networks):
        measure = Measure(network, digits)
        for guess, order in product((one for one in guesses if one.way == way), orders):
            measure.layers = _doing(network, order).dense_layers
            rated.append((measure.belief(None, guess.encoding, guess.output).likelihood, guess, order))
    rated.sort(key=lambda one: -one[0])
    return [(guess, order) for _, guess, order in rated[:LEFT]]


def _belief(networks: Sequence[Network], guess: Guess, order: Rules, digits: Digits) -> Belief:
    network = _doing(networks[guess.way], order)
    return Measure(network, digits).belief(None, guess.encoding, guess.output)


def _doing(network: Network, order: Rules) -> Network:
    """Return a network whose hidden layers do what an order says."""
    rules, layers = iter(order), list(network.layers)
    for i, layer in enumerate(layers):
        rule = next(rules, None) if isinstance(layer, Dense) else None
        layers[i] = replace(layer, activation=rule) if isinstance(layer, Dense) and rule else layer
    return replace(network, layers=tuple(layers))

"""Weights that are whole numbers, as small processors count: parts of a power of two, if the file says no scale.

In fixed point every number is a whole one of 256ths or another power of two, and sums, before they are rounded, of its
square. Digits tell of which. Where each layer was scaled by its own largest weight, that cannot always be found again.
"""

from dataclasses import replace

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.digits import Digits
from mnistnet.network import Dense, Network
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Measure
from mnistnet.weight_files.opened import Opened
from mnistnet.weight_files.reading import asked_digits
from mnistnet.weight_files.refused import SCALED
from mnistnet.words import say

__all__ = ["in_fixed_point"]

ASKED = 100  # digits
LEAST = 16  # of the largest weight: smaller ones may be meant as they are
USUAL = {7: 0.15, 8: 0.15, 12: 0.15, 15: 0.15, 16: 0.15}  # what speaks for bits that people take
BITS = (0, 4, 5, 6, 7, 8, 10, 12, 14, 15, 16)
SHARE = 0.5  # of the right digits, in the geometric mean: rounded networks keep theirs, others hardly come to it
MANY, MOST_PARAMETERS = 250_000, 1_000_000  # of many, fewer readings are tried on fewer digits
FEWER, USED, RANGES = 30, ("relu", "sigmoid", "tanh"), ("0 to 1", "0 to 255")


def in_fixed_point(opened: Opened) -> Opened:
    """Return a network of whole numbers as the parts of a power of two that they are; any other as it is.

    Raises
    ------
    WeightFileError
        If no power of two makes it read digits.
    """
    if opened.says_all or not _is_whole(opened.network):
        return opened
    networks = (opened.network, *opened.others)
    if sum(network.parameters for network in networks) > MOST_PARAMETERS:
        raise _lost()
    _, share, bits, twice = max((*_fit(opened, bits, twice), bits, twice) for bits in BITS for twice in (1, 2))
    if share < SHARE:
        raise _lost()
    scaled = [_scaled(network, bits, twice) for network in networks]
    words = (
        say("whole numbers, taken as so many parts of {parts:,}, the likeliest scale", parts=2**bits) if bits else ""
    )
    ways = tuple("; ".join(filter(None, (way, words))) for way in opened.ways)
    candidates = tuple(guess for guess in opened.candidates if not guess.moments)
    return replace(opened, network=scaled[0], others=tuple(scaled[1:]), candidates=candidates, ways=ways)


def _is_whole(network: Network) -> bool:
    """Return whether all weights are whole numbers, some large, and how large they are matters."""
    weights = [layer.weights for layer in network.dense_layers]
    return (
        len(weights) > 1
        and all(max(-float(one.min()), float(one.max())) >= LEAST for one in weights)
        and all(np.array_equal(row, np.rint(row)) for one in weights for row in one)
    )


def _scaled(network: Network, bits: int, twice: int) -> Network:
    """Return a network whose weights are parts of 2 ** bits, and biases of that or of its square."""
    layers = list(network.layers)
    for i, layer in enumerate(layers):
        if isinstance(layer, Dense):
            biases = None if layer.biases is None else layer.biases / layer.biases.dtype.type(2 ** (bits * twice))
            layers[i] = replace(layer, weights=layer.weights / layer.weights.dtype.type(2**bits), biases=biases)
    return replace(network, layers=tuple(layers))


def _fit(opened: Opened, bits: int, twice: int) -> tuple[float, float]:
    """Return how well numbers fit that are scaled so, and what the right digits get, 0 to 1, under the likeliest guess.

    Trained networks are as sure as they are often right: how sure this one is as it stands counts too.
    """
    digits = asked_digits()
    many = opened.network.parameters * (1 + len(opened.others)) > MANY
    count = FEWER if many else ASKED
    some = Digits(digits.images[:count], digits.labels[:count], digits.name)
    best = (0.0, 0.0)
    for way, network in enumerate((opened.network, *opened.others)):
        measure = Measure(_scaled(network, bits, twice), some)
        for guess in opened.candidates:
            if guess.way == way and not guess.moments and not (many and _is_rare(guess)):
                rule = None if opened.says_each_layer else guess.activation
                belief = measure.belief(rule, guess.encoding, guess.output)
                fit = belief.share + float(np.exp(max(belief.plain))) + USUAL.get(bits, 0)
                best = max(best, (fit, belief.share))
    return best


def _is_rare(guess: Guess) -> bool:
    """Return whether hardly anybody rounds a network that is used so."""
    return guess.encoding_name not in RANGES or guess.activation not in (*USED, "each")


def _lost() -> WeightFileError:
    words = say(
        "The weights in this file are whole numbers, and the scale by which each layer was rounded is not in it. Where "
        "it is known, multiply them by it first:"
    )
    return WeightFileError(words, SCALED)

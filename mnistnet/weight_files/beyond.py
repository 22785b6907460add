"""Activations that no network here has: tried beside the others, only to say that weights learned with one of them.

References
----------
G. Klambauer and others, "Self-Normalizing Neural Networks" (2017): SELU; D.-A. Clevert and others, "Fast and Accurate
Deep Network Learning by Exponential Linear Units" (2015): ELU.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations.activation import Activation
from mnistnet.network import PixelEncoding
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Belief, Measures
from mnistnet.words import mark

__all__ = ["BEYOND", "likelier_beyond"]

Array = NDArray[Any]
SCALE, DEPTH = 1.0507009873554805, 1.6732632423543772  # of SELU
STEEP = 0.2  # below zero
CLEAR = 0.03  # of mean log likelihood; a tanh that learned for a short time gains as much if it is read as SELU, but
PULLS, CALMER = 4.0, 2.0  # its last layer rests; that of the others pulls, and rests under what they learned with


def _bent(sums: Array) -> Array:
    return np.asarray(np.expm1(np.minimum(sums, 0)))


BEYOND = (
    Activation("SELU", lambda a: SCALE * (np.maximum(a, 0) + DEPTH * _bent(a)), None, r"\mathrm{SELU}(a)"),
    Activation("ELU", lambda a: np.maximum(a, 0) + _bent(a), None, r"\mathrm{ELU}(a)"),
    Activation(mark("leaky ReLU with slope 0.2"), lambda a: np.maximum(a, STEEP * a), None, r"\max(a, 0.2 a)"),
)


def likelier_beyond(measures: Measures, best: Guess, belief: Belief, encodings: Sequence[PixelEncoding]) -> str:
    """Return the name of an activation under which digits are clearly likelier and the last layer rests; mostly "".

    Parameters
    ----------
    measures : Measures
    best : Guess
        The best of all other readings.
    belief : Belief
        In that one.
    encodings : sequence of PixelEncoding
        Those that are tried.
    """
    measure = measures.of(best)
    if len(measure.layers) < 2 or (pulls := measure.unrest(best.activation, best.encoding)) < PULLS:
        return ""
    pairs = [(rule, encoding) for rule in BEYOND for encoding in dict.fromkeys(encodings)]
    beliefs = [measure.belief(rule, encoding, best.output) for rule, encoding in pairs]
    likeliest = max(range(len(pairs)), key=lambda i: beliefs[i].likelihood)
    rule, encoding = pairs[likeliest]
    if beliefs[likeliest].likelihood < belief.likelihood + CLEAR or measure.unrest(rule, encoding) * CALMER > pulls:
        return ""
    return rule.name

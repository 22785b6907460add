"""Layers without a bend are one layer: their matrices can be multiplied out beforehand, however many there are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Dense, Network

__all__ = ["collapse", "collapsed"]

Array = NDArray[Any]


def collapse(layers: Sequence[Dense]) -> Dense:
    """Return the one dense layer that equals several, of which all but the last must be linear.

    ``W = W_1 W_2 ... W_n`` and ``b = (b_1 W_2 + b_2) W_3 + ... + b_n``; the activation is the last one's.

    Raises
    ------
    ValueError
        If a layer before the last one has an activation other than identity.
    """
    bent = [layer.activation for layer in layers[:-1] if layer.activation != "identity"]
    if bent:
        raise ValueError(f"A layer with {bent[0]} cannot be multiplied out: it is not linear.")
    weights, biases = layers[0].weights, _biases(layers[0])
    for layer in layers[1:]:
        weights, biases = weights @ layer.weights, biases @ layer.weights + _biases(layer)
    return Dense(weights, biases, layers[-1].activation, "all in one")


def _biases(layer: Dense) -> Array:
    return np.zeros(layer.fan_out, layer.weights.dtype) if layer.biases is None else layer.biases


def collapsed(network: Network) -> Network:
    """Return the network with its dense layers multiplied out to one, as `collapse` does."""
    return replace(network, layers=(collapse(network.dense_layers),))

"""Layers without a bend are one layer: their matrices can be multiplied out beforehand, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Dense, Flatten, Layer, Network
from mnistnet.words import say

__all__ = ["SMALL", "Equality", "collapse", "collapsed", "equality", "straightened"]

Array = NDArray[Any]
SMALL = (  # three inputs, four nodes, two outputs: small enough to be multiplied by head
    Dense(np.array([[1, 0, 2, -1], [2, 1, 0, 1], [0, -1, 1, 3]]), np.array([1, 0, -1, 2]), "identity"),
    Dense(np.array([[1, 2], [0, 1], [3, -1], [2, 0]]), np.array([3, -2]), "identity"),
)


@dataclass(frozen=True)
class Equality:
    """How nearly the layers of a network without its bends equal their one matrix, over many pictures.

    Attributes
    ----------
    shape : (int, int)
        Of the one matrix: inputs and outputs.
    gap : float
        The largest difference of any sum at the outputs; what is left is rounding.
    largest : float
        The largest of these sums, without sign.
    right : int
        How many pictures the network without its bends reads right.
    """

    shape: tuple[int, int]
    gap: float
    largest: float
    right: int


def collapse(layers: Sequence[Layer], rows: int = 1) -> Dense:
    """Return the one dense layer that equals several, of which all but the last must be linear.

    ``W = W_1 W_2 ... W_n`` and ``b = (b_1 W_2 + b_2) W_3 + ... + b_n``; the activation is the last one's.

    Parameters
    ----------
    layers : sequence of Dense and Flatten
    rows : int
        Where the first layers work along the rows of a pattern and a Flatten follows: how many rows it has.
        What stands before the Flatten is then the same matrix once for each row, along the diagonal.

    Raises
    ------
    ValueError
        If a layer before the last one has an activation other than identity.
    """
    bent = [layer.activation for layer in layers[:-1] if isinstance(layer, Dense) and layer.activation != "identity"]
    if bent:
        raise ValueError(say("A layer with {bent} cannot be multiplied out: it is not linear.", bent=bent[0]))
    weights, biases = None, np.zeros(0)
    for layer in layers:
        if isinstance(layer, Flatten):
            if weights is not None:
                weights, biases, rows = np.kron(np.eye(rows), weights), np.tile(biases, rows), 1
        elif weights is None:
            weights, biases = layer.weights, _biases(layer)
        else:
            weights, biases = weights @ layer.weights, biases @ layer.weights + _biases(layer)
    last = layers[-1]
    if weights is None or not isinstance(last, Dense):
        raise ValueError(say("A dense layer must come last."))
    return Dense(weights, biases, last.activation, "all in one")


def _biases(layer: Dense) -> Array:
    return np.zeros(layer.fan_out, layer.weights.dtype) if layer.biases is None else layer.biases


def collapsed(network: Network) -> Network:
    """Return the network with its layers multiplied out to one, as `collapse` does."""
    along_rows = len(network.input_shape) > 1
    return replace(network, layers=(collapse(network.layers, network.image_shape[0] if along_rows else 1),))


def straightened(network: Network) -> Network:
    """Return the network with the identity for every activation, in double precision."""
    layers = (replace(layer, activation="identity") if isinstance(layer, Dense) else layer for layer in network.layers)
    return replace(network, layers=tuple(layers), test_accuracy=None).astype(np.float64)


def equality(network: Network, images: ArrayLike, labels: ArrayLike) -> Equality:
    """Return how nearly a network without its bends equals its one matrix.

    Parameters
    ----------
    network : Network
        Its activations are taken out first.
    images : ndarray of shape (n, rows, columns), uint8
    labels : ndarray of shape (n,)
    """
    deep = straightened(network)
    single = collapsed(deep)
    sums, at_once = deep.predict(images), single.predict(images)
    weights = single.dense_layers[0].weights
    return Equality(
        (int(weights.shape[0]), int(weights.shape[1])),
        float(np.abs(sums - at_once).max()),
        float(np.abs(sums).max()),
        int((sums.argmax(axis=1) == np.asarray(labels)).sum()),
    )

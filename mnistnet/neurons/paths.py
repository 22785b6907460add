"""Paths of weights lead from the pixels to a neuron and on to the answers; multiplied out they make a picture."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Dense, Flatten, Network
from mnistnet.words import say

__all__ = ["feeds", "place_of", "shape_before", "weight_pictures"]

Array = NDArray[Any]


def place_of(network: Network, layer: int) -> int:
    """Return where dense layer `layer` (1 is the first) stands among all layers, counted from 0.

    Raises
    ------
    ValueError
        If the network has no such layer.
    """
    places = [place for place, step in enumerate(network.layers) if isinstance(step, Dense)]
    if not 1 <= layer <= len(places):
        raise ValueError(
            say("This network has the dense layers 1 to {last}, not {layer}.", last=len(places), layer=layer)
        )
    return places[layer - 1]


def shape_before(network: Network, place: int) -> tuple[int, ...]:
    """Return the shape of what the layer at `place` receives for one picture."""
    return network.shapes[place - 1] if place else network.input_shape


def weight_pictures(network: Network, layer: int = 1) -> Array:
    """Return what the weights of each neuron ask of the pixels: ``W_1 W_2 ... W_layer``, one column a picture.

    Parameters
    ----------
    network : Network
    layer : int
        1 is the first dense layer.

    Returns
    -------
    ndarray of shape (neurons, rows, columns), float64
        Positive where ink raises the neuron's sum. For a layer that works along the rows each picture
        has equal rows, because the neuron looks at every row with the same weights.

    Raises
    ------
    ValueError
        If the network has no such layer.

    Notes
    -----
    For the first layer these are the weights themselves. For a deeper one the product leaves out the
    activations between, so it is exact only where those are linear; `gradient_agreement` measures how
    far it is from the truth. Biases do not enter.

    Examples
    --------
    >>> from mnistnet import load_network
    >>> weight_pictures(load_network("scratch"), layer=2).shape
    (100, 28, 28)
    """
    place = place_of(network, layer)
    signals: Array = np.eye(network.dense_layers[layer - 1].fan_out)
    for at in range(place, -1, -1):
        step = network.layers[at]
        if isinstance(step, Flatten):
            signals = signals.reshape(len(signals), *shape_before(network, at))
        else:
            signals = signals @ step.weights.T.astype(np.float64)
    if signals.ndim == 2 and len(network.input_shape) == 2:  # along the rows: every row the same
        signals = np.repeat(signals[:, None], network.image_shape[0], axis=1)
    return signals.reshape(len(signals), *network.image_shape)


def feeds(network: Network, layer: int) -> Array:
    """Return how strongly each neuron of a layer feeds each answer: ``W_{layer+1} ... W_last``.

    Returns
    -------
    ndarray of shape (neurons, classes), float64
        Positive where the neuron's output raises the answer's sum; the identity for the last layer.

    Raises
    ------
    ValueError
        If the network has no such layer.

    Notes
    -----
    Exact for the last hidden layer; before that it leaves out the activations between, as
    `weight_pictures` does. Along the rows it is the effect of the neuron's output in all rows at once.
    """
    place = place_of(network, layer)
    neurons = network.dense_layers[layer - 1].fan_out
    signals: Array = np.eye(neurons)
    if len(network.shapes[place]) == 2:
        signals = np.repeat(signals[:, None], network.shapes[place][0], axis=1)
    for step in network.layers[place + 1 :]:
        if isinstance(step, Flatten):
            signals = signals.reshape(neurons, -1)
        else:
            signals = signals @ step.weights.astype(np.float64)
    return signals

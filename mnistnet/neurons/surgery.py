"""Surgery changes one neuron and nothing else, so that what the network loses shows what the neuron was good for."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits import Digits
from mnistnet.network import Dense, Network
from mnistnet.neurons.paths import place_of
from mnistnet.words import say

__all__ = ["Verdicts", "operate", "verdicts"]

Array = NDArray[Any]


def operate(
    network: Network, layer: int, neuron: int, *, remove: bool = False, bias_shift: float = 0.0, scale: float = 1.0
) -> Network:
    """Return the network with one neuron changed; the network given is left as it is.

    Parameters
    ----------
    network : Network
    layer : int
        1 is the first dense layer.
    neuron : int
        Its column in the layer's weights.
    remove : bool
        Cut it out: its column goes, and the weights that led from it. The layer has one neuron less.
    bias_shift : float
        Added to its bias; a layer without biases gets them, zeros for all others.
    scale : float
        Its incoming weights are multiplied by this.

    Returns
    -------
    Network
        Without a test accuracy, since that was measured before. The very network given if nothing changes.

    Raises
    ------
    ValueError
        If the network has no such layer, or the neuron is an answer or the last of its layer and is to
        be removed.
    IndexError
        If the layer has no such neuron.

    Notes
    -----
    Removing a neuron is the same as setting its output to 0 for good. Along the rows of the picture it
    is removed for every row.
    """
    place = place_of(network, layer)
    dense = network.dense_layers[layer - 1]
    if not 0 <= neuron < dense.fan_out:
        raise IndexError(
            say(
                "Layer {layer} has the neurons 0 to {last}, not {neuron}.",
                layer=layer,
                last=dense.fan_out - 1,
                neuron=neuron,
            )
        )
    if not remove and bias_shift == 0 and scale == 1:
        return network
    layers = list(network.layers)
    if remove:
        _cut_out(network, layers, layer, neuron)
    else:
        layers[place] = _changed(dense, neuron, bias_shift, scale)
    return replace(network, layers=tuple(layers), test_accuracy=None)


def _changed(dense: Dense, neuron: int, bias_shift: float, scale: float) -> Dense:
    weights = dense.weights.copy()
    weights[:, neuron] *= scale
    if bias_shift == 0:
        return replace(dense, weights=weights)
    biases = np.zeros(dense.fan_out, weights.dtype) if dense.biases is None else dense.biases.copy()
    biases[neuron] += bias_shift
    return replace(dense, weights=weights, biases=biases)


def _cut_out(network: Network, layers: list[Any], layer: int, neuron: int) -> None:
    """Delete a neuron's column, and its rows in the layer that it fed."""
    dense = network.dense_layers[layer - 1]
    if layer == len(network.dense_layers):
        raise ValueError(say("An answer cannot be removed: the network would have one class less."))
    if dense.fan_out == 1:
        raise ValueError(say("This neuron is the only one of its layer: without it nothing would pass."))
    biases = None if dense.biases is None else np.delete(dense.biases, neuron)
    layers[place_of(network, layer)] = replace(dense, weights=np.delete(dense.weights, neuron, axis=1), biases=biases)
    place = place_of(network, layer + 1)
    follower = network.dense_layers[layer]
    lines = range(neuron, follower.fan_in, dense.fan_out)  # one, or one a row of the picture behind a Flatten
    layers[place] = replace(follower, weights=np.delete(follower.weights, list(lines), axis=0))


@dataclass(frozen=True, eq=False)
class Verdicts:
    """How a network reads some digits.

    Attributes
    ----------
    accuracy : float
        Share of right answers, 0 to 1.
    by_label : ndarray of shape (classes,)
        The same for the digits of each label; nan where there is none.
    best : ndarray of shape (n,), int
        The answers.
    """

    accuracy: float
    by_label: Array
    best: Array

    def changed(self, other: "Verdicts") -> int:
        """Return how many of the digits the other network answers differently."""
        return int((self.best != other.best).sum())


def verdicts(network: Network, digits: Digits, outputs: ArrayLike | None = None) -> Verdicts:
    """Return how the network reads the digits; `outputs` (n, classes) saves running it if they are known."""
    best = np.argmax(network.predict(digits.images) if outputs is None else outputs, axis=1)
    right = best == digits.labels
    counts = np.bincount(digits.labels, minlength=network.classes)
    hits = np.bincount(digits.labels[right], minlength=network.classes)
    with np.errstate(invalid="ignore"):
        return Verdicts(float(right.mean()), hits / counts, best)

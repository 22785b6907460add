"""A gradient says which pixels raise a neuron's sum; it is found by walking back from the neuron, layer by layer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence import DoesNotApply
from mnistnet.network import Flatten, Network
from mnistnet.neurons.paths import place_of, shape_before
from mnistnet.words import say

__all__ = ["by_first_sums", "by_pixels", "require_slopes"]

Array = NDArray[Any]


def require_slopes(network: Network) -> None:
    """Raise DoesNotApply if an activation is flat almost everywhere, so that its slope says nothing."""
    if any(layer.rule.flat for layer in network.dense_layers):
        raise DoesNotApply(
            say("The step activation is flat wherever it does not jump: its gradient, 0, tells nothing.")
        )


def by_first_sums(network: Network, trace: dict[str, Array], layer: int, seeds: Array) -> Array:
    """Return ``d f / d a_1`` from ``d f / d a_layer``, by the chain rule.

    Parameters
    ----------
    network : Network
    trace : dict of str to ndarray
        All views of n pictures.
    layer : int
        1 is the first dense layer.
    seeds : ndarray of shape (n, m, *shape of one a_layer)
        Gradients of m functions by the sums of the layer.

    Returns
    -------
    ndarray of shape (n, m, *shape of one a_1)
    """
    gradient, k = seeds, layer
    first = place_of(network, 1)
    for place in range(place_of(network, layer), first, -1):
        step = network.layers[place]
        if isinstance(step, Flatten):
            gradient = gradient.reshape(*gradient.shape[:2], *shape_before(network, place))
        else:
            gradient = gradient @ step.weights.T
            k -= 1
        if not isinstance(network.layers[place - 1], Flatten):
            pre_activations, activations = trace[f"a{k}"][:, None], trace[f"z{k}"][:, None]
            gradient = network.dense_layers[k - 1].rule.pull_back(pre_activations, activations, gradient)
    return gradient


def by_pixels(network: Network, gradient: Array) -> Array:
    """Return ``d f / d inputs``, shape (..., rows, columns), from ``d f / d a_1``, shape (..., *shape of one a_1)."""
    inputs = gradient @ network.dense_layers[0].weights.T
    count = len(network.view_shapes["a1"])
    return np.asarray(inputs.reshape(*gradient.shape[:-count], *network.image_shape))

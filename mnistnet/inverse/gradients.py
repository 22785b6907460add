"""Gradients of the outputs' sums by the pixels: which way to change a picture so that the answer changes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Flatten, Network
from mnistnet.neurons.paths import shape_before

__all__ = ["pulled_back"]

Array = NDArray[Any]


def pulled_back(network: Network, trace: dict[str, Array], seeds: Array) -> Array:
    """Return ``d f / d pixels`` from ``d f / d a_last``, by the chain rule.

    Parameters
    ----------
    network : Network
    trace : dict of str to ndarray
        All views of n pictures.
    seeds : ndarray of shape (n, m, classes)
        Gradients of m functions by the sums that arrive at the outputs.

    Returns
    -------
    ndarray of shape (n, m, rows, columns)
    """
    k = len(network.dense_layers)
    gradient = seeds
    for place in range(len(network.layers) - 1, -1, -1):
        layer = network.layers[place]
        if isinstance(layer, Flatten):
            gradient = gradient.reshape(*gradient.shape[:2], *shape_before(network, place))
            continue
        if k < len(network.dense_layers):
            gradient = layer.rule.pull_back(trace[f"a{k}"][:, None], trace[f"z{k}"][:, None], gradient)
        gradient = gradient @ layer.weights.T
        k -= 1
    return np.asarray(gradient.reshape(*seeds.shape[:2], *network.image_shape) * network.encoding.scale)

"""A response is what a neuron sends on when it is shown a digit; over many digits one sees what it is there for."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network
from mnistnet.neurons.paths import place_of

__all__ = ["firing_shares", "label_means", "least_and_most", "responses"]

Array = NDArray[Any]


def responses(network: Network, images: ArrayLike, layer: int) -> Array:
    """Return the output of every neuron of a layer for every picture, shape (n, neurons).

    Along the rows of the picture a neuron has one output a row; here stands their mean.

    Raises
    ------
    ValueError
        If the network has no such layer.
    """
    place_of(network, layer)
    pictures = np.asarray(images)
    parts = [network.trace(pictures[i : i + 250])[f"z{layer}"] for i in range(0, len(pictures), 250)]
    outputs = np.concatenate(parts)
    return outputs.mean(axis=1) if outputs.ndim == 3 else outputs


def label_means(outputs: Array, labels: ArrayLike, classes: int = 10) -> Array:
    """Return each neuron's mean output for the digits of each label, shape (neurons, classes).

    Parameters
    ----------
    outputs : ndarray of shape (n, neurons)
        As `responses` gives them.
    labels : ndarray of shape (n,), int
        A label that does not occur has the mean nan.
    """
    members = np.equal.outer(np.asarray(labels), np.arange(classes)).astype(np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray((outputs.T @ members) / members.sum(axis=0))


def firing_shares(outputs: Array, activation: str) -> Array:
    """Return for which share of the pictures each neuron fires, 0 to 1, shape (neurons,).

    A sigmoid or softmax neuron fires above 0.5, the middle of its range; any other above 0.
    """
    limit = 0.5 if activation in ("sigmoid", "softmax") else 0.0
    return np.asarray((outputs > limit).mean(axis=0))


def least_and_most(outputs: Array, count: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the pictures that excite one neuron least and most, the extremes first.

    Parameters
    ----------
    outputs : ndarray of shape (n,)
        One neuron's output for every picture. Of equals the first comes first.
    """
    upwards, downwards = np.argsort(outputs, kind="stable"), np.argsort(-outputs, kind="stable")
    return [int(i) for i in upwards[:count]], [int(i) for i in downwards[:count]]

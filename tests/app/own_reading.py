"""A second way to read digits, written for the tests alone: what pages say is compared with what it finds."""

from collections.abc import Mapping

import numpy as np

from mnistnet import Network


def layers_of(network: Network, images: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return every layer's sums ("a1") and outputs ("z1") for pictures of uint8, node by node, in float64."""
    found, values = {}, network.encoding.offset + network.encoding.scale * images.reshape(len(images), -1) / 255.0
    for k, layer in enumerate(network.dense_layers, start=1):
        sums = np.einsum("nd,dk->nk", values, layer.weights.astype(float)) + layer.biases.astype(float)
        found[f"a{k}"] = sums
        if layer.activation == "softmax":
            powers = np.exp(sums - sums.max(axis=1, keepdims=True))
            values = powers / powers.sum(axis=1, keepdims=True)
        else:
            assert layer.activation == "sigmoid"
            values = 1 / (1 + np.exp(-sums))
        found[f"z{k}"] = values
    return found


def outputs_of(network: Network, images: np.ndarray) -> np.ndarray:
    """Return the outputs for pictures, shape (n, classes)."""
    return list(layers_of(network, images).values())[-1]


def accuracy_of(network: Network, images: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of pictures that are read right."""
    return float((outputs_of(network, images).argmax(axis=1) == labels).mean())


def in_percent(value: float) -> str:
    """Return a share as pages are to write it."""
    if 0 < value < 0.001:
        return "< 0.1 %"
    return "> 99.9 %" if 0.999 < value < 1 else f"{value:.1%}".replace("%", " %")


def neighbours_agree(points: np.ndarray, labels: np.ndarray) -> float:
    """Return how often the nearest other row has the same label, by comparing every two rows."""
    squares = (points**2).sum(axis=1)
    distances = squares[:, None] + squares[None] - 2 * points @ points.T
    np.fill_diagonal(distances, np.inf)
    return float((labels[distances.argmin(axis=1)] == labels).mean())

"""Readings of a file are told apart by likelihood: how much of their belief they give to what the digits really are.

Accuracy alone is blind to what keeps the largest answer the largest: a network of ReLUs that learned from 0 to 255
reads nearly as many digits from 0 to 1, but with shares that mean nothing. All readings share the product of pixels
and first weights, because an encoding only scales and shifts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS, sigmoid
from mnistnet.digits import Digits
from mnistnet.network import Dense, Network, PixelEncoding

__all__ = ["CHANCE", "Belief", "Measure", "sure_sigmoids"]

Array = NDArray[Any]
CHANCE = 0.25  # of accuracy: 0.1 is chance, but the best of many readings of random numbers gets up to 0.2
AT_ONCE = 25  # digits, so that what a wide network makes of them stays in the processor's cache


@dataclass(frozen=True)
class Belief:
    """How well one reading does on digits: mean log likelihood of the labels, and the share read right."""

    likelihood: float
    accuracy: float


class Measure:
    """Measures readings of one network on the same digits.

    Parameters
    ----------
    network : Network
        All of whose layers are dense.
    digits : Digits
    """

    def __init__(self, network: Network, digits: Digits) -> None:
        self.layers: Sequence[Dense] = network.dense_layers
        self.labels = digits.labels
        first = self.layers[0].weights
        dtype = np.result_type(first.dtype, np.float32)
        weights = first.astype(dtype, copy=False)
        pixels = digits.images.reshape(len(digits), -1)
        self.products = np.concatenate(
            [pixels[i : i + AT_ONCE].astype(dtype) / 255 @ weights for i in range(0, len(pixels), AT_ONCE)]
        )
        self.columns = weights.sum(axis=0)

    def sums(self, activation: str | None, encoding: PixelEncoding) -> Array:
        """Return the last layer's sums for every digit, shape (n, 10), if hidden nodes do what `activation` says."""
        with np.errstate(all="ignore"):
            parts = [
                self._sums(self.products[i : i + AT_ONCE], activation, encoding)
                for i in range(0, len(self.products), AT_ONCE)
            ]
        return np.concatenate(parts)

    def _sums(self, products: Array, activation: str | None, encoding: PixelEncoding) -> Array:
        first = self.layers[0]
        sums = products * encoding.scale + encoding.offset * self.columns
        sums = sums if first.biases is None else sums + first.biases
        for before, layer in zip(self.layers, self.layers[1:], strict=False):
            ACTIVATIONS[activation or before.activation].write_over(sums)
            sums = layer.pre_activations(sums)
        return sums

    def belief(self, activation: str | None, encoding: PixelEncoding, output: str) -> Belief:
        """Return how well a reading does; its likelihood takes the sums as softmax does, whatever the output.

        That is right for sigmoids, too: given that one node is on, its share is that of softmax. The answers are those
        of the outputs, in which sigmoids that are all 1 look alike.
        """
        with np.errstate(all="ignore"):
            outputs = self.sums(activation, encoding)
            sums = outputs.astype(np.float64)
            ACTIVATIONS[output].write_over(outputs)
            sums -= sums.max(axis=1, keepdims=True)
            own = sums[np.arange(len(sums)), self.labels] - np.log(np.exp(sums).sum(axis=1))
        if not np.isfinite(own).all():
            return Belief(-np.inf, 0.0)
        return Belief(float(np.maximum(own, -1000).mean()), float((outputs.argmax(axis=1) == self.labels).mean()))


def sure_sigmoids(sums: Array) -> float:
    """Return the mean chance, 0 to 1, that exactly one node of the last layer is on if its nodes are sigmoids.

    Sigmoids are trained to be on alone; sums that were trained under softmax have no zero point, so that sigmoids of
    them are on together or not at all.
    """
    with np.errstate(all="ignore"):
        on = sigmoid(sums.astype(np.float64))
        off = np.clip(1 - on, 1e-12, 1)
        return float(np.nan_to_num((on / off).sum(axis=1) * off.prod(axis=1)).mean())

"""Readings of a file are told apart by likelihood: how much of their belief they give to what the digits really are.

Accuracy alone is blind to what keeps the largest answer the largest: a network of ReLUs that learned from 0 to 255
reads nearly as many digits from 0 to 1, but with shares that mean nothing. Plain likelihood likes whatever makes a
network surer that learned for a short time, so that sigmoids would be read as tanh; therefore each reading may be surer
or less sure by one factor, which costs the more the further it is from 1. All readings share the product of pixels and
first weights, because an encoding only scales and shifts it.

References
----------
C. Guo and others, "On Calibration of Modern Neural Networks" (2017), section 4.2: temperature scaling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS, sigmoid, softmax
from mnistnet.activations.activation import Activation
from mnistnet.digits import Digits
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.moments import pixels_less

__all__ = ["CHANCE", "Belief", "Measure", "Measures"]

Array = NDArray[Any]
Rule = str | Activation | None  # of hidden nodes; None: what each layer says
CHANCE = 0.25  # of accuracy: 0.1 is chance, but the best of many readings of random numbers gets up to 0.2
FACTORS = np.array([1 / 400, 0.01, 1 / 30, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.5, 3, 4, 6])
COSTS = 0.01 * np.log(FACTORS) ** 2  # of mean log likelihood
LEAST = -1000.0  # of log likelihood: one digit shall not decide
AT_ONCE = 25  # digits, so that what a wide network makes of them stays in the processor's cache


@dataclass(frozen=True)
class Belief:
    """How well one reading does on digits.

    Attributes
    ----------
    likelihood : float
        Mean log likelihood of the labels, made surer or less sure as it fits, less what that costs.
    accuracy : float
        The share read right.
    plain : tuple of (float, float)
        Mean log likelihood as it is, under softmax and under sigmoids.
    on : float
        How many nodes of the last layer are on, in the mean, if they are sigmoids. Sigmoids are trained to be on
        alone, and come to 1.0 to 1.1; sums that were trained under softmax have no zero point, and come to 2 to 5.
    """

    likelihood: float
    accuracy: float
    plain: tuple[float, float] = (-np.inf, -np.inf)
    on: float = 0.0

    @property
    def share(self) -> float:
        """The geometric mean of what the right digits get, 0 to 1."""
        return float(np.exp(self.likelihood))


class Measure:
    """Measures readings of one network on the same digits.

    Parameters
    ----------
    network : Network
        All of whose layers are dense.
    digits : Digits
    moments : str
        What is taken of each pixel, as `Guess.moments` says; of the pixels here, so that weights need no copy.
    """

    def __init__(self, network: Network, digits: Digits, moments: str = "") -> None:
        self.layers: Sequence[Dense] = network.dense_layers
        self.labels = digits.labels
        first = self.layers[0].weights
        dtype = np.result_type(first.dtype, np.float32)
        weights = first.astype(dtype, copy=False)
        pixels = digits.images.reshape(len(digits), -1)
        self.products = np.concatenate(
            [
                pixels_less(pixels[i : i + AT_ONCE].astype(dtype) / 255, moments) @ weights
                for i in range(0, len(pixels), AT_ONCE)
            ]
        )
        self.columns = weights.sum(axis=0)

    def sums(self, activation: Rule, encoding: PixelEncoding) -> Array:
        """Return the last layer's sums for every digit, shape (n, 10), if hidden nodes do what `activation` says."""
        with np.errstate(all="ignore"):
            parts = [
                self._last(self.products[i : i + AT_ONCE], activation, encoding)[1]
                for i in range(0, len(self.products), AT_ONCE)
            ]
        return np.concatenate(parts)

    def _last(self, products: Array, activation: Rule, encoding: PixelEncoding) -> tuple[Array, Array]:
        """Return what goes into the last layer, and its sums; without hidden layers nothing goes in."""
        first = self.layers[0]
        sums = products * encoding.scale + encoding.offset * self.columns
        sums = sums if first.biases is None else sums + first.biases
        hidden = sums[:, :0]
        for before, layer in zip(self.layers, self.layers[1:], strict=False):
            rule = activation or before.activation
            (ACTIVATIONS[rule] if isinstance(rule, str) else rule).write_over(sums)
            hidden, sums = sums, layer.pre_activations(sums)
        return hidden, sums

    def belief(self, activation: Rule, encoding: PixelEncoding, output: str) -> Belief:
        """Return how well a reading does; its likelihood takes the sums as softmax does, whatever the output.

        That is right for sigmoids, too: given that one node is on, its share is that of softmax. The answers are those
        of the outputs, in which sigmoids that are all 1 look alike.
        """
        with np.errstate(all="ignore"):
            outputs = self.sums(activation, encoding)
            sums = outputs.astype(np.float64)
            ACTIVATIONS[output].write_over(outputs)
            likelihoods = [self._likelihood(sums * factor) for factor in FACTORS] - COSTS
            on = float(sigmoid(sums).sum(axis=1).mean())
            plain = (self._likelihood(sums), self._of_sigmoids(sums))
        if not np.isfinite(sums).all():
            return Belief(-np.inf, 0.0)
        return Belief(float(likelihoods.max()), float((outputs.argmax(axis=1) == self.labels).mean()), plain, on)

    def _likelihood(self, sums: Array) -> float:
        sums = sums - sums.max(axis=1, keepdims=True)
        own = sums[np.arange(len(sums)), self.labels] - np.log(np.exp(sums).sum(axis=1))
        return float(np.maximum(own, LEAST).mean())

    def _of_sigmoids(self, sums: Array) -> float:
        own = np.where(np.arange(sums.shape[1]) == self.labels[:, None], sums, -sums)
        return float(np.maximum(-np.logaddexp(0, -own).sum(axis=1), LEAST).mean())

    def unrest(self, activation: Rule, encoding: PixelEncoding) -> float:
        """Return how strongly the loss still pulls at the last layer: about 1 where it has come to rest.

        A trained network has come to rest: what single digits want changed cancels. Of every weight and bias of the
        last layer this takes the mean of what digits want, in standard errors, and returns the mean of their squares.
        Under a wrong reading digits agree that something must change.
        """
        with np.errstate(all="ignore"):
            wanted: Array = np.zeros(1)
            squares: Array = np.zeros(1)
            for i in range(0, len(self.products), AT_ONCE):
                hidden, sums = self._last(self.products[i : i + AT_ONCE], activation, encoding)
                errors = softmax(sums.astype(np.float64))
                errors[np.arange(len(errors)), self.labels[i : i + AT_ONCE]] -= 1
                hidden = np.column_stack((np.ones(len(hidden)), hidden))
                wanted = wanted + hidden.T @ errors
                squares = squares + hidden.T**2 @ errors**2
            n = len(self.products)
            spread = np.maximum(squares / n - (wanted / n) ** 2, 1e-30)
            return float(np.minimum((wanted / n) ** 2 / spread * n, 100).mean())


class Measures:
    """What measures the guesses about one file; one measure is kept at a time, since each holds all digits' products.

    Parameters
    ----------
    networks : sequence of Network
        One for each way to put the arrays together, as `Guess.way` counts them.
    digits : Digits
    """

    def __init__(self, networks: Sequence[Network], digits: Digits) -> None:
        self._networks, self._digits = networks, digits
        self._kept: dict[tuple[int, str], Measure] = {}

    def of(self, guess: Guess) -> Measure:
        """Return what measures a guess."""
        if guess.numbers not in self._kept:
            self._kept.clear()
            self._kept[guess.numbers] = Measure(self._networks[guess.way], self._digits, guess.moments)
        return self._kept[guess.numbers]

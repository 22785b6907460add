"""Batch normalisation is a scale and a shift of every node once training is over, so it disappears into the weights.

With s = gamma / sqrt(variance + epsilon), a normalised number is s x + (beta - mean s). Behind a layer's sums this
makes weights W s and biases (b - mean) s + beta; behind its activations the next layer takes it in: s W and
b + (beta - mean s) W. Both are exact. A file of numbers does not say which it is.

References
----------
S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.part import Part

__all__ = ["Norm", "folded", "places"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Norm:
    """A batch normalisation of n numbers.

    Attributes
    ----------
    mean, variance : ndarray of shape (n,)
        Of the training pictures.
    scale, shift : ndarray of shape (n,) or None
        gamma and beta.
    epsilon : float
        What is added to the variance: 1e-5 in PyTorch, 1e-3 in Keras.
    number : int or None
        The last number in its name.
    """

    mean: Array
    variance: Array
    scale: Array | None
    shift: Array | None
    epsilon: float
    number: int | None = None

    @property
    def width(self) -> int:
        """How many numbers are normalised."""
        return int(self.mean.size)

    @property
    def is_whole(self) -> bool:
        """Whether its parts are as many."""
        parts = [part for part in (self.variance, self.scale, self.shift) if part is not None]
        return all(part.shape == self.mean.shape for part in parts) and float(self.variance.min(initial=0)) >= 0

    @property
    def line(self) -> tuple[Array, Array]:
        """The factor and the summand that it comes to, float64."""
        factor = 1 / np.sqrt(self.variance.astype(np.float64) + self.epsilon)
        if self.scale is not None:
            factor = factor * self.scale
        return factor, -self.mean * factor + (0 if self.shift is None else self.shift)


def places(parts: Sequence[Part], norms: Sequence[Norm]) -> tuple[int, ...] | None:
    """Return behind how many layers each normalisation stands, 0 before the first; None where one fits nowhere."""
    widths = [parts[0].weights.shape[0], *(part.weights.shape[1] for part in parts)]
    taken: list[int] = []
    for norm in norms:
        free = [k for k, width in enumerate(widths) if width == norm.width and k not in taken]
        named = [k for k in free if k and parts[k - 1].number == norm.number and norm.number is not None]
        just = [k for k in free if k and norm.number is not None and parts[k - 1].number in _before(norm.number)]
        if not free:
            return None
        taken.append((named or just or free)[0])
    return tuple(taken)


def _before(number: int) -> tuple[int, int]:
    return number - 1, number - 2


def folded(parts: Sequence[Part], norms: Sequence[Norm], at: Sequence[int], *, behind: bool) -> tuple[Part, ...]:
    """Return layers that compute what layers and normalisations compute.

    Parameters
    ----------
    parts : sequence of Part
        Weights as (fan_in, fan_out).
    norms : sequence of Norm
    at : sequence of int
        What `places` returns.
    behind : bool
        Whether the normalisations stand behind the activations, so that the next layers take them in.
    """
    layers = list(parts)
    for norm, place in zip(norms, at, strict=True):
        factor, summand = norm.line
        if place == 0 or (behind and place < len(layers)):
            layer = layers[place]
            weights = layer.weights.astype(np.float64)
            layers[place] = _as_before(layer, factor[:, None] * weights, summand @ weights + _biases(layer))
        else:
            layer = layers[place - 1]
            layers[place - 1] = _as_before(layer, layer.weights * factor, _biases(layer) * factor + summand)
    return tuple(layers)


def _biases(part: Part) -> Array:
    zeros = np.zeros(part.weights.shape[1])
    return zeros if part.biases is None else part.biases.astype(np.float64)


def _as_before(part: Part, weights: Array, biases: Array) -> Part:
    """Return a layer with other numbers, in the format of the old ones."""
    dtype = part.weights.dtype if part.weights.dtype.kind == "f" else np.dtype(np.float64)
    return replace(part, weights=weights.astype(dtype), biases=biases.astype(dtype))

"""Feeding pixels from 0 to 255 instead of 0 to 1 makes every sum 255 times as large: exp overflows, answers go wrong.

Both happen at once and have one cause. A sigmoid that is written safely silences the warning, and leaves the wrong
answers as they are: over sums of thousands every sigmoid is a step.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.digits import Digits
from mnistnet.network import Dense, Flatten, Network

__all__ = ["Fed", "answers_as_written", "feed", "too_large_for_exp"]

Array = NDArray[Any]
BATCH = 100  # digits at once, as in the book's batch inference
BINS = 60
AS_WRITTEN = {"sigmoid": naive_sigmoid, "softmax": naive_softmax}


@dataclass(frozen=True, eq=False)
class Fed:
    """What became of digits that were fed to a network in one way.

    Attributes
    ----------
    digits : int
    right : int
        How many it read right.
    right_as_written : int
        How many it read right with sigmoid and softmax as the formulas are written; what is not a
        number answers nothing.
    lowest, highest : float
        The smallest and the largest sum that arrived in the first layer, over all digits and nodes.
    counts, edges : ndarray of shape (60,) and (61,)
        How many of these sums lie between two edges.
    overflowing : float
        The share of these sums, 0 to 1, whose exp(-a) is larger than every number of the format.
    warnings : tuple of str
        What NumPy says of the formulas as written; empty when all goes well.
    """

    digits: int
    right: int
    right_as_written: int
    lowest: float
    highest: float
    counts: Array
    edges: Array
    overflowing: float
    warnings: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """The share that it read right, 0 to 1."""
        return self.right / self.digits

    @property
    def wrong(self) -> int:
        """How many it misread."""
        return self.digits - self.right


def feed(network: Network, digits: Digits, *, unscaled: bool = False) -> Fed:
    """Return what becomes of digits in a network, in batches of 100.

    Parameters
    ----------
    network : Network
    digits : Digits
    unscaled : bool
        Feed the pixels as they stand in the file, 0 to 255, instead of encoded as in training.

    References
    ----------
    K. Saitoh, *Deep Learning from Scratch*, section 3.6 (normalisation of the input, batches).
    """
    pixels = np.asarray(digits.images)
    inputs = pixels.astype(network.dtype).reshape(-1, *network.input_shape) if unscaled else network.encode(pixels)
    laid_flat = inputs.reshape(len(inputs), -1) if isinstance(network.layers[0], Flatten) else inputs
    sums = network.dense_layers[0].pre_activations(laid_flat)
    counts, edges = np.histogram(sums, BINS)
    safe = np.concatenate([network.forward(part)[network.views[-1]].argmax(axis=1) for part in _batches(inputs)])
    written = watched(partial(answers_as_written, network), inputs, network.dtype)
    return Fed(
        digits=len(digits),
        right=int((safe == digits.labels).sum()),
        right_as_written=int((written.values == digits.labels).sum()),
        lowest=float(sums.min()),
        highest=float(sums.max()),
        counts=counts,
        edges=edges,
        overflowing=float((sums < -too_large_for_exp(network)).mean()),
        warnings=written.warnings,
    )


def too_large_for_exp(network: Network) -> float:
    """Return from which number on exp overflows in the network's format: 88.7 in float32, 709.8 in float64."""
    return float(np.log(np.finfo(network.dtype).max))


def answers_as_written(network: Network, inputs: Array) -> Array:
    """Return the answers for encoded inputs by sigmoid and softmax as the formulas are written, shape (n,).

    Notes
    -----
    Where an output is not a number the answer is -1. NumPy warns when a sum is too large;
    `mnistnet.basics.overflow.watched` catches what it says.
    """
    outputs = np.concatenate([_forward_as_written(network, part) for part in _batches(inputs)])
    return np.where(np.isnan(outputs).any(axis=1), -1, outputs.argmax(axis=1))


def _forward_as_written(network: Network, signal: Array) -> Array:
    for layer in network.layers:
        if isinstance(layer, Dense):
            signal = AS_WRITTEN.get(layer.activation, layer.rule)(layer.pre_activations(signal))
        else:
            signal = signal.reshape(len(signal), -1)
    return signal


def _batches(inputs: Array) -> list[Array]:
    return [inputs[start : start + BATCH] for start in range(0, len(inputs), BATCH)]

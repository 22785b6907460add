"""Blame says which painted sheet spoke too loudly for a digit that is misread, and with which of its cells."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network

__all__ = ["Blame", "blame", "cells_to_blame"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Blame:
    """What is known of the digits that a painted network misreads, those with the largest lead first.

    Attributes
    ----------
    numbers : ndarray of shape (n,), int
        Which digits.
    wanted, loudest : ndarray of shape (n,), int
        The sheet that should have won, and the one that did.
    leads : ndarray of shape (n,)
        By how much its sum is the larger.
    """

    numbers: NDArray[np.intp]
    wanted: NDArray[np.intp]
    loudest: NDArray[np.intp]
    leads: Array

    def counts(self) -> NDArray[np.int64]:
        """Return how often each sheet won that should not have, shape (10,)."""
        return np.bincount(self.loudest, minlength=10).astype(np.int64)


def blame(network: Network, digits: Digits) -> Blame:
    """Return for each misread digit the strongest wrong sheet.

    Parameters
    ----------
    network : Network
        One dense layer, as `painted_network` makes it.
    digits : Digits
    """
    sums = network.trace(digits.images)["a1"]
    labels = digits.labels.astype(np.intp)
    loudest = sums.argmax(axis=1)
    leads = sums.max(axis=1) - sums[np.arange(len(labels)), labels]
    wrong = np.flatnonzero(loudest != labels)
    order = wrong[np.argsort(-leads[wrong], kind="stable")]
    return Blame(order, labels[order], loudest[order], leads[order])


def cells_to_blame(network: Network, image: NDArray[np.uint8], wanted: int, loudest: int) -> Array:
    """Return what each pixel gave the one sheet more than the other, shape (28, 28).

    With the two biases it adds up to the lead: ``sum_i x_i (w_i,loudest - w_i,wanted) + b_loudest - b_wanted``.
    """
    weights = network.dense_layers[0].weights.astype(float)
    inputs = network.encode(image)[0].astype(float)
    return (inputs * (weights[:, loudest] - weights[:, wanted])).reshape(image.shape)

"""Ten sheets of paper are a network: orange where a digit should have ink, blue where it should have none."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.network import Dense, Network
from mnistnet.training import LayerPlan, Settings
from mnistnet.words import say

__all__ = ["DARKEST", "Sheets", "blank_sheets", "mean_picture", "mean_sheets", "painted_network", "painted_settings"]

Sheets = NDArray[np.int8]
Array = NDArray[Any]
DARKEST = 3  # the level of full orange; full blue is the same below zero
LOUDNESS = 2.0  # length of each sheet as a vector: at it the answers are about as sure as they are right


def blank_sheets() -> Sheets:
    """Return ten sheets on which nothing is painted, shape (10, 28, 28)."""
    return np.zeros((10, 28, 28), np.int8)


def mean_sheets() -> Sheets:
    """Return what the digits of each label have more of, or less, than all digits have, in levels.

    Returns
    -------
    ndarray of shape (10, 28, 28), int8
        From -DARKEST to DARKEST, of the embedded training digits.
    """
    means, _ = _means()
    more = means - means.mean(axis=0)
    return np.rint(more / np.abs(more).max(axis=(1, 2), keepdims=True) * DARKEST).astype(np.int8)


@cache
def _means() -> tuple[Array, Array]:
    """Return the mean picture of each label and that of all digits."""
    digits = load_digits().split("train")
    means = np.stack([digits.images[digits.labels == label].mean(axis=0) / 255 for label in range(10)])
    return means, digits.images.mean(axis=0) / 255


def mean_picture() -> Array:
    """Return the mean of all embedded training digits, shape (28, 28), from 0 to 1: to it every sheet says 0."""
    return _means()[1]


def painted_network(sheets: ArrayLike, name: str = "painted") -> Network:
    """Return the network 784-10 whose weights are painted.

    Parameters
    ----------
    sheets : ndarray of shape (10, 28, 28), int
        From -DARKEST to DARKEST.
    name : str

    Returns
    -------
    Network
        Softmax outputs, float32, at epoch 0: it has learned nothing.

    Raises
    ------
    ValueError
        If these are no ten sheets of such levels.

    Notes
    -----
    Each sheet is made equally loud, ``w_k = LOUDNESS * sheet_k / |sheet_k|``, so that more paint alone wins nothing;
    and fair, ``b_k = -w_k . mean``: to the mean of all digits every sheet says 0. Painting decides the rest.

    Examples
    --------
    >>> from mnistnet import load_digits
    >>> test = load_digits().split("test")
    >>> network = painted_network(mean_sheets())
    >>> network
    <Network 'painted': 784-10, softmax outputs, epoch 0>
    >>> float((network.predict(test.images).argmax(axis=1) == test.labels).mean().round(2))
    0.81
    """
    painted = np.asarray(sheets)
    whole = painted.shape == (10, 28, 28) and np.issubdtype(painted.dtype, np.integer)
    if not whole or np.abs(painted.astype(int)).max() > DARKEST:
        raise ValueError(
            say("Ten sheets of 28 x 28 levels from {low} to {high} are wanted.", low=-DARKEST, high=DARKEST)
        )
    flat = painted.reshape(10, 784).astype(float)
    sizes = np.linalg.norm(flat, axis=1, keepdims=True)
    weights = LOUDNESS * flat / np.where(sizes > 0, sizes, 1)
    biases = -weights @ mean_picture().ravel()
    layer = Dense(weights.T.astype(np.float32), biases.astype(np.float32), "softmax", "answer")
    return Network((layer,), name=name, epoch=0)


def painted_settings(epochs: int = 10, name: str = "painted") -> Settings:
    """Return how a painted network goes on learning: plain steps down the cross-entropy, as on the page Training."""
    layers = (LayerPlan(10, "softmax", "answer"),)
    return Settings(layers, name=name, learning_rate=0.05, batch_size=50, epochs=epochs)

"""The product of all weights is a picture for each answer: what the network would see if it were linear."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.wanted import shares, wanted_rows
from mnistnet.network import Network
from mnistnet.neurons.paths import weight_pictures

__all__ = ["weight_product", "weight_product_maps"]

Array = NDArray[Any]


def weight_product_maps(network: Network, wanted: ArrayLike | None = None) -> Array:
    """Return the product of all weights, ``img_d = sum_j W1[:, j] W2[j, d]``, as a signed map.

    Parameters
    ----------
    network : Network
        Of any depth: ``W1 W2 ... W_last``.
    wanted : ndarray of shape (n, classes) or (classes,), optional
        Mixes the classes' maps by `shares`; each class by itself if not given.

    Returns
    -------
    ndarray of shape (n, rows, columns), float64
        Positive where the answer wants a large input, which is ink, negative where it wants none; by
        an encoding with a negative scale it is the other way round.

    Raises
    ------
    ValueError
        If the wanted outputs do not fit.

    Notes
    -----
    It leaves out activations and biases, so it is exact only for a network without them.
    """
    maps = weight_pictures(network, len(network.dense_layers))
    if wanted is None:
        return maps
    return np.tensordot(shares(wanted_rows(network, wanted)), maps, axes=1)


def weight_product(
    network: Network, wanted: ArrayLike, *, rng: Generator | None = None, on_step: OnStep | None = None
) -> Array:
    """Return `weight_product_maps` as ink: blank where negative, full ink at each map's largest value.

    Parameters, result and errors are those of `back_query`, without its conventions: any activation will do.
    """
    ink = np.maximum(np.sign(network.encoding.scale) * weight_product_maps(network, wanted), 0)
    largest = ink.max(axis=(1, 2), keepdims=True)
    return np.asarray(ink / np.where(largest > 0, largest, 1))

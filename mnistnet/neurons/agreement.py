"""Agreement says how far a product of weights can be believed: its correlation to the true mean gradient."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.chain import chain_of
from mnistnet.influence.jacobian import mean_jacobians
from mnistnet.network import Network
from mnistnet.neurons.paths import weight_pictures

__all__ = ["gradient_agreement", "mean_gradients"]

Array = NDArray[Any]


def mean_gradients(network: Network, layer: int, images: ArrayLike) -> Array:
    """Return the mean over `images` of ``d a_layer / d x``: what truly raises each neuron's sum, pixel by pixel.

    Parameters
    ----------
    network : Network
    layer : int
        1 is the first dense layer.
    images : ndarray of shape (n, rows, columns)

    Returns
    -------
    ndarray of shape (neurons, rows, columns), float64
        Per unit of the network's input. Along the rows: each row of the picture by the neuron's sum for
        that row.

    Raises
    ------
    DoesNotApply
        If an activation is flat almost everywhere (step).
    """
    chain = chain_of(network)
    view = f"a{layer}"
    sums = chain.sums(network.encode(images, np.float64))
    jacobian = mean_jacobians(chain, sums, views=[view])[view]  # (blocks, width, neurons)
    pixels = np.einsum("cw,bwm->mbc", chain.first.weights, jacobian, optimize=True)
    return np.ascontiguousarray(pixels).reshape(len(pixels), *network.image_shape)


def gradient_agreement(network: Network, layer: int, images: ArrayLike) -> Array:
    """Return Pearson's r between each neuron's weight picture and its true mean gradient, shape (neurons,).

    Parameters and errors are those of `mean_gradients`.

    Notes
    -----
    1 for the first layer, and wherever the activations before the neuron are linear. A neuron whose
    gradient or picture is the same everywhere has no correlation: nan.
    """
    product = weight_pictures(network, layer)
    gradient = mean_gradients(network, layer, images)
    a, b = (maps.reshape(len(maps), -1) for maps in (product, gradient))
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    sizes = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(sizes > 1e-14, (a * b).sum(axis=1) / sizes, np.nan))

"""Agreement says how far a product of weights can be believed: its correlation to the true mean gradient."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network
from mnistnet.neurons.gradients import by_first_sums, by_pixels, require_slopes
from mnistnet.neurons.paths import place_of, weight_pictures

__all__ = ["gradient_agreement", "mean_gradients"]

Array = NDArray[Any]
AT_ONCE = 1_000_000  # numbers held in one array of gradients: 8 MB


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
    ValueError
        If the network has no such layer.
    DoesNotApply
        If an activation is flat almost everywhere (step).
    """
    require_slopes(network)
    place_of(network, layer)
    double, pictures = network.astype(np.float64), np.asarray(images)
    seeds = _one_of_each(double, layer)
    step = max(1, AT_ONCE // (len(seeds) * int(np.prod(network.view_shapes["a1"]))))
    total: Array = np.zeros((len(seeds), *network.view_shapes["a1"]))
    for start in range(0, len(pictures), step):
        trace = double.trace(pictures[start : start + step])
        spread = np.broadcast_to(seeds, (len(trace["a1"]), *seeds.shape))
        total += by_first_sums(double, trace, layer, spread).sum(axis=0)
    return by_pixels(double, total / len(pictures))


def _one_of_each(network: Network, layer: int) -> Array:
    """Return the gradient of each neuron's sum by the sums of its layer; along the rows, of all its sums together."""
    neurons = network.dense_layers[layer - 1].fan_out
    seeds: Array = np.eye(neurons)
    shape = network.view_shapes[f"a{layer}"]
    return seeds if len(shape) == 1 else np.repeat(seeds[:, None], shape[0], axis=1)


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

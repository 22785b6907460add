"""A receipt lists what a neuron's sum is made of: every input times its weight, and the bias."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network
from mnistnet.neurons.paths import place_of

__all__ = ["Receipt", "receipt"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Receipt:
    """How one neuron's sum came about for one picture, in double precision.

    Attributes
    ----------
    products : ndarray of shape (rows, columns) for the first layer, (fan_in,) for a deeper one
        Input times weight. Along the rows of the picture: added up over the rows in a deeper layer.
    bias : float
        0 where the network has none; along the rows the bias once for every row.
    sum : float
        What the network itself computed, by its own forward pass.
    output : float
        What the neuron sends on; along the rows the mean.
    """

    products: Array
    bias: float
    sum: float
    output: float

    @property
    def difference(self) -> float:
        """All products plus the bias, minus the sum that the network computed: 0 up to rounding."""
        return float(self.products.sum() + self.bias - self.sum)

    def largest(self, count: int) -> list[tuple[int, float]]:
        """Return the number and value of the `count` products furthest from 0, the furthest first."""
        flat = self.products.ravel()
        order = np.argsort(-np.abs(flat), kind="stable")[:count]
        return [(int(i), float(flat[i])) for i in order]


def receipt(network: Network, image: ArrayLike, layer: int, neuron: int) -> Receipt:
    """Return what the sum of a neuron is made of: ``a = sum_i x_i W_ij + b_j``.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.
    layer : int
        1 is the first dense layer.
    neuron : int
        Its column in the weights.

    Raises
    ------
    ValueError
        If the network has no such layer.
    IndexError
        If the layer has no such neuron.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> bill = receipt(load_network("scratch"), load_digits().split("test").images[0], layer=1, neuron=7)
    >>> abs(bill.difference) < 1e-9
    True
    """
    place_of(network, layer)
    double = network.astype(np.float64)
    dense = double.dense_layers[layer - 1]
    trace = double.trace(image)
    inputs = double.encode(image)[0] if layer == 1 else trace[f"z{layer - 1}"][0]
    sums, outputs = (trace[f"{letter}{layer}"][0] for letter in "az")
    inputs = inputs.reshape(*sums.shape[:-1], dense.fan_in)  # a Flatten may stand between
    products = inputs * dense.weights[:, neuron]
    if layer == 1:
        products = products.reshape(network.image_shape)
    elif products.ndim == 2:
        products = products.sum(axis=0)
    bias = 0.0 if dense.biases is None else float(dense.biases[neuron]) * (sums.size // dense.fan_out)
    return Receipt(products, bias, float(sums[..., neuron].sum()), float(outputs[..., neuron].mean()))

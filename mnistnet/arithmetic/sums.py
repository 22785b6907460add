"""One node forwards: each input times its weight, all added up with the bias, and the sum bent into an output."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mnistnet.arithmetic.products import Products
from mnistnet.network import Network
from mnistnet.neurons.paths import place_of
from mnistnet.words import say

__all__ = ["NodeSum", "node_of", "node_sum"]


@dataclass(frozen=True, eq=False)
class NodeSum:
    """How one node's sum comes about, and what it makes of it.

    Attributes
    ----------
    layer, node : int
        The dense layer, counted from 1, and the node; in a layer along the rows of a picture counted row by row.
    products : Products
        What arrives, times the weights.
    bias : float
        0 where the layer has none.
    sum, output : float
        What the network itself computed by its own forward pass; ``products.total + bias`` is the sum.
    activation : str
        The name of the bend between the two. A softmax looks at all sums of its layer at once.
    """

    layer: int
    node: int
    products: Products
    bias: float
    sum: float
    output: float
    activation: str


def node_sum(network: Network, image: ArrayLike, layer: int, node: int) -> NodeSum:
    """Return the sum of one node written out, ``a_j = sum_i z_i w_ij + b_j``, in double precision.

    Parameters
    ----------
    network : Network
        Of dense layers in any number, along the rows of the picture or not.
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.
    layer : int
        1 is the first dense layer.
    node : int

    Raises
    ------
    ValueError
        If the network has no such layer, or the layer no such node.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> found = node_sum(load_network("scratch"), load_digits().split("test").images[0], layer=2, node=17)
    >>> len(found.products), bool(abs(found.products.total + found.bias - found.sum) < 1e-12)
    (50, True)
    """
    block, unit = node_of(network, layer, node)
    double = network.astype(np.float64)
    dense, trace = double.dense_layers[layer - 1], double.trace(image)
    arriving = double.encode(image)[0] if layer == 1 else trace[f"z{layer - 1}"][0]
    inputs = arriving.reshape(-1, dense.fan_in)[block]
    places = block * dense.fan_in + np.arange(dense.fan_in)
    bias = 0.0 if dense.biases is None else float(dense.biases[unit])
    total, output = (float(trace[f"{letter}{layer}"][0].ravel()[node]) for letter in "az")
    return NodeSum(layer, node, Products(places, inputs, dense.weights[:, unit]), bias, total, output, dense.activation)


def node_of(network: Network, layer: int, node: int) -> tuple[int, int]:
    """Return in which block of a layer a node stands, and at which place in it; ValueError where there is none."""
    place_of(network, layer)
    nodes = int(np.prod(network.view_shapes[f"a{layer}"]))
    if not 0 <= node < nodes:
        raise ValueError(
            say("Layer {layer} has the nodes 0 to {last}, not {node}.", layer=layer, last=nodes - 1, node=node)
        )
    return divmod(node, network.dense_layers[layer - 1].fan_out)

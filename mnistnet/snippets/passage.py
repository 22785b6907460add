"""The program for the Layers page: a pattern passes through a network, and every layer's range is told."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Flatten, Network
from mnistnet.patterns import layer_outputs
from mnistnet.snippets.blocks import beginning, input_shape, inputs
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays, snippet

__all__ = ["passage"]


def passage(network: Network, pattern: NDArray[np.uint8]) -> Snippet:
    """Return the program for the smallest and the largest value of every layer, the input first.

    Parameters
    ----------
    network : Network
    pattern : ndarray of shape (rows, columns), uint8
        In the network's own size.
    """
    outputs, flat = layer_outputs(network, pattern), len(input_shape(network)) == 1
    given = 'file["pattern"]' if flat else 'file["pattern"][None]'
    lines = [
        f"x = {inputs(network, given)}",
        *forward(network, f"z{len(network.dense_layers)}"),
        f"layers = [{', '.join(_names(network))}]",
    ]
    arrays: dict[str, NDArray[Any]] = network_arrays(network) | {"pattern": pattern}
    return snippet(
        "The range of every layer",
        "passage",
        {"network": beginning(network, "layers.npz", network.views[-1]), "layers": lines},
        arrays,
        "; ".join(f"{output.values.min():.2g} to {output.values.max():.2g}" for output in outputs),
    )


def _names(network: Network) -> list[str]:
    """Return what the program calls the input and the output of every layer; a Flatten layer changes no number."""
    names, k = ["x"], 0
    for layer in network.layers:
        k += not isinstance(layer, Flatten)
        names.append(f"z{k}" if k else "x")
    return names

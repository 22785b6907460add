"""Programs for the part of the Activations page about softmax: shift and temperature, and a batch of rows."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.basics.temperature import softmax_at, softmax_over_everything
from mnistnet.network import Network
from mnistnet.snippets.blocks import encoded, inputs, opening
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays, snippet

__all__ = ["shares", "softmax_of_a_batch"]


def shares(network: Network, image: ArrayLike, temperature: float = 1.0, shift: float = 0.0) -> Snippet:
    """Return the program for the softmax of a picture's sums, with a shift and a temperature.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    temperature, shift : float
        As `mnistnet.basics.temperature.softmax_at` takes them.
    """
    view = network.views[-2]
    found = softmax_at(network.trace(image)[view][0], temperature, shift)
    return snippet(
        "Softmax with a shift and a temperature",
        "softmax",
        {
            "network": opening(network, "sums.npz", view, also=("softmax",)),
            "picture": [f"x = {encoded(network, 'image', np.asarray(image))}"],
            "sums": forward(network, view, name="sums"),
        },
        network_arrays(network) | {"image": np.asarray(image)},
        ", ".join(f"{digit}: {100 * share:.1f} %" for digit, share in enumerate(found)),
        SHIFT=float(shift),
        TEMPERATURE=float(temperature),
    )


def softmax_of_a_batch(network: Network, images: NDArray[np.uint8]) -> Snippet:
    """Return the program that gives each row of a batch a softmax of its own, and wrongly one to all rows.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n, rows, columns), uint8
    """
    view = network.views[-2]
    sums = network.trace(images)[view]
    pairs = zip(softmax_at(sums).sum(axis=1), softmax_over_everything(sums).sum(axis=1), strict=True)
    return snippet(
        "Softmax of a batch",
        "softmax_of_a_batch",
        {
            "network": opening(network, "batch.npz", view, also=("softmax",)),
            "pixels": [f"x = {inputs(network, dtype=np.float64)}"],
            "sums": forward(network, view, name="sums"),
        },
        network_arrays(network) | {"images": images},
        "; ".join(f"{one:.3f} and {other:.3f}" for one, other in pairs),
    )

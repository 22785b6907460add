"""A network packed for a browser: a description and all its numbers, in the narrowest format that keeps every bit."""

import json

import numpy as np

from mnistnet.network import Network

__all__ = ["can_be_packed", "packed"]

RULES = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")  # what the browser knows; a softmax as the last one


def can_be_packed(network: Network) -> bool:
    """Return whether a browser can compute a network: its pictures have 28 x 28 pixels, its activations are usual."""
    *hidden, last = (layer.activation for layer in network.dense_layers)
    return network.image_shape == (28, 28) and {*hidden} <= {*RULES} and last in (*RULES, "softmax")


def packed(network: Network) -> bytes:
    """Return a network as bytes for a browser.

    Returns
    -------
    bytes
        The length of a description in four bytes, the description in JSON, filled up to a multiple of four, then the
        weights and biases of every dense layer: float16 where that keeps every bit, else float32.

    Examples
    --------
    >>> from mnistnet import load_network
    >>> len(packed(load_network("nielsen"))) // 1000
    95
    """
    arrays = [array for layer in network.dense_layers for array in (layer.weights, layer.biases) if array is not None]
    numbers = np.concatenate([np.ravel(array).astype(np.float32) for array in arrays])
    with np.errstate(over="ignore"):
        half = numbers.astype(np.float16)
    is_half = bool((half.astype(np.float32) == numbers).all())
    layers = [
        {"ins": layer.fan_in, "outs": layer.fan_out, "rule": layer.activation, "has_biases": layer.biases is not None}
        for layer in network.dense_layers
    ]
    shapes = [network.view_shapes[view] for view in network.views[1::2]]
    about = {"layers": layers, "rows": [shape[0] if len(shape) == 2 else 1 for shape in shapes], "half": is_half}
    about |= {"offset": network.encoding.offset, "scale": network.encoding.scale}
    text = json.dumps(about).encode()
    gap = b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + gap + (half if is_half else numbers).tobytes()

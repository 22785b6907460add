"""Parts of programs that send many digits through a network at once, and the digits in the file that they load."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import indented, input_shape, network_arrays, opening

__all__ = ["SILENCE", "UNROLLED", "answering", "answers_function", "arrays_with", "beginning", "inputs", "rules"]

Array = NDArray[Any]
SILENCE = 'np.seterr(over="ignore")  # where exp(-a) is too large, 1 / infinity is right: 0'
UNROLLED = 5  # dense layers; a program with more of them has a loop


def arrays_with(network: Network, digits: Digits) -> dict[str, Array]:
    """Return the network's weights with the digits as "images" (n, rows, columns), uint8, and "labels" (n,)."""
    return network_arrays(network) | {"images": digits.images, "labels": digits.labels}


def beginning(network: Network, file_name: str, until: str | None = None) -> list[str]:
    """Return how a program begins that computes in the network's own number format, as `Network.predict` does.

    `until` is the last view that it computes. NumPy's warning is silenced where a sigmoid may meet a sum far below 0.
    """
    last = until or network.views[-1]
    named = until is not None or len(network.dense_layers) <= UNROLLED
    start = opening(network, file_name, last, dtype=network.dtype, named=named)
    return [*start[:2], SILENCE, *start[2:]] if "def sigmoid(a):" in start else start


def inputs(
    network: Network, pictures: str = 'file["images"]', *, encode: bool = True, dtype: DTypeLike | None = None
) -> str:
    """Return the expression that turns pictures (n, rows, columns), uint8, into what the first layer receives.

    ``encode=False`` leaves out the pixel encoding, so that pixels go in as they stand in the file, 0 to 255. In
    double precision the file's arrays are floats already (see `opening`); the network's own is the default.
    """
    shape = input_shape(network)
    if len(shape) == 1:
        pictures = f"{pictures}.reshape(-1, {shape[0]})"
    double = np.dtype(dtype or network.dtype) == np.float64
    text = pictures if double else f"{pictures}.astype(np.{network.dtype.name})"
    if not encode:
        return text
    offset, scale = float(network.encoding.offset), float(network.encoding.scale)
    text = f"{text} / 255" if scale == 1 else f"{scale!r} * ({text} / 255)"
    return text if offset == 0 else f"{offset!r} + {text}"


def answering(network: Network) -> tuple[list[str], str]:
    """Return the lines that lead from x to the outputs, shape (n, classes), and the name that these have."""
    last = len(network.dense_layers)
    if last <= UNROLLED:
        return forward(network, f"z{last}"), f"z{last}"
    bias = 'file.get(f"b{k}", 0)'
    return [
        "z = x",
        f"for k, rule in enumerate([{rules(network)}], 1):",
        '    W = file[f"W{k}"]',
        f"    z = rule(z.reshape(-1, len(W)) @ W + {bias})",
    ], "z"


def answers_function(network: Network, name: str = "answers", answer: str = "{}.argmax(axis=1)") -> list[str]:
    """Return ``def answers(x)``: the class of each row of x, or what `answer` makes of the outputs, ``{}``."""
    lines, outputs = answering(network)
    return [f"def {name}(x):", *indented([*lines, f"return {answer.format(outputs)}"])]


def rules(network: Network) -> str:
    """Return the activations of the dense layers as a program calls them, separated by commas."""
    numpys_own = {"tanh": "np.tanh", "identity": "np.positive"}
    return ", ".join(numpys_own.get(layer.activation, layer.activation) for layer in network.dense_layers)

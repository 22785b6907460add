"""The blocks that depend on the network alone: how a program begins, and how its pictures come in.

In every program ``file`` is a dictionary of arrays and the rows of ``x`` are pictures as the first layer receives
them: shape (n, pixels), or (n, rows, columns) for a network that works along the rows.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.digits import Digits
from mnistnet.network import Flatten, Network, PixelEncoding
from mnistnet.snippets.layers import UNROLLED, outputs
from mnistnet.snippets.program import network_arrays
from mnistnet.snippets.rules import called, definition

__all__ = [
    "SILENCE",
    "arrays_with",
    "beginning",
    "encoded",
    "input_shape",
    "inputs",
    "opening",
    "reading",
    "rules",
    "scaled",
]

Array = NDArray[Any]
SILENCE = 'np.seterr(over="ignore")  # where exp(-a) is too large, 1 / infinity is right: 0'


def opening(
    network: Network,
    file_name: str,
    until: str | None = None,
    *,
    dtype: DTypeLike = np.float64,
    named: bool = True,
    also: tuple[str, ...] = (),
) -> list[str]:
    """Return how a program begins: the file, the weights by name and the activations.

    Parameters
    ----------
    network : Network
    file_name : str
        The .npz file with the `network_arrays`.
    until : str, optional
        The last view that the program computes, which spares it the layers behind; all by default.
    dtype : floating-point format
        float64, in which influence is computed, or the network's own, in which it answers.
    named : bool
        Whether the weights get names of their own; a loop over many layers does without.
    also : tuple of str
        Activations that the program needs besides.
    """
    until = until or network.views[-1]
    double = np.dtype(dtype) == np.float64
    load = f'np.load("{file_name}")'
    floats = f"{{name: array.astype(float) for name, array in {load}.items()}}"
    lines = [f"file = {floats if double and network.dtype != dtype else f'dict({load})'}"]
    deep = network.dense_layers[: int(until[1:])]
    if named:
        zeros = "" if double else f", np.{np.dtype(dtype).name}"
        lines += _named({f"W{k}": f'file["W{k}"]' for k in range(1, len(deep) + 1)})
        lines += _named({f"b{k}": f'file["b{k}"]' for k, layer in enumerate(deep, 1) if layer.biases is not None})
        missing = {k: layer.fan_out for k, layer in enumerate(deep, 1) if layer.biases is None}
        lines += _named({f"b{k}": f"np.zeros({width}{zeros})" for k, width in missing.items()}, "  # no biases", 3)
    reached = deep[:-1] if named and until[0] == "a" else deep
    used = dict.fromkeys((*(layer.activation for layer in reached), *also))
    return [*lines, *(line for rule in used for line in definition(rule, narrow=not double))]


def beginning(network: Network, file_name: str, until: str | None = None, *, named: bool | None = None) -> list[str]:
    """Return how a program begins that computes in the network's own number format, as `Network.predict` does.

    `until` is the last view that it computes. NumPy's warning is silenced where a sigmoid may meet a sum far below 0.
    """
    if named is None:
        named = until is not None or len(network.dense_layers) <= UNROLLED
    start = opening(network, file_name, until, dtype=network.dtype, named=named)
    return [SILENCE, *start] if definition("sigmoid")[-1] in start else start


def input_shape(network: Network) -> tuple[int, ...]:
    """Return the shape of a picture as the first dense layer receives it: laid flat, or its rows and columns."""
    if isinstance(network.layers[0], Flatten):
        return (network.dense_layers[0].fan_in,)
    return network.input_shape


def encoded(network: Network, name: str, image: ArrayLike, dtype: DTypeLike = np.float64) -> str:
    """Return the expression that makes an input of shape (n, ...) of a picture in the file, or of n of them.

    `image` is that picture itself, of whose type it depends whether its pixels have to be divided by 255.
    """
    image = np.asarray(image)
    many = 1 if image.ndim < 3 else len(image)
    text = f'file["{name}"].reshape({many}, {", ".join(map(str, input_shape(network)))})'
    if np.dtype(dtype) != np.float64:
        text += f".astype(np.{np.dtype(dtype).name})"
    return scaled(network.encoding, f"{text} / 255" if image.dtype == np.uint8 else text)


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
    return scaled(network.encoding, f"{text} / 255") if encode else text


def scaled(encoding: PixelEncoding, pixels: str) -> str:
    """Return the expression for the encoding of pixels from 0 to 1."""
    offset, scale = float(encoding.offset), float(encoding.scale)
    if scale != 1:
        pixels = f"{scale!r} * ({pixels})" if " / " in pixels else f"{scale!r} * {pixels}"
    return pixels if offset == 0 else f"{offset!r} + {pixels}"


def reading(network: Network, file_name: str, pictures: str = 'file["images"]') -> dict[str, list[str]]:
    """Return the blocks of a program that sends `pictures` through the network: network, pixels and outputs."""
    return {
        "network": beginning(network, file_name),
        "pixels": [f"x = {inputs(network, pictures)}"],
        "outputs": outputs(network),
    }


def rules(network: Network) -> str:
    """Return the activations of the dense layers as a program calls them, separated by commas."""
    return ", ".join(called(layer.activation) for layer in network.dense_layers)


def arrays_with(network: Network, digits: Digits, deep: int | None = None) -> dict[str, Array]:
    """Return the network's weights with the digits as "images" (n, rows, columns), uint8, and "labels" (n,)."""
    return network_arrays(network, deep) | {"images": digits.images, "labels": digits.labels}


def _named(names: dict[str, str], why: str = "", most: int = 6) -> list[str]:
    """Return lines that give values their names, at most `most` a line."""
    heaps = [list(names.items())[start : start + most] for start in range(0, len(names), most)]
    return [f"{', '.join(n for n, _ in heap)} = {', '.join(value for _, value in heap)}{why}" for heap in heaps]

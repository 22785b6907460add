"""A pattern passes through a network layer by layer, and every layer's output can be looked at as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Dense, Flatten, Layer, Network
from mnistnet.training.initial import initial_weights

__all__ = ["LayerOutput", "layer_outputs", "layer_summary", "pass_through", "row_network"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class LayerOutput:
    """What one layer made of one pattern.

    Attributes
    ----------
    name : str
        The layer's name.
    kind : str
        "input", "flatten", or the activation of a dense layer.
    parameters : int
        How many numbers of this layer training can change.
    values : ndarray
        What it sends on; of shape (rows, nodes) where the layer works along the rows, else (nodes,).
    """

    name: str
    kind: str
    parameters: int
    values: Array

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the output."""
        return self.values.shape


def row_network(
    size: int, classes: int, *, widths: Sequence[int] = (75, 50, 25, 10), rng: np.random.Generator | None = None
) -> Network:
    """Return an untrained network that works along the rows of size x size patterns, of any size and number of classes.

    Dense layers with ReLU act on every row by itself, then the rows are laid end to end, and a last
    dense layer with softmax sees them all. With size 50 and 5 classes it has 3825 + 3800 + 1275 +
    260 + 2505 = 11,665 parameters. The shipped network "rows" is the trained form for 28 x 28 digits.

    Parameters
    ----------
    size : int
        From 2 on.
    classes : int
        From 2 on.
    widths : sequence of int
        The nodes of each layer that works along the rows.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same network.

    Raises
    ------
    ValueError
        If the size or the number of classes is below 2.
    """
    if size < 2 or classes < 2:
        raise ValueError(f"A pattern of {size} x {size} for {classes} classes is too small; both must be 2 or more.")
    rng = rng or np.random.default_rng(0)
    layers: list[Layer] = []
    before = size
    for width in widths:
        layers.append(_dense(before, width, "relu", f"rows {width}", rng))
        before = width
    layers += [Flatten("flatten"), _dense(size * before, classes, "softmax", "answer", rng)]
    return Network(tuple(layers), name=f"rows of {size}", image_shape=(size, size), epoch=0)


def _dense(fan_in: int, fan_out: int, activation: str, name: str, rng: np.random.Generator) -> Dense:
    weights, biases = initial_weights("glorot-uniform", fan_in, fan_out, True, rng)
    return Dense(weights, biases, activation, name)


def pass_through(network: Network, images: ArrayLike) -> list[Array]:
    """Return the encoded pictures and then the output of every layer, each of shape (n, *output shape).

    Takes what `Network.encode` takes; the pictures keep their rows and columns.
    """
    signal = network.encode(images)
    outputs = [signal.reshape(-1, *network.image_shape)]
    for layer in network.layers:
        if isinstance(layer, Flatten):
            signal = signal.reshape(len(signal), -1)
        else:
            signal = layer.rule(layer.pre_activations(signal))
        outputs.append(signal)
    return outputs


def layer_outputs(network: Network, image: ArrayLike) -> list[LayerOutput]:
    """Return what every layer makes of one picture, the picture itself first."""
    outputs = [output[0] for output in pass_through(network, image)]
    return [LayerOutput(*row[:2], row[-1], values) for row, values in zip(layer_summary(network), outputs, strict=True)]


def layer_summary(network: Network) -> list[tuple[str, str, tuple[int, ...], int]]:
    """Return name, kind, output shape and number of parameters of the input and of every layer.

    The parameters add up to ``network.parameters``.
    """
    rows: list[tuple[str, str, tuple[int, ...], int]] = [("input", "input", network.image_shape, 0)]
    for name, layer, shape in zip(network.layer_names, network.layers, network.shapes, strict=True):
        kind = layer.activation if isinstance(layer, Dense) else "flatten"
        rows.append((name, kind, shape, layer.parameters))
    return rows

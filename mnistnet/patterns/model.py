"""A pattern passes through a network layer by layer, and every layer's output can be looked at as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Dense, Flatten, Network
from mnistnet.patterns.description import ROW_LAYERS, check_names, row_settings
from mnistnet.training import untrained_network
from mnistnet.words import say

__all__ = ["LayerOutput", "layer_outputs", "layer_summary", "pass_through", "renamed", "row_network"]

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
    size: int, classes: int, layers: str = ROW_LAYERS, *, activation: str = "relu", seed: int = 1
) -> Network:
    """Return an untrained network that works along the rows of size x size patterns, of any size and number of classes.

    Dense layers act on every row by itself, then the rows are laid end to end, and a last dense layer with
    softmax sees them all. With size 50 and 5 classes it has 3825 + 3800 + 1275 + 260 + 2505 = 11,665
    parameters. Training it with the same seed starts from these very weights.

    Parameters
    ----------
    size : int
        From 2 on.
    classes : int
        From 2 on.
    layers, activation : str
        As for `mnistnet.patterns.description.row_plans`.
    seed : int
        The same numbers give the same network.

    Raises
    ------
    ValueError
        If the size or the number of classes is below 2, or the layers cannot be read.
    """
    if size < 2 or classes < 2:
        raise ValueError(
            say(
                "A pattern of {size} x {size} for {classes} classes is too small; both must be 2 or more.",
                size=size,
                classes=classes,
            )
        )
    settings = row_settings(classes, layers, activation=activation, name=f"rows of {size}", seed=seed)
    return untrained_network(settings, (size, size))


def renamed(network: Network, names: Sequence[str]) -> Network:
    """Return the same network with other names for its layers, in order; an empty name leaves one as it is.

    Raises
    ------
    ValueError
        If there are more names than layers, or two layers would have the same.
    """
    old = network.layer_names
    if len(names) > len(old):
        raise ValueError(
            say("This network has {layers} layers to name, not {names}.", layers=len(old), names=len(names))
        )
    new = [given.strip() or name for given, name in zip([*names, *[""] * len(old)], old, strict=False)]
    check_names(new)
    return replace(network, layers=tuple(replace(layer, name=n) for layer, n in zip(network.layers, new, strict=True)))


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

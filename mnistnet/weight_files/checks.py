"""Checks are the limits that the arrays of every weight file must keep before they become a network."""

from collections.abc import Mapping
from math import prod
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS, MOST_TENSORS
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.limits import bounds
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["LARGEST", "MOST_LAYERS", "MOST_NODES", "checked_arrays", "checked_network", "is_tame"]

Array = NDArray[Any]
MOST_LAYERS = bounds.LAYERS.most
MOST_NODES = bounds.NODES.most  # of all layers together: each costs memory for every picture
MOST_PIXELS = 10_000  # of a picture
LARGEST = 1e6  # of a weight's size: a trained network's weights are far smaller


def checked_arrays(arrays: Mapping[str, Array]) -> None:
    """Raise WeightFileError unless arrays are few and small enough, not empty, finite, and not large in their values.

    Nothing as large as the arrays is made on the way: a minimum and a maximum tell all, as NaN passes through both.
    """
    if len(arrays) > MOST_TENSORS:
        raise WeightFileError(
            say(
                "This file holds {n} arrays; the most that can be read are {MOST_TENSORS}.",
                n=len(arrays),
                MOST_TENSORS=MOST_TENSORS,
            )
        )
    if sum(array.size for array in arrays.values()) > MOST_PARAMETERS:
        raise WeightFileError(
            say(
                "This network has more than {MOST_PARAMETERS} million weights.",
                MOST_PARAMETERS=MOST_PARAMETERS // 10**6,
            )
        )
    for name, array in arrays.items():
        if array.size == 0:
            raise WeightFileError(say("The array {shown} in this file is empty.", shown=shown(name)))
        if not is_tame(array):
            raise WeightFileError(
                say(
                    "The array {shown} has values that are not finite, or beyond a million: the training diverged, "
                    "or the file is damaged.",
                    shown=shown(name),
                )
            )


def is_tame(array: Array) -> bool:
    """Return whether an array that is not empty holds only finite values up to `LARGEST`."""
    return float(array.min()) >= -LARGEST and float(array.max()) <= LARGEST


def checked_network(network: Network) -> Network:
    """Return the network if it keeps the limits that its arrays alone do not show.

    Raises
    ------
    WeightFileError
        If it has too many layers, nodes or pixels, or fewer than two answers.
    """
    if len(network.layers) > MOST_LAYERS:
        raise WeightFileError(
            say(
                "This network has {n} layers; the most are {MOST_LAYERS}.",
                n=len(network.layers),
                MOST_LAYERS=MOST_LAYERS,
            )
        )
    if prod(network.image_shape) > MOST_PIXELS:
        raise WeightFileError(
            say("This network reads pictures of more than {MOST_PIXELS:,} pixels.", MOST_PIXELS=MOST_PIXELS)
        )
    if sum(prod(shape) for shape in network.shapes) > MOST_NODES:
        raise WeightFileError(say("This network has more than {MOST_NODES:,} nodes.", MOST_NODES=MOST_NODES))
    if network.classes < 2:
        raise WeightFileError(say("This network has only one output, so it has nothing to choose from."))
    parts = {f"W{k}": layer.weights for k, layer in enumerate(network.dense_layers, 1)}
    parts |= {f"b{k}": layer.biases for k, layer in enumerate(network.dense_layers, 1) if layer.biases is not None}
    checked_arrays(parts)
    return network

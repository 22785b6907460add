"""All weights and biases of a network as one long vector, so that an optimiser needs no loop over layers."""

from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Dense, Flatten, Layer, Network
from mnistnet.training.initial import initial_weights
from mnistnet.training.settings import Settings
from mnistnet.training.size import check_size

__all__ = ["LayerView", "layer_views", "network_with", "new_network", "vector_of"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class LayerView:
    """One dense layer's own part of a long vector; changing the vector changes these arrays.

    Attributes
    ----------
    weights : ndarray of shape (fan_in, fan_out)
    biases : ndarray of shape (fan_out,) or None
    """

    weights: Array
    biases: Array | None


def new_network(settings: Settings, image_shape: tuple[int, int], rng: np.random.Generator) -> Network:
    """Return the untrained network that the settings describe, float32.

    Raises
    ------
    ValueError
        If a layer does not fit onto the one before, or the network is larger than a file of ours may hold.
    """
    check_size(settings, image_shape)
    shape: tuple[int, ...] = image_shape if settings.along_rows else (prod(image_shape),)
    layers: list[Layer] = []
    for plan in settings.layers:
        if plan.units is None:
            layers.append(Flatten(plan.name))
        else:
            arrays = initial_weights(settings.initialisation, shape[-1], plan.units, plan.biases, rng)
            layers.append(Dense(*arrays, plan.activation, plan.name))
        shape = layers[-1].output_shape(shape)
    return Network(tuple(layers), settings.name, settings.book, settings.encoding, image_shape)


def vector_of(network: Network) -> Array:
    """Return the network's parameters as one vector: the weights of every layer, then the biases of every layer."""
    dense = network.dense_layers
    arrays = [layer.weights for layer in dense] + [layer.biases for layer in dense if layer.biases is not None]
    return np.concatenate([array.ravel() for array in arrays])


def layer_views(network: Network, vector: Array) -> list[LayerView]:
    """Return every dense layer's part of a vector laid out like `vector_of`, without copying."""
    dense = network.dense_layers
    place = 0

    def next_part(shape: tuple[int, ...]) -> Array:
        nonlocal place
        place += prod(shape)
        return vector[place - prod(shape) : place].reshape(shape)

    weights = [next_part(layer.weights.shape) for layer in dense]
    biases = [None if layer.biases is None else next_part(layer.biases.shape) for layer in dense]
    return [LayerView(*pair) for pair in zip(weights, biases, strict=True)]


def network_with(network: Network, vector: Array) -> Network:
    """Return the same network with other parameters, laid out like `vector_of`; they are copied."""
    views = iter(layer_views(network, vector))
    layers: list[Layer] = []
    for layer in network.layers:
        if isinstance(layer, Dense):
            view = next(views)
            layers.append(replace(layer, weights=view.weights, biases=view.biases))
        else:
            layers.append(layer)
    return replace(network, layers=tuple(layers))

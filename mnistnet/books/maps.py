"""The neighbour maps that come along: t-SNE of the test digits at each layer of each shipped network, made ahead.

They take seconds each, and a page that opens with one must not keep its reader waiting.
"""

import io
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.books.networks import load_network, network_names
from mnistnet.digits import Digits
from mnistnet.digits.data_folder import DATA_FOLDER, checked_bytes
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network
from mnistnet.projection import neighbour_map
from mnistnet.words import mark

__all__ = ["PIXELS", "layer_values", "mapped_layers", "ready_map", "ship_maps"]

Array = NDArray[Any]
FILE = DATA_FOLDER / "maps.npz"
PIXELS = mark("pixels")


def mapped_layers(network: Network) -> list[str]:
    """Return what can be laid out: the pixels and what every layer sends on."""
    return [PIXELS, *(view for view in network.views if view.startswith("z"))]


def layer_values(network: Network | None, layer: str, images: NDArray[np.uint8]) -> Array:
    """Return one row of numbers for each picture; its pixels need no network."""
    values = images / np.float32(255) if network is None or layer == PIXELS else network.trace(images)[layer]
    return values.reshape(len(images), -1)


def ready_map(network: Network, layer: str, digits: Digits) -> Array | None:
    """Return the t-SNE of a layer of a shipped network for the test digits that come along; None for all others.

    Returns
    -------
    ndarray of shape (n, 2), float32, or None
        What `neighbour_map` gives, rounded to half precision.
    """
    points = _kept().get(_name(network, layer, digits))
    return None if points is None else points.astype(np.float32)


def ship_maps() -> None:
    """Make all maps and write data/maps.npz."""
    digits, made = load_digits().split("test"), dict[str, Any]()
    for name in network_names():
        network = load_network(name)
        for layer in mapped_layers(network):
            key = _name(network, layer, digits)
            if key not in made:
                made[key] = neighbour_map(layer_values(network, layer, digits.images)).astype(np.float16)
    np.savez_compressed(FILE, allow_pickle=False, **made)


@cache
def _kept() -> dict[str, Array]:
    with np.load(io.BytesIO(checked_bytes(FILE)), allow_pickle=False) as file:
        return dict(file)


def _name(network: Network, layer: str, digits: Digits) -> str:
    """Return what a map is kept under; that of the pixels is the same for all networks."""
    return "_".join([digits.digest[:12], layer if layer == PIXELS else f"{network.digest[:12]}_{layer}"])

"""Programs for the Map page: whether neighbours in a layer are of one kind, and what a flat picture shows of it."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.projection import nearest_agree, principal_components
from mnistnet.snippets.blocks import arrays_with, beginning, inputs
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Blocks, Snippet, snippet

__all__ = ["PIXELS", "neighbours", "principal"]

Array = NDArray[Any]
PIXELS = "pixels"


def neighbours(network: Network, digits: Digits, layer: str) -> Snippet:
    """Return the program for the share of digits whose nearest neighbour in a layer has the same label.

    Parameters
    ----------
    network : Network
    digits : Digits
    layer : str
        "pixels", or a view such as "z2".

    Raises
    ------
    ValueError
        If the network has no such view.
    """
    share = nearest_agree(_points(network, digits, layer), digits.labels)
    return snippet(
        f"Neighbours of one kind in {layer}",
        "neighbours",
        _blocks(network, "neighbours.npz", layer),
        arrays_with(network, digits, _depth(layer)),
        f"{100 * share:.1f} % have a nearest neighbour of their own kind",
    )


def principal(network: Network, digits: Digits, layer: str) -> Snippet:
    """Return the program for what the flat picture (PCA) shows of a layer; parameters and errors as `neighbours`."""
    flat = principal_components(_points(network, digits, layer))
    share = nearest_agree(flat.points, digits.labels)
    return snippet(
        f"Two principal components of {layer}",
        "principal",
        _blocks(network, "principal.npz", layer),
        arrays_with(network, digits, _depth(layer)),
        f"{100 * flat.explained.sum():.1f} % of the spread, {100 * share:.1f} % beside their own kind",
    )


def _points(network: Network, digits: Digits, layer: str) -> Array:
    """Return one row of numbers for each digit, or raise ValueError."""
    if layer != PIXELS and layer not in network.views:
        raise ValueError(f"This network has no layer {layer!r}; it has {', '.join((PIXELS, *network.views))}.")
    values = network.encode(digits.images) if layer == PIXELS else network.trace(digits.images)[layer]
    return values.reshape(len(digits), -1)


def _depth(layer: str) -> int:
    """Return how many dense layers lie before a view; none before the pixels."""
    return 0 if layer == PIXELS else int(layer[1:])


def _blocks(network: Network, file_name: str, layer: str) -> Blocks:
    """Return the blocks of a program about a layer; for the pixels themselves there is no network in them."""
    blocks = {"pixels": [f"x = {inputs(network)}"]}
    if layer == PIXELS:
        return blocks | {"network": [f'file = dict(np.load("{file_name}"))'], "layers": ["points = x"]}
    layers = [*forward(network, layer), f"points = {layer}"]
    return blocks | {"network": beginning(network, file_name, layer), "layers": layers}

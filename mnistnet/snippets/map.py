"""Programs for the Map page: whether neighbours in a layer are of one kind, and what a flat picture shows of it."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.projection import nearest_agree, principal_components
from mnistnet.snippets.layers import forward
from mnistnet.snippets.many import arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, program

__all__ = ["PIXELS", "neighbours", "principal"]

Array = NDArray[Any]
PIXELS = "pixels"
_NEAREST = [
    'squares = np.einsum("ij,ij->i", points, points)',
    "distances = squares[:, None] + squares - 2 * points @ points.T",
    "np.fill_diagonal(distances, np.inf)  # nobody is a neighbour of itself",
    "same = labels[distances.argmin(axis=1)] == labels",
]


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
    lines = [*_NEAREST, 'print(f"{100 * same.mean():.1f} % have a nearest neighbour of their own kind")']
    return Snippet(
        f"Neighbours of one kind in {layer}",
        _program(network, "neighbours.npz", layer, lines),
        "neighbours.npz",
        _arrays(network, digits, layer),
        f"{100 * share:.1f} % have a nearest neighbour of their own kind",
        f"over the bar {layer} of “Does each layer part them better?”",
    )


def principal(network: Network, digits: Digits, layer: str) -> Snippet:
    """Return the program for what the flat picture (PCA) shows of a layer; parameters and errors as `neighbours`."""
    flat = principal_components(_points(network, digits, layer))
    lines = [
        "cloud = points - points.mean(axis=0)",
        "spreads, axes = np.linalg.svd(cloud, full_matrices=False)[1:]",
        "shown = (spreads[:2] ** 2).sum() / (spreads**2).sum()",
        "points = cloud @ axes[:2].T  # where each digit lies on the map",
        *_NEAREST,
        'print(f"{100 * shown:.1f} % of the spread, {100 * same.mean():.1f} % beside their own kind")',
    ]
    share = nearest_agree(flat.points, digits.labels)
    return Snippet(
        f"Two principal components of {layer}",
        _program(network, "principal.npz", layer, lines),
        "principal.npz",
        _arrays(network, digits, layer),
        f"{100 * flat.explained.sum():.1f} % of the spread, {100 * share:.1f} % beside their own kind",
        "under the map: the share of the spread that it shows, and the digits with a neighbour of their own kind in it",
    )


def _points(network: Network, digits: Digits, layer: str) -> Array:
    """Return one row of numbers for each digit, or raise ValueError."""
    if layer != PIXELS and layer not in network.views:
        raise ValueError(f"This network has no layer {layer!r}; it has {', '.join((PIXELS, *network.views))}.")
    values = network.encode(digits.images) if layer == PIXELS else network.trace(digits.images)[layer]
    return values.reshape(len(digits), -1)


def _arrays(network: Network, digits: Digits, layer: str) -> dict[str, Array]:
    """Return what the program needs: for the pixels themselves no weights, for a layer those before it."""
    deep = 0 if layer == PIXELS else int(layer[1:])
    arrays = arrays_with(network, digits)
    return {name: array for name, array in arrays.items() if not name[1:].isdigit() or int(name[1:]) <= deep}


def _program(network: Network, file_name: str, layer: str, lines: list[str]) -> str:
    if layer == PIXELS:
        start, steps, values = ["import numpy as np", "", f'file = np.load("{file_name}")'], [], "x"
    else:
        start, steps = beginning(network, file_name, layer), forward(network, layer)
        values = layer
    points = f"points = {values}.reshape(len({values}), -1).astype(float)  # a row for each digit"
    return program(start, [f"x = {inputs(network)}", *steps, points, 'labels = file["labels"]'], lines)

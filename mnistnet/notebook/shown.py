"""What a notebook shows of digits, of a network and of influence maps: a few of each, and in words which ones."""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.notebook.card import Picture, card, lines
from mnistnet.notebook.colours import ink_colours, signed_colours
from mnistnet.notebook.sheet import sheet

__all__ = ["digits_card", "maps_card", "network_card"]

Array = NDArray[Any]
MOST_DIGITS, MOST_NODES = 20, 10


def digits_card(title: str, images: Array, labels: Array) -> str:
    """Return the HTML of the first digits with their labels; images of shape (n, rows, columns), 0 to 255."""
    first = images[:MOST_DIGITS]
    if not first.size:
        return card(title, ())
    said = " ".join(str(label) for label in labels[:MOST_DIGITS])
    words = f"The labels of the first {len(first)} of {len(images):,}, row by row: {said}."
    return card(title, [(words, sheet(ink_colours(first)))])


def network_card(title: str, layers: Iterable[str], weights: Array, image_shape: tuple[int, int]) -> str:
    """Return the HTML of a network: its layers in words, and what the first nodes of its first layer listen to.

    Parameters
    ----------
    title : str
    layers : iterable of str
        A line for each.
    weights : ndarray of shape (fan_in, fan_out)
        Of the first layer. Its nodes are shown as pictures where each sees the whole picture, else all as one table.
    image_shape : (int, int)
        Rows and columns of the pictures that the network reads.
    """
    fan_in, fan_out = weights.shape
    if fan_in == prod(image_shape):
        count = min(fan_out, MOST_NODES)
        values = weights[:, :count].T.reshape(count, *image_shape)
        what = f"The weights with which {_nodes(count, fan_out)} of the first layer listen to each pixel"
    else:
        values = weights[None]
        what = (
            f"The weights of the first layer, a row for each of {fan_in} inputs, a column for each of {fan_out} nodes"
        )
    return card(title, _signed(what, values, ""), lines(layers))


def maps_card(title: str, maps: Mapping[str, Array]) -> str:
    """Return the HTML of the maps of the first nodes of every view, each view on a scale of its own."""
    pictures: list[Picture] = []
    for view, values in maps.items():
        what = f"{view}: what each pixel did to {_nodes(min(len(values), MOST_NODES), len(values))}"
        pictures += _signed(what, values[:MOST_NODES], f" in the unit of {view}")
    return card(title, pictures)


def _nodes(count: int, total: int) -> str:
    """Return which nodes the first `count` are."""
    return f"all {total} nodes" if count == total else f"nodes 0 to {count - 1} of {total:,}"


def _signed(what: str, values: Array, unit: str) -> list[Picture]:
    """Return signed pictures, shape (count, rows, columns), on one scale about zero, with their sentence."""
    if not values.size:
        return []
    limit = float(np.abs(values).max())
    if limit == 0:
        return [(f"{what}. All of them are 0.", sheet(signed_colours(values, 1.0)))]
    if not np.isfinite(limit):
        return [(f"{what}. No picture shows them, for some are not finite numbers.", None)]
    words = f"{what}. Blue is below 0, orange above; full colour stands for -{limit:.3g} and +{limit:.3g}{unit}."
    return [(words, sheet(signed_colours(values, limit)))]

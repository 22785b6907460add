"""All numbers of a network one after the other, as evolution and some optimisers keep them, cut into its layers.

One hidden layer is told by how many numbers there are: 784 n + n + 10 n + 10. Of more layers there are many that would
fit, so these are not guessed. How the list goes on is measured on digits: layer by layer or weights first, node by node
or input by input.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.words import mark, say

__all__ = ["layers_of_list"]

Array = NDArray[Any]
INPUTS, CLASSES = 784, 10
ORDERS = {
    ("W1", "b1", "W2", "b2"): mark("each layer's biases behind its weights"),
    ("W1", "W2", "b1", "b2"): mark("all biases behind all weights"),
}
WAYS = {True: mark("a row for every node"), False: mark("a row for every input")}


def layers_of_list(arrays: Mapping[str, Array]) -> tuple[tuple[dict[str, Array], str], ...]:
    """Return the layers in a list, in every way to cut it, with the way in words; nothing where it is no such list."""
    large = [name for name, array in arrays.items() if array.size > INPUTS * CLASSES]
    numbers = arrays[large[0]] if len(large) == 1 else np.empty(0)
    nodes, left = divmod(numbers.size - CLASSES, INPUTS + 1 + CLASSES)
    if nodes < 1 or left or max(numbers.shape) != numbers.size:
        return ()
    shapes = {"W1": (INPUTS, nodes), "b1": (nodes,), "W2": (nodes, CLASSES), "b2": (CLASSES,)}
    rest = {name: array for name, array in arrays.items() if name != large[0]}
    return tuple(
        (
            rest | dict(_cut(numbers.ravel(), order, shapes, by_node)),
            say(
                "one list of numbers cut into layers: {order}, {way}", order=say(ORDERS[order]), way=say(WAYS[by_node])
            ),
        )
        for order, by_node in product(ORDERS, WAYS)
    )


def _cut(
    numbers: Array, order: tuple[str, ...], shapes: Mapping[str, tuple[int, ...]], by_node: bool
) -> Iterator[tuple[str, Array]]:
    """Yield the arrays of a list with their names, weights as (inputs, nodes)."""
    at = 0
    for name in order:
        shape = shapes[name]
        part = numbers[at : at + int(np.prod(shape))]
        yield name, part.reshape(shape[::-1]).T if by_node else part.reshape(shape)
        at += part.size

"""All numbers of a network one after the other, as C's programs and some optimisers keep them, cut into its layers.

One hidden layer, or two as large as each other, are told by how many numbers there are; others by their sizes, if these
stand in front. Of more layers there are many that would fit, so these are not guessed. How the list goes on a few
digits tell: layer by layer or weights first, node by node or input by input, biases before or behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.digits.sources import load_digits
from mnistnet.words import mark, say

__all__ = ["layers_of_list", "one_list_of"]

Array = NDArray[Any]
INPUTS, CLASSES, WIDEST = 784, 10, 4096
ASKED, ENOUGH, BEST = 100, 0.25, 2  # digits, of which so many must be right that a way is kept for, and how many ways
MOST_SIZES = 8
ORDERS = {
    "behind": mark("each layer's biases behind its weights"),
    "last": mark("all biases behind all weights"),
    "before": mark("each layer's biases before its weights"),
    "first": mark("all biases before all weights"),
}
NO_BIASES = mark("weights without biases")
ROWS = {"first": mark("each node's bias before its weights"), "last": mark("each node's bias behind its weights")}
WAYS = {True: mark("a row for every node"), False: mark("a row for every input")}

Sizes = tuple[int, ...]
Cut = tuple[dict[str, Array], str]


def layers_of_list(arrays: Mapping[str, Array]) -> tuple[Cut, ...]:
    """Return the layers in a list, in every way to cut it that may be meant, with the way in words; or nothing."""
    large = [name for name, array in arrays.items() if array.size >= INPUTS * CLASSES]
    whole = arrays[large[0]] if len(large) == 1 else np.empty(0)
    if not whole.size or max(whole.shape) != whole.size:
        return ()
    sizes, numbers = _sizes_of(whole.ravel())
    rest = {name: array for name, array in arrays.items() if name != large[0]}
    cuts = [(rest | layers, words) for layers, words in _cuts(numbers, sizes)] if sizes else []
    is_sure = numbers.size < whole.size or (bool(sizes) and numbers.size == _count(sizes))
    return _kept(cuts, is_sure=is_sure)


def one_list_of(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays that have no names, but stood in one text one below the other, as one list; nothing of others."""
    if len(arrays) < 2 or any(not name.removeprefix("arr_").isdecimal() for name in arrays):
        return {}
    return {"numbers": np.concatenate([array.ravel() for array in arrays.values()])}


def _sizes_of(numbers: Array) -> tuple[Sizes, Array]:
    """Return how many nodes there are from the pixels to the digits, () if that is not clear, and the numbers."""
    for start in (0, 1):  # there may be a count of the layers before them
        said = tuple(int(one) for one in numbers[start : start + MOST_SIZES] if 0 < one <= WIDEST and one == int(one))
        if said[:1] == (INPUTS,) and CLASSES in said:
            sizes, left = said[: said.index(CLASSES) + 1], numbers[start:]
            bare = _count(sizes, biases=False)
            if left.size - len(sizes) in (_count(sizes), bare, bare + 2 * (len(sizes) == 3)):
                return sizes, left[len(sizes) :]
    genann = _of_genann(numbers)
    if genann is not None:
        return genann
    nodes, over = divmod(numbers.size - CLASSES, INPUTS + 1 + CLASSES)
    half = (INPUTS + 2 + CLASSES) // 2  # n² + 796 n + 10 numbers with n nodes in each of two hidden layers
    equal = isqrt(max(numbers.size - CLASSES + half**2, 0)) - half
    for sizes in ((INPUTS, CLASSES), (INPUTS, nodes, CLASSES), (INPUTS, equal, equal, CLASSES)):
        if min(sizes) > 0 and _count(sizes) == numbers.size and not (len(sizes) == 3 and over):
            return sizes, numbers
    nodes, over = divmod(numbers.size, INPUTS + CLASSES)
    if numbers.size == INPUTS * CLASSES:
        return (INPUTS, CLASSES), numbers
    return ((INPUTS, nodes, CLASSES), numbers) if nodes and not over else ((), numbers)


def _of_genann(numbers: Array) -> tuple[Sizes, Array] | None:
    """Return sizes and numbers as genann writes them: pixels, hidden layers, their nodes, digits; biases taken away."""
    pixels, layers, nodes, digits = (int(one) if 0 < one <= WIDEST and one == int(one) else 0 for one in numbers[:4])
    sizes = (INPUTS, *[nodes] * min(layers, MOST_SIZES), CLASSES)
    if (pixels, digits) != (INPUTS, CLASSES) or _count(sizes) != numbers.size - 4:
        return None
    found, at = numbers[4:].copy(), 0
    for n, m in pairwise(sizes):
        found[at : at + (n + 1) * m : n + 1] *= -1  # before the weights of each node
        at += (n + 1) * m
    return sizes, found


def _count(sizes: Sizes, *, biases: bool = True) -> int:
    return sum((n + biases) * m for n, m in pairwise(sizes))


def _cuts(numbers: Array, sizes: Sizes) -> Iterator[Cut]:
    """Yield the layers in every way that people write them in a row."""
    if numbers.size == _count(sizes, biases=False):
        for by_node, way in WAYS.items():
            told = say("one list of numbers cut into layers: {order}, {way}", order=say(NO_BIASES), way=say(way))
            yield dict(_cut(numbers, [f"W{k}" for k in range(1, len(sizes))], sizes, by_node)), told
        return
    of_c = _of_c(numbers, sizes)
    if of_c:
        yield of_c
        return
    for order, words in ORDERS.items():
        for by_node, way in WAYS.items():
            names = _names(len(sizes) - 1, order)
            told = say("one list of numbers cut into layers: {order}, {way}", order=say(words), way=say(way))
            yield dict(_cut(numbers, names, sizes, by_node)), told
    for place, words in ROWS.items():
        told = say("one list of numbers cut into layers: {order}", order=say(words))
        yield dict(_in_rows(numbers, sizes, place)), told


def _of_c(numbers: Array, sizes: Sizes) -> Cut | None:
    """Return the layers of one of two libraries in C, whose numbers are told by how many there are; None of others."""
    bare = _count(sizes, biases=False)
    if len(sizes) == 3 and numbers.size == bare + 2:  # Tinn: one bias for all nodes of a layer, these first
        weights = dict(_cut(numbers[2:], ["W1", "W2"], sizes, by_node=True))
        biases = {f"b{k}": np.full(sizes[k], numbers[k - 1]) for k in (1, 2)}
        return weights | biases, say("one list of numbers cut into layers as Tinn writes them, one bias a layer")
    return None


def _names(layers: int, order: str) -> list[str]:
    pairs = [(f"W{k}", f"b{k}") for k in range(1, layers + 1)]
    weights, biases = map(list, zip(*pairs, strict=True))
    if order in ("last", "first"):
        return weights + biases if order == "last" else biases + weights
    return [name for pair in pairs for name in (pair if order == "behind" else pair[::-1])]


def _cut(numbers: Array, names: Sequence[str], sizes: Sizes, by_node: bool) -> Iterator[tuple[str, Array]]:
    """Yield the arrays of a list with their names, weights as (inputs, nodes)."""
    at = 0
    for name in names:
        n, m = sizes[int(name[1:]) - 1 : int(name[1:]) + 1]
        count = n * m if name[0] == "W" else m
        part = numbers[at : at + count]
        yield name, part if name[0] == "b" else part.reshape(m, n).T if by_node else part.reshape(n, m)
        at += count


def _in_rows(numbers: Array, sizes: Sizes, place: str) -> Iterator[tuple[str, Array]]:
    """Yield the arrays of a list in which every node has one number more than inputs, its bias."""
    at = 0
    for k, (n, m) in enumerate(pairwise(sizes), 1):
        rows = numbers[at : at + (n + 1) * m].reshape(m, n + 1)
        yield f"W{k}", (rows[:, 1:] if place == "first" else rows[:, :-1]).T
        yield f"b{k}", rows[:, 0 if place == "first" else -1]
        at += (n + 1) * m


def _kept(cuts: Sequence[Cut], *, is_sure: bool) -> tuple[Cut, ...]:
    """Return the ways in which a few digits are read; where there is none the first ones, if it is surely a list."""
    digits = load_digits().split("test")
    pixels, labels = digits.images[:ASKED].reshape(ASKED, -1) / np.float32(255), digits.labels[:ASKED]
    rated = sorted(((_right(layers, pixels, labels), -i) for i, (layers, _) in enumerate(cuts)), reverse=True)
    kept = [cuts[-i] for right, i in rated[:BEST] if right > ENOUGH]
    return tuple(kept or (cuts[: 2 * BEST] if is_sure else ()))


def _right(layers: Mapping[str, Array], pixels: Array, labels: Array) -> float:
    """Return the share of digits that layers read under the best of some activations, 0 to 1."""
    count, best = sum(name[0] == "W" for name in layers if name[1:].isdecimal()), 0.0
    with np.errstate(all="ignore"):
        for rule in ("relu", "sigmoid", "tanh"):
            outputs = pixels
            for k in range(1, count + 1):
                outputs = outputs @ layers[f"W{k}"] + layers.get(f"b{k}", np.float32(0))
                if k < count:
                    ACTIVATIONS[rule].write_over(outputs)
            best = max(best, float((outputs.argmax(axis=1) == labels).mean()))
    return best

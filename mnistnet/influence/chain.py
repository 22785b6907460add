"""A chain is a network that starts at its first weighted sums, a1, because the pixels matter only through them.

A digit has 784 pixels but a1 may have 50 numbers, and every later node is a function of those 50. So
the influence methods never push 784 pictures of 784 pixels through the network: they move a1 about.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mnistnet.network import Dense, Flatten, Layer, Network
from mnistnet.words import say

__all__ = ["Chain", "chain_of", "laid"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Chain:
    """A network in double precision, cut open between its first sums and everything behind them.

    Attributes
    ----------
    first : Dense
        The layer that makes a1 out of pixels.
    blocks : int
        How many parts of the picture the first layer reads one by one: 1 where it reads all pixels
        at once, the number of rows where it works along each row.
    rest : tuple of layers
        What follows the first dense layer.
    view_shapes : mapping of str to tuple of int
        The network's own.
    image_shape : (int, int)
        The network's own.
    blank : ndarray of shape (1, rows * columns)
        Blank paper as the first layer receives it.
    """

    first: Dense
    blocks: int
    rest: tuple[Layer, ...]
    view_shapes: Mapping[str, tuple[int, ...]]
    image_shape: tuple[int, int]
    blank: Array

    @cached_property
    def blank_sums(self) -> Array:
        """a1 of blank paper, shape (1, blocks, width)."""
        return self.sums(self.blank)

    def astype(self, dtype: DTypeLike) -> "Chain":
        """Return the same chain with its numbers in another floating-point format; made once for each."""
        wanted = np.dtype(dtype)
        if wanted == self.blank.dtype:
            return self
        if wanted not in self._others:
            self._others[wanted] = self._converted(wanted)
        return self._others[wanted]

    @cached_property
    def _others(self) -> "dict[np.dtype[Any], Chain]":
        return {}

    def _converted(self, dtype: np.dtype[Any]) -> "Chain":
        rest = tuple(layer.astype(dtype) for layer in self.rest)
        return replace(self, first=self.first.astype(dtype), rest=rest, blank=self.blank.astype(dtype))

    def hang_together(self, view: str) -> bool:
        """Say whether no node of a view can be looked at alone: those of a softmax, and those along the rows."""
        return self.is_shared(view) or len(self.view_shapes[view]) > 1

    def ending_at(self, view: str, node: int) -> "Chain":
        """Return the chain up to one node of a view whose nodes do not hang together; its number there is 0."""
        layer = self.dense_layers[int(view[1:]) - 1]
        shapes = {v: shape for v, shape in self.view_shapes.items() if int(v[1:]) < int(view[1:])}
        shapes |= {letter + view[1:]: (1,) for letter in "az"}
        column = slice(node, node + 1)
        biases = None if layer.biases is None else layer.biases[column]
        own = Dense(layer.weights[:, column], biases, layer.activation if view[0] == "z" else "identity")
        before = (self.first, *self.rest)[: (self.first, *self.rest).index(layer)]
        first, *rest = *before, own
        assert isinstance(first, Dense)  # what a chain begins with
        ended = replace(self, first=first, rest=tuple(rest), view_shapes=shapes)
        ended._others.update({dtype: other.ending_at(view, node) for dtype, other in self._others.items()})
        return ended

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views in order."""
        return tuple(self.view_shapes)

    @property
    def width(self) -> int:
        """How many numbers of a1 belong to one block."""
        return self.first.fan_out

    @cached_property
    def dense_layers(self) -> tuple[Dense, ...]:
        """The layers that have weights, the first one included."""
        return (self.first, *(layer for layer in self.rest if isinstance(layer, Dense)))

    def is_shared(self, view: str) -> bool:
        """Say whether a view is a softmax: its nodes share 1 among them."""
        return view[0] == "z" and self.dense_layers[int(view[1:]) - 1].rule.slope is None

    def nodes(self, view: str) -> int:
        """Return how many nodes a view has."""
        return int(np.prod(self.view_shapes[view]))

    def sums(self, inputs: Array) -> Array:
        """Return a1, shape (n, blocks, width), of encoded pictures of any shape (n, ...)."""
        return self.first.pre_activations(inputs.reshape(len(inputs), self.blocks, -1))

    def trace(self, sums: Array, until: str) -> dict[str, Array]:
        """Return every view up to `until` in its own shape, (n, *view shape), for a1 of shape (n, blocks, width)."""
        signal = sums.reshape(len(sums), *self.view_shapes["a1"])
        views: dict[str, Array] = {}
        for layer in (self.first, *self.rest):
            if isinstance(layer, Flatten):
                signal = signal.reshape(len(signal), -1)
                continue
            if views:
                flat = layer.pre_activations(signal.reshape(-1, layer.fan_in))
                signal = flat.reshape(*signal.shape[:-1], layer.fan_out)
            k = 1 + len(views) // 2
            views[f"a{k}"] = signal
            if until == f"a{k}":
                break
            views[f"z{k}"] = signal = layer.rule(signal)
            if until == f"z{k}":
                break
        return views

    def values(self, sums: Array, views: Collection[str] | None = None) -> dict[str, Array]:
        """Return each wanted view, shape (n, nodes), for a1 of shape (n, blocks, width)."""
        wanted = self.views if views is None else self.wanted(views)
        traced = self.trace(sums, wanted[-1])
        return {view: traced[view].reshape(len(sums), -1) for view in wanted}

    def pictures(self, own: Array, view: str) -> Array:
        """Return one picture for each node of a view, shape (nodes, rows, columns).

        Parameters
        ----------
        own : ndarray of shape (rows * columns, m)
            What each pixel does to the m nodes of its own row in a layer that works along the rows, else to all.
        view : str
        """
        if len(self.view_shapes[view]) == 1:
            return own.T.reshape(-1, *self.image_shape)
        pictures = np.zeros((self.blocks, own.shape[1], *self.image_shape))
        for block, row in enumerate(own.reshape(self.blocks, -1, own.shape[1])):
            pictures[block, :, block] = row.T
        return pictures.reshape(-1, *self.image_shape)

    def block_weights(self, k: int) -> Array:
        """Return the weights of dense layer k as a Jacobian by blocks meets them.

        Shape (fan_in, fan_out); or (blocks, fan_in per block, fan_out) where the layer is the first to
        see all rows of the picture together.
        """
        layer = self.dense_layers[k - 1]
        if len(self.view_shapes[f"z{k - 1}"]) == len(self.view_shapes[f"a{k}"]):
            return layer.weights
        return layer.weights.reshape(self.blocks, -1, layer.fan_out)

    def wanted(self, views: Collection[str] | None) -> tuple[str, ...]:
        """Return `views` in the network's order, all of them for None.

        Raises
        ------
        ValueError
            If one of them is not a view of the network, or there is none.
        """
        if views is None:
            return self.views
        unknown = set(views) - set(self.views)
        if unknown or not views:
            raise ValueError(
                say(
                    "This network has the views {views}, not {unknown}.",
                    views=", ".join(self.views),
                    unknown=sorted(unknown) or "none",
                )
            )
        return tuple(view for view in self.views if view in views)


_CHAINS: WeakKeyDictionary[Network, Chain] = WeakKeyDictionary()


def chain_of(network: Network) -> Chain:
    """Return the chain of a network; made once, and forgotten together with the network."""
    if network not in _CHAINS:
        _CHAINS[network] = _cut_open(network)
    return _CHAINS[network]


@dataclass(frozen=True, eq=False)
class Laid:
    """A layer's weights as toggles read them; laid out once, since of a wide layer it takes as long as 100 pictures.

    Attributes
    ----------
    by_node : ndarray of shape (fan_out, fan_in)
        With a row for each node.
    pull : ndarray of shape (fan_out,)
        By how much a node's sum scatters for inputs that scatter by 1 in all.
    """

    by_node: Array
    pull: Array


_LAID: WeakKeyDictionary[Dense, Laid] = WeakKeyDictionary()


def laid(layer: Dense) -> Laid:
    """Return how a layer is laid out; made once, and forgotten together with the layer."""
    if layer not in _LAID:
        _LAID[layer] = Laid(np.ascontiguousarray(layer.weights.T), np.sqrt((layer.weights**2).mean(axis=0)))
    return _LAID[layer]


def _cut_open(network: Network) -> Chain:
    layers = [layer.astype(np.float64) for layer in network.layers]
    by_rows = isinstance(layers[0], Dense) and len(network.input_shape) == 2
    while isinstance(layers[0], Flatten):
        layers.pop(0)
    first, *rest = layers
    assert isinstance(first, Dense)  # a network has a dense layer, and what stood before it is popped
    blocks = network.image_shape[0] if by_rows else 1
    blank = network.encode(np.zeros(network.image_shape, np.uint8), np.float64).reshape(1, -1)
    return Chain(first, blocks, tuple(rest), network.view_shapes, network.image_shape, blank)

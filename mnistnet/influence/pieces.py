"""A network of ReLU nodes is straight in pieces: where they end follows from the weights, with no search.

On a straight path the sums of the first layer are straight lines: each crosses 0 at most once, and where
is a quotient. Between two such bends the sums of the second layer are straight, and so on. At a bend one
node goes on or off, and all that lies behind it moves faster or slower by one column times one row.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import Activation
from mnistnet.influence.chain import Chain

__all__ = ["Bends", "Pieces", "add_rows"]

Array = NDArray[Any]
Indices = NDArray[np.intp]
Switches = NDArray[np.bool_]


@dataclass(frozen=True)
class Bends:
    """All bends of one layer on the path, E of them.

    Attributes
    ----------
    piece, node : ndarray of shape (E,), int
        At the beginning of which piece which node bends.
    jump : ndarray of shape (E,)
        By how much its slope changes.
    rate : ndarray of shape (E,)
        How fast its sum moves on the path.
    back : ndarray of shape (E, width), or None in the first layer
        How its sum moves with a1. In the first layer it is a number of a1 itself.
    ahead : ndarray of shape (E, m), or None for the nodes of the layer itself
        How the m nodes of a view move with it.
    """

    piece: Indices
    node: Indices
    jump: Array
    rate: Array
    back: Array | None = None
    ahead: Array | None = None


class Pieces:
    """A straight path of one block of a1, cut wherever a node of the layers passed so far bends.

    Attributes
    ----------
    k : int
        The layer whose activation is passed.
    edges : ndarray of shape (n + 1,)
        Where the n pieces begin and end, from 0 to 1.
    base : ndarray of shape (width, m), or None behind the first activation
        d view / d a1 on the first piece.
    bends : list of Bends
        One for every layer that can bend.
    on : list of ndarray of shape (n, nodes), bool
        Per layer, which sums are above 0 on each piece.
    """

    def __init__(self, chain: Chain, block: int, start: Array, direction: Array) -> None:
        self.chain, self.block, self.direction = chain, block, direction
        self.base: Array | None = None
        self.k, bends = 1, chain.first.rule.kink & (start * (start + direction) < 0)
        node = np.flatnonzero(bends)
        node = node[np.argsort(-start[node] / direction[node])]
        self.edges = np.concatenate([[0.0], -start[node] / direction[node], [1.0]])
        first = np.full(len(start), len(self.edges))
        first[node] = np.arange(1, len(node) + 1)
        before = np.where(bends, start > 0, 2 * start + direction > 0)
        self.on: list[Switches] = [before ^ (np.arange(len(node) + 1)[:, None] >= first)]
        jump = _jumps(chain.first.rule, ~before[node])
        self.bends = [Bends(np.arange(1, len(node) + 1), node, jump, direction[node])]

    def pass_weights(self) -> None:
        """Go on from z_k to the sums behind it."""
        self.k += 1
        weights = self.chain.block_weights(self.k)
        weights = weights[self.block] if weights.ndim == 3 else weights
        first = _slopes(self.chain.first.rule, self.on[0][0])
        self.base = first[:, None] * weights if self.base is None else self.base @ weights
        self.bends = [
            replace(bends, ahead=weights[bends.node] if bends.ahead is None else bends.ahead @ weights)
            for bends in self.bends
        ]

    def changes(self) -> Array:
        """Return by how much the speed of the sums changes at the beginning of each piece, shape (n, m)."""
        assert self.base is not None
        changes = np.zeros((len(self.edges) - 1, self.base.shape[1]))
        changes[0] = self.direction @ self.base
        for bends in self.bends:
            assert bends.ahead is not None
            add_rows(changes, bends.piece, (bends.jump * bends.rate)[:, None] * bends.ahead)
        return changes

    def pass_activation(self, sums: Array) -> None:
        """Go on from sums to z_k, whose activation is made of straight lines; `sums` are those at the edges."""
        rule = self.chain.dense_layers[self.k - 1].rule
        if rule.kink:
            sums = self._cut(sums)
        on = sums[:-1] + sums[1:] > 0
        self.base = self.base * _slopes(rule, on[0])
        self.bends = [replace(bends, ahead=bends.ahead * _slopes(rule, on[bends.piece])) for bends in self.bends]
        if rule.kink:
            self.bends.append(self._new_bends(rule, on))
        self.on.append(on)

    def _cut(self, sums: Array) -> Array:
        """Cut the pieces wherever a sum changes its sign, and return the sums at the new edges."""
        before, after, steps = sums[:-1], sums[1:], np.diff(self.edges)
        piece, node = np.nonzero(before * after < 0)
        low, high = before[piece, node], after[piece, node]
        parent = np.concatenate([np.arange(len(before)), piece])
        share = np.concatenate([np.zeros(len(before)), low / (low - high)])
        order = np.lexsort((share, parent))
        parent, share = parent[order], share[order]
        first = np.searchsorted(parent, np.arange(len(before)))
        self.edges = np.append(self.edges[parent] + share * steps[parent], 1.0)
        self.on = [on[parent] for on in self.on]
        self.bends = [replace(bends, piece=first[bends.piece]) for bends in self.bends]
        rise = (after - before)[parent]
        rise *= share[:, None]
        rise += before[parent]
        return np.concatenate([rise, sums[-1:]])

    def _new_bends(self, rule: Activation, on: Switches) -> Bends:
        """Return where nodes of layer k go on or off, and how their sums move just before, by the chain rule."""
        piece, node = np.nonzero(on[1:] != on[:-1])
        layers = self.chain.dense_layers
        back = layers[self.k - 1].weights.T[node]
        for k in range(self.k - 1, 0, -1):
            back = back * _slopes(layers[k - 1].rule, self.on[k - 1][piece])
            back = back @ layers[k - 1].weights.T if k > 1 else back
        return Bends(piece + 1, node, _jumps(rule, on[piece + 1, node]), back @ self.direction, back)


def _two_slopes(rule: Activation) -> Array:
    """Return the slopes of an activation made of straight lines: below 0 and above."""
    assert rule.slope is not None
    ends = np.array([-1.0, 1.0])
    return np.asarray(rule.slope(ends, rule(ends)))


def _slopes(rule: Activation, on: Switches) -> Array:
    """Return its slopes for sums that are above 0 or are not."""
    below, above = _two_slopes(rule)
    return np.asarray(np.where(on, above, below))


def _jumps(rule: Activation, up: Switches) -> Array:
    """Return by how much its slope changes where a sum crosses 0 upwards or downwards."""
    below, above = _two_slopes(rule)
    return np.asarray(np.where(up, above - below, below - above))


def add_rows(target: Array, places: Indices, rows: Array) -> None:
    """Add rows to those of `target` at some places, which may occur more than once: each round adds one of each."""
    while True:
        _, firsts = np.unique(places, return_index=True)
        if len(firsts) == len(places):
            target[places] += rows
            return
        target[places[firsts]] += rows[firsts]
        left = np.ones(len(places), bool)
        left[firsts] = False
        places, rows = places[left], rows[left]

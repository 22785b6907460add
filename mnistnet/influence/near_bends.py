"""Near toggles where layers bend at once, as ReLUs do: there a slope at a team foretells little.

A pixel moves the first layer, which is taken as it is. Of the second layer those nodes are taken as they are that
lie near their bend; the others move straight on. So next to nothing is missed, at a part of the cost.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import sum_gradients
from mnistnet.influence.chain import Chain, laid
from mnistnet.influence.game import Game

__all__ = ["Speaking", "bends_at_once", "bent_moves"]

Array = NDArray[Any]
NEAR = 2.0  # of the scatter of pixels that pull at random: nodes that could come to their bend by as much are near it


class Speaking:
    """The first layer of a game, a ReLU: most of its nodes are silent at a team and stay so whoever joins or leaves."""

    def __init__(self, game: Game) -> None:
        self._steps = np.ascontiguousarray(game.moves.T)
        self._farthest = np.abs(self._steps).max(axis=1, initial=0)

    def moved(self, sums: Array, way: Array) -> tuple[Array, NDArray[np.intp]]:
        """Return what each player moves in the outputs, shape (nodes, k), of the nodes that are returned with it.

        Of one team, with first sums of shape (width,), where each player's way is 1 if it joins and -1 if it leaves.
        """
        speaking = np.flatnonzero(sums > -self._farthest)
        own, moved = sums[speaking, None], self._steps[speaking]
        moved *= way
        moved += own
        np.maximum(moved, 0, out=moved)
        moved -= np.maximum(own, 0)
        return moved, speaking


def bends_at_once(chain: Chain) -> bool:
    """Say whether the first two layers are ReLUs that see the whole picture, or the only hidden one is."""
    rules = [layer.rule for layer in chain.dense_layers[:-1]][:2]
    return (
        chain.blocks == 1 and bool(rules) and all(rule.straight and rule.kink and rule.reach[0] == 0 for rule in rules)
    )


def bent_moves(game: Game, trace: dict[str, Array], way: Array, k: int) -> Array:
    """Return nearly what a_k moves by when each player joins or leaves, shape (nodes, k, n).

    Parameters
    ----------
    game : Game
        Of a network for which `bends_at_once` is true.
    trace : dict of str to ndarray
        The values of all views at n teams, as `Chain.trace` gives them.
    way : ndarray of shape (k, n)
        1 for who joins a team, -1 for who leaves it.
    k : int
        Which sums, from 2 on: a_2 is exact.
    """
    moves = np.empty((trace[f"a{k}"].shape[1], *way.shape), game.moves.dtype)
    first, weights = Speaking(game), laid(game.chain.dense_layers[1]).by_node
    behind = _Behind.of(game, trace, k) if k > 2 else None
    for i in range(way.shape[1]):
        moved, speaking = first.moved(trace["a1"][i], way[:, i])
        moves[:, :, i] = behind.moves(i, moved, speaking) if behind else weights[:, speaking] @ moved
    return moves


@dataclass(frozen=True, eq=False)
class _Behind:
    """What lies behind the second layer: how sums a_k move with the outputs of the first, at n teams.

    Attributes
    ----------
    weights : ndarray of shape (nodes of the second layer, width)
    spread : ndarray of shape (nodes of the second layer,)
        How far pixels scatter each of its sums that pull at random on the first layer's outputs, for a pull of 1.
    sums : ndarray of shape (n, nodes of the second layer)
    ahead : ndarray of shape (n, nodes, nodes of the second layer)
        The slopes by the outputs of the second layer.
    slopes : ndarray of shape (n, nodes, width)
        Those by the outputs of the first, if no node of the second goes on or off.
    """

    weights: Array
    spread: Array
    sums: Array
    ahead: Array
    slopes: Array

    @classmethod
    def of(cls, game: Game, trace: dict[str, Array], k: int) -> "_Behind":
        second, third = game.chain.dense_layers[1:3]
        weights, sums = laid(second).by_node, trace["a2"]
        ahead = sum_gradients(game.chain, trace, k, by=3) @ third.weights.T
        on = ahead * (sums > 0)[:, None]
        slopes = (on.reshape(-1, len(weights)) @ weights).reshape(*ahead.shape[:2], -1)
        return cls(weights, laid(second).pull, sums, ahead, slopes)

    def moves(self, i: int, moved: Array, speaking: NDArray[np.intp]) -> Array:
        """Return what a_k moves by at team i, shape (nodes, k), for what nodes of the first layer move by."""
        most = np.sqrt(np.einsum("wk,wk->k", moved, moved).max(initial=0))
        near = np.flatnonzero(np.abs(self.sums[i]) < NEAR * most * self.spread)
        sums, straight = self.sums[i, near, None], self.weights[near].take(speaking, axis=1) @ moved
        bent = np.maximum(sums + straight, 0)
        bent -= np.maximum(sums, 0)
        bent -= straight * (sums > 0)
        return np.asarray(self.slopes[i][:, speaking] @ moved + self.ahead[i][:, near] @ bent)

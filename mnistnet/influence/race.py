"""The nodes of a softmax run a race: they share 1 among them, and what one of them gains the others lose.

A node of sigmoid outputs runs alone, against its own "no": where the two are close it moves most.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.near_bends import bends_at_once
from mnistnet.influence.sampling import random_teams

__all__ = ["Race"]

Array = NDArray[Any]
PILOTS = 64
MOST_NODES = 16  # of more nodes not every two are looked at


@dataclass(frozen=True, eq=False)
class Race:
    """How close the race is between each two nodes of a softmax, or how steep each other output is, at teams of pixels.

    Attributes
    ----------
    game : Game
    view : str
        The view of the outputs.
    favours : ndarray of shape (k, nodes)
        By how much each player raises each node's sum on average; for a softmax, over or under the mean of all nodes.
    """

    game: Game
    view: str
    favours: Array

    @classmethod
    def of(cls, game: Game, rng: Generator, view: str) -> "Race":
        """Return the race of a game, with the favours at a few random teams."""
        sums = f"a{view[1:]}"
        pilots = game.teams(random_teams(game.size, PILOTS, rng).astype(game.moves.dtype))
        favours = along(game, mean_jacobians(game.chain, pilots, views=[sums]))[sums]
        if game.chain.is_shared(view):
            favours = favours - favours.mean(axis=1, keepdims=True)
        return cls(game, view, favours.astype(game.moves.dtype))

    @property
    def views(self) -> tuple[str, ...]:
        """The view of the outputs; where layers bend at once, before it that of their sums, which come by the way."""
        return ("a" + self.view[1:], self.view) if bends_at_once(self.game.chain) else (self.view,)

    @cached_property
    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Each two nodes of a softmax, else each node and itself; none where there are too many."""
        nodes = self.favours.shape[1]
        if self.game.chain.is_shared(self.view):
            return np.triu_indices(nodes if nodes <= MOST_NODES else 0, 1)
        own = np.arange(nodes if nodes <= MOST_NODES else 0)
        return own, own

    @cached_property
    def telling(self) -> NDArray[np.intp]:
        """Which of the pairs tell of each node's luck, shape (nodes, how many): its own, or all that run alone."""
        nodes = np.arange(self.favours.shape[1])[:, None]
        first, second = self.pairs
        if not self.game.chain.is_shared(self.view):
            return np.repeat(first[None], len(nodes), axis=0)
        return np.nonzero((nodes == first) | (nodes == second))[1].reshape(len(nodes), -1)

    def trace(self, members: Array) -> dict[str, Array]:
        """Return all views at n teams, and behind them at their complements, for members of shape (n, k)."""
        return self.game.chain.trace(self.game.teams(np.concatenate([members, 1 - members])), self.view)

    def close(self, trace: dict[str, Array]) -> Array:
        """Return the product of two shares, or a node's slope: mean of team and complement, shape (pairs, n)."""
        first, second = self.pairs
        shares = np.ascontiguousarray(trace[self.view].T)
        if self.game.chain.is_shared(self.view):
            products = shares[first] * shares[second]
        else:
            slope = self.game.chain.dense_layers[int(self.view[1:]) - 1].rule.slope
            assert slope
            products = slope(trace["a" + self.view[1:]].T, shares)[first]
        half = products.shape[1] // 2
        return np.asarray((products[:, :half] + products[:, half:]) / 2)

    def foretold(self, members: Array) -> Array:
        """Return the product of two favours, counted from the middle, shape (pairs, n); complements have the same."""
        first, second = self.pairs
        favoured = self.favours.T @ (members - members.dtype.type(0.5)).T
        return np.asarray(favoured[first] * favoured[second])

    def known(self) -> Array:
        """Return the mean of `foretold` over all teams, shape (pairs,).

        Counted from the middle, membership is 1/2 or -1/2. Two players are both in or both out with
        probability 2/3, so the mean of their product is 1/12; that of one player with itself is 1/4.
        """
        favours = self.favours.astype(np.float64)
        whole = favours.sum(axis=0)
        return np.asarray((favours.T @ favours / 6 + np.outer(whole, whole) / 12)[self.pairs])

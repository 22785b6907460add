"""A picture against a baseline is a game: the players are the pixels that differ, the prize is a node's change.

Player i moves a1 by ``u_i = (x_i - x'_i) W1[i, :]``, and a team S of players moves it by the sum of
its moves, so ``v(S) = F(a1(x') + sum over S of u_i)`` for every node F. A pixel that does not differ
is no player; it has no influence and costs nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.influence.chain import Chain, chain_of
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network
from mnistnet.words import say
from mnistnet.words.told import Told

__all__ = ["DoesNotApply", "Game"]

Array = NDArray[Any]


class DoesNotApply(Told, ValueError):
    """An influence method has no meaning for this network; the message says why and what to take instead."""

    is_a_limit = True


@dataclass(frozen=True, eq=False)
class Game:
    """One picture against one baseline, seen by one network, in double precision.

    Attributes
    ----------
    chain : Chain
    players : ndarray of shape (k,), int
        Which pixels differ from the baseline, counted row by row, in order.
    blocks : ndarray of shape (k,), int
        Which block of a1 each player moves (always 0 where the network reads the whole picture).
    differences : ndarray of shape (k,)
        ``d_i = x_i - x'_i`` of each player, in the network's encoding.
    moves : ndarray of shape (k, width)
        ``u_i``: what each player adds to its block of a1.
    start, end : ndarray of shape (1, blocks, width)
        a1 of the baseline and of the picture.
    """

    chain: Chain
    players: NDArray[np.intp]
    blocks: NDArray[np.intp]
    differences: Array
    moves: Array
    start: Array
    end: Array

    @classmethod
    def of(cls, network: Network, image: ArrayLike, baseline: ArrayLike | None = None) -> "Game":
        """Return the game of a picture against a baseline.

        Parameters
        ----------
        network : Network
        image : ndarray of shape (rows, columns)
            uint8, or floats from 0 to 1.
        baseline : ndarray of shape (rows, columns), optional
            Blank paper by default: every pixel at what the network sees for 0.
        """
        chain = chain_of(network)
        picture = _one(network, image)
        other = chain.blank if baseline is None else _one(network, baseline)
        start = chain.blank_sums if baseline is None else chain.sums(other)
        difference = (picture - other)[0]
        players = np.flatnonzero(difference)
        blocks, inputs = np.divmod(players, chain.first.fan_in)
        moves = difference[players, None] * chain.first.weights[inputs]
        return cls(chain, players, blocks, difference[players], moves, start, chain.sums(picture))

    def astype(self, dtype: DTypeLike) -> "Game":
        """Return the same game with its numbers in another floating-point format."""
        numbers = {name: getattr(self, name).astype(dtype) for name in ("differences", "moves", "start", "end")}
        return replace(self, chain=self.chain.astype(dtype), **numbers)

    def ending_at(self, view: str, node: int) -> "Game":
        """Return the game for one node of a view, see `Chain.ending_at`."""
        self.chain.astype(np.float32)  # for all nodes once, so that not each of them makes its own
        game = replace(self, chain=self.chain.ending_at(view, node))
        if view[1:] != "1":
            return game
        column = slice(node, node + 1)
        return replace(game, moves=self.moves[:, column], start=self.start[..., column], end=self.end[..., column])

    @property
    def size(self) -> int:
        """How many players there are."""
        return len(self.players)

    @cached_property
    def ends(self) -> dict[str, Array]:
        """Every view of the baseline and of the picture, view -> (2, *view shape)."""
        return self.chain.trace(np.concatenate([self.start, self.end]), self.chain.views[-1])

    def change(self, views: Collection[str] | None = None) -> dict[str, Array]:
        """Return each node's value for the picture minus its value for the baseline: view -> (nodes,)."""
        return {view: (self.ends[view][1] - self.ends[view][0]).ravel() for view in self.chain.wanted(views)}

    def moved(self, sums: Array, moves: Array) -> Array:
        """Return `sums`, shape (1, blocks, width), once for every player with its move added."""
        if self.chain.blocks == 1:
            return np.asarray(sums + moves[:, None])
        result = np.repeat(sums, self.size, axis=0)
        result[np.arange(self.size), self.blocks] += moves
        return result

    def spans(self) -> Iterator[tuple[int, slice]]:
        """Yield every block that has players, with the slice of players that move it."""
        edges = np.searchsorted(self.blocks, np.arange(self.chain.blocks + 1))
        for block in range(self.chain.blocks):
            if edges[block] < edges[block + 1]:
                yield block, slice(int(edges[block]), int(edges[block + 1]))

    def teams(self, masks: Array) -> Array:
        """Return a1 of every team, shape (n, blocks, width), for masks of shape (n, k) that are 1 for members."""
        sums = np.repeat(self.start, len(masks), axis=0)
        for block, span in self.spans():
            sums[:, block] += masks[:, span] @ self.moves[span]
        return sums

    def spread(self, own: Array, view: str) -> Array:
        """Return values for all nodes of a view, shape (k, nodes), from each player's values for its own block.

        A player moves only the nodes of its own row in a layer that works along the rows; `own` has
        shape (k, nodes of one row) then, and shape (k, nodes) already for any other view.
        """
        if len(self.chain.view_shapes[view]) == 1:
            return own
        values = np.zeros((self.size, self.chain.blocks, own.shape[1]))
        values[np.arange(self.size), self.blocks] = own
        return values.reshape(self.size, self.chain.blocks * own.shape[1])

    def through_weights(self, own: Array, k: int) -> Array:
        """Return each player's share in a_k from its share in z_{k-1}: weighted sums pass shares on."""
        weights = self.chain.block_weights(k)
        if weights.ndim == 2:
            return np.asarray(own @ weights)
        passed_on = np.empty((self.size, weights.shape[-1]))
        for block, span in self.spans():
            np.matmul(own[span], weights[block], out=passed_on[span])
        return passed_on

    def on_paper(self, own: Array) -> Array:
        """Return each player's values at its pixel, shape (rows * columns, m), and 0 where nobody plays."""
        paper = np.zeros((int(np.prod(self.chain.image_shape)), own.shape[1]))
        paper[self.players] = own
        return paper

    def picture(self, values: Array) -> Array:
        """Return one value per player and node, shape (k, nodes), as pictures of shape (nodes, rows, columns)."""
        rows, columns = self.chain.image_shape
        pictures = np.zeros((values.shape[1], rows * columns))
        pictures[:, self.players] = values.T
        return pictures.reshape(-1, rows, columns)

    def result(
        self,
        method: Callable[..., Any],
        values: Mapping[str, Array],
        errors: Mapping[str, Array] | None = None,
        change: Mapping[str, Array] | None = None,
    ) -> InfluenceMaps:
        """Return the maps of a method from its values (and standard errors): view -> (k, nodes).

        `change`, view -> (nodes,), is computed where it is not given.
        """
        maps = {view: self.picture(value) for view, value in values.items()}
        errors = errors or {}
        spread = {view: self.picture(errors[view]) if view in errors else None for view in values}
        return InfluenceMaps(method.__name__, maps, change or self.change(values), spread)


def _one(network: Network, image: ArrayLike) -> Array:
    """Return one encoded picture in double precision, laid flat, shape (1, rows * columns)."""
    encoded = network.encode(image, np.float64)
    if len(encoded) != 1:
        raise ValueError(
            say("Influence is asked for one picture at a time, not for {pictures}.", pictures=len(encoded))
        )
    return encoded.reshape(1, -1)

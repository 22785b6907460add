"""Rows of a picture that do not see each other are small games: every team of a row's pixels can be listed.

Where the first layers work along the rows, a node of a row hangs on that row's pixels alone, of which there are
seldom more than 16. And where the rows come together, each adds its part to the sums. So Shapley's value is exact
up to those sums: shares of a sum are sums of shares.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.chain import Chain
from mnistnet.influence.game import Game

__all__ = ["Row", "listed_values", "listed_views", "rows_of", "together"]

Array = NDArray[Any]
MOST_PIXELS = 20  # in a row; a million teams, which take a second
AT_ONCE = 1 << 11  # teams whose numbers stay in the processor's cache


@dataclass(frozen=True, eq=False)
class Row:
    """The pixels of one row of the picture, and what the row's own nodes send for every team of them.

    Attributes
    ----------
    game : Game
    block : int
    span : slice
        Which players of the game stand in this row.
    """

    game: Game
    block: int
    span: slice

    @property
    def size(self) -> int:
        """How many players stand in the row."""
        return self.span.stop - self.span.start

    def listed(self, until: str) -> Iterator[tuple[Array, dict[str, Array]]]:
        """Yield some teams at a time, shape (n, size), and the row's part of all views up to `until`, (n, nodes).

        Team t has those players whose bit in t is 1.
        """
        chain, moves = self.game.chain, self.game.moves[self.span]
        for start in range(0, 1 << self.size, AT_ONCE):
            teams = np.arange(start, min(start + AT_ONCE, 1 << self.size))
            members = (teams[:, None] >> np.arange(self.size) & 1).astype(moves.dtype)
            yield members, _along_the_row(chain, self.game.start[0, self.block] + members @ moves, until)

    def parts(self, k: int) -> Array:
        """Return what the row adds to the sums a_k, where rows come together, for every team: shape (2^size, nodes)."""
        weights = self.game.chain.block_weights(k)[self.block]
        return np.concatenate([part[f"z{k - 1}"] @ weights for _, part in self.listed(f"z{k - 1}")])

    def shares(self, views: Collection[str]) -> dict[str, Array]:
        """Return the Shapley values of the row's own nodes at views along the rows, view -> (size, nodes of a row)."""
        last = max(views, key=list(self.game.chain.views).index)
        by_size = _weights(self.size)
        total: dict[str, Array] = {}
        for members, part in self.listed(last):
            sizes = members.sum(axis=1).astype(int)
            joined, without = by_size[sizes - 1, None], by_size[sizes, None]
            weights = np.where(members > 0, joined, -without).T
            for view in views:
                total[view] = total.get(view, 0) + weights @ part[view]
        return total


def rows_of(game: Game) -> list[Row]:
    """Return the rows of the picture in which somebody plays."""
    return [Row(game, block, span) for block, span in game.spans()]


def together(chain: Chain) -> int:
    """Return at which dense layer the rows of the picture come together; one more than there are if they do not."""
    layers = range(1, len(chain.dense_layers) + 1)
    return next((k for k in layers if len(chain.view_shapes[f"a{k}"]) == 1), len(layers) + 1)


def listed_views(game: Game) -> tuple[str, ...]:
    """Return the views whose Shapley values come from listing all teams of each row; none where rows are too long."""
    if game.chain.blocks == 1 or any(row.size > MOST_PIXELS for row in rows_of(game)):
        return ()
    return game.chain.views[: 2 * together(game.chain) - 1]


def listed_values(game: Game, views: Collection[str]) -> dict[str, Array]:
    """Return the Shapley values of some of `listed_views`, view -> (k, nodes)."""
    k = together(game.chain)
    sums, before = f"a{k}", f"z{k - 1}"
    along = [view for view in game.chain.views if view in {*views, before} - {sums}]
    own = {view: np.empty((game.size, game.chain.view_shapes[view][-1])) for view in along}
    for row in rows_of(game):
        for view, shares in row.shares(along).items():
            own[view][row.span] = shares
    if sums in views:
        own[sums] = game.through_weights(own[before], k)
    return {view: game.spread(own[view], view) for view in views}


def _along_the_row(chain: Chain, sums: Array, until: str) -> dict[str, Array]:
    """Return the views of one row for its first sums, shape (n, width)."""
    views = {"a1": sums}
    for k, layer in enumerate(chain.dense_layers, 1):
        if k > 1:
            views[f"a{k}"] = layer.pre_activations(views[f"z{k - 1}"])
        if until == f"a{k}":
            break
        views[f"z{k}"] = layer.rule(views[f"a{k}"])
        if until == f"z{k}":
            break
    return views


def _weights(players: int) -> Array:
    """Return how much a team of each size counts when somebody joins it; the last, of all players, nobody joins."""
    return np.array([1 / (players * comb(players - 1, size)) for size in range(players)] + [0.0])

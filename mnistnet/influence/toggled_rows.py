"""Behind sums where the rows of a picture come together exact toggles cost little: each row's part is looked up.

What a row adds to those sums has been listed for every team of its pixels. So a team's sums are one look-up a row,
and those with one more pixel, or one less, one look-up a pixel; only what lies behind them is worked out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.listed_rows import Row, listed_views, rows_of, together
from mnistnet.influence.outputs import outputs_of
from mnistnet.influence.sampling import Tally, random_teams
from mnistnet.influence.two_level import SINGLE_FROM

__all__ = ["behind_rows", "toggled_rows"]

Array = NDArray[Any]
TEAMS = 8  # for each one that gets a near toggle elsewhere
AT_ONCE = 120_000  # sums worked out at a time, which stay in the processor's cache


def behind_rows(game: Game, views: Collection[str]) -> bool:
    """Say whether views lie behind sums that `listed_values` knows."""
    listed = listed_views(game)
    return bool(listed) and not set(views) & set(listed)


def toggled_rows(game: Game, rng: Generator, masks: int, batches: int, views: Collection[str]) -> Tally:
    """Return the mean over random teams of what each pixel changes when it joins or leaves, view -> (k, nodes).

    Parameters
    ----------
    game : Game
    rng : Generator
    masks : int
        As for `two_level`; eight times as many teams are toggled.
    batches : int
        The teams come in so many batches, whose scatter gives the standard error.
    views : collection of str
        Some for which `behind_rows` is true.

    Notes
    -----
    The expectation is exactly Shapley's value. In single precision.
    """
    table, tally = _Table.of(game), Tally()
    step = max(AT_ONCE // (len(table.paper) * game.size + 1), 1)
    batches = max(min(batches, masks // 2), 1)
    for _ in range(batches):
        teams = random_teams(game.size, -(-TEAMS * masks // batches), rng)
        total = {view: np.zeros((game.size, game.chain.nodes(view))) for view in views}
        for start in range(0, len(teams), step):
            for view, changes in table.joining(teams[start : start + step].astype(np.intp), views).items():
                total[view] += changes / len(teams)
        tally.add(total)
    return tally


@dataclass(frozen=True, eq=False)
class _Table:
    """What rows add to the sums where they come together, for all teams of each row's pixels.

    That of a large game is in single precision.

    Attributes
    ----------
    game : Game
    k : int
        Of the layer whose sums these are.
    rows : list of Row
    parts : list of ndarray of shape (nodes, 2^size)
        Of each row; for team t of its pixels, see `Row.listed`.
    paper : ndarray of shape (nodes,)
        The sums without any row's part.
    """

    game: Game
    k: int
    rows: list[Row]
    parts: list[Array]
    paper: Array

    @classmethod
    def of(cls, game: Game) -> "_Table":
        quick, k = game.astype(np.float32) if game.size >= SINGLE_FROM else game, together(game.chain)
        parts = [np.ascontiguousarray(row.parts(k).T) for row in rows_of(quick)]
        blank = sum((part[:, 0].astype(np.float64) for part in parts), np.zeros(1))
        return cls(quick, k, rows_of(quick), parts, (game.ends[f"a{k}"][0] - blank).astype(quick.moves.dtype))

    def joining(self, teams: NDArray[np.intp], views: Collection[str]) -> dict[str, Array]:
        """Return the sum over teams, shape (n, k), of v(S with i) - v(S without i), view -> (k, nodes)."""
        bits = [1 << np.arange(row.size) for row in self.rows]
        places = [teams[:, row.span] @ bit for row, bit in zip(self.rows, bits, strict=True)]
        sums = self.paper[:, None] + sum(part[:, place] for part, place in zip(self.parts, places, strict=True))
        moved = np.empty((*sums.shape, self.game.size), sums.dtype)
        for row, part, place, bit in zip(self.rows, self.parts, places, bits, strict=True):
            moved[:, :, row.span] = part[:, place[:, None] ^ bit]
            moved[:, :, row.span] += (sums - part[:, place])[:, :, None]
        new, old = self._behind(moved, views), self._behind(sums[:, :, None], views)
        way = (1 - 2 * teams).astype(sums.dtype)
        return {view: np.einsum("cnk,nk->kc", new[view] - old[view], way) for view in views}

    def _behind(self, sums: Array, views: Collection[str]) -> dict[str, Array]:
        """Return views behind the sums, shape (nodes, n, players)."""
        chain = self.game.chain
        found = {f"z{self.k}": outputs_of(chain, sums, f"z{self.k}")}
        for k, layer in enumerate(chain.dense_layers[self.k :], self.k + 1):
            if set(views) <= set(found):
                break
            sums = np.tensordot(layer.weights.T, found[f"z{k - 1}"], 1)
            sums += 0 if layer.biases is None else layer.biases[:, None, None]
            found[f"a{k}"] = sums
            found[f"z{k}"] = outputs_of(chain, sums.copy(), f"z{k}")
        return found

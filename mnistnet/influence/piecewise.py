"""Mean Jacobians on a straight path through straight pieces: exact, since nothing has to be estimated.

A view's Jacobian is that of the first piece, changed at every bend by one column times one row. So its
mean is that of the first piece plus every change times the share of the path that lies behind it; and
behind an activation that is curved, times its slopes integrated over that share.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import Activation
from mnistnet.influence.chain import Chain
from mnistnet.influence.game import Game
from mnistnet.influence.pieces import Pieces, add_rows
from mnistnet.influence.softmax_steepness import steepness_of_pieces

__all__ = ["in_pieces", "piecewise_jacobians"]

Array = NDArray[Any]
CLOSE = 1e-5  # below this difference of sums the slope in the middle is nearer to the mean slope than the quotient


def in_pieces(chain: Chain) -> tuple[str, ...]:
    """Return the views, a2 and later, before whose own activation all activations are made of straight lines.

    Where a network reads its picture by rows, layers that bend once the rows have come together are
    left out.
    """
    found: list[str] = []
    for k, layer in enumerate(chain.dense_layers, 1):
        found.append(f"a{k}")
        together = chain.blocks > 1 and len(chain.view_shapes[f"a{k}"]) == 1
        if layer.rule.flat or (layer.rule.straight and together):
            break
        found.append(f"z{k}")
        if not layer.rule.straight:
            break
    return tuple(found[2:])


def piecewise_jacobians(game: Game, views: Collection[str]) -> dict[str, Array]:
    """Return the mean Jacobians from a1 to some of the views of `in_pieces`, shape (blocks, width, m)."""
    chain, direction = game.chain, (game.end - game.start)[0]
    ways = [Pieces(chain, block, game.start[0, block], direction[block]) for block, _ in game.spans()]
    found: dict[str, Array] = {}
    for k in range(2, max((int(view[1:]) for view in views), default=0) + 1):
        for way in ways:
            way.pass_weights()
        if f"a{k}" in views:
            found[f"a{k}"] = _mean(game, ways, f"a{k}")
        if set(views) <= set(found):
            break
        rule, starts = chain.dense_layers[k - 1].rule, game.ends[f"a{k}"][0]
        starts = starts.reshape(-1, starts.shape[-1])
        if not rule.straight:
            found[f"z{k}"] = _mean(game, ways, f"z{k}", _behind(chain, ways, starts, rule))
            break
        for way in ways:
            way.pass_activation(_sums(way.edges, way.changes(), starts[way.block]))
        if f"z{k}" in views:
            found[f"z{k}"] = _mean(game, ways, f"z{k}")
    return found


def _sums(edges: Array, changes: Array, start: Array) -> Array:
    """Return the sums at the edges of pieces, from what they start with and how their speeds change."""
    rises = np.cumsum(changes, axis=0) * np.diff(edges)[:, None]
    return np.cumsum(np.concatenate([start[None], rises]), axis=0)


def _behind(chain: Chain, ways: list[Pieces], starts: Array, rule: Activation) -> list[Array]:
    """Return for each way the slopes of a curved activation integrated from the beginning of each piece to the end."""
    if len(starts) == chain.blocks:
        return [_integrals(way.edges, _sums(way.edges, way.changes(), starts[way.block]), rule) for way in ways]
    times = np.concatenate([np.zeros(1), *(way.edges[:-1] for way in ways)])  # of all rows of the picture together
    order = np.argsort(times, kind="stable")
    changes = np.concatenate([np.zeros_like(starts), *(way.changes() for way in ways)])[order]
    edges = np.append(times[order], 1.0)
    integrals = _integrals(edges, _sums(edges, changes, starts[0]), rule)
    return [integrals[np.searchsorted(edges, way.edges[:-1])] for way in ways]


def _integrals(edges: Array, sums: Array, rule: Activation) -> Array:
    """Return the slopes integrated from each edge to the end: shape (n, m), or (n, m, m) for a softmax."""
    if rule.slope is None:
        slopes = steepness_of_pieces(sums)
    else:
        run, middle = np.diff(sums, axis=0), (sums[1:] + sums[:-1]) / 2
        close = np.abs(run) < CLOSE
        quotient = np.diff(rule(sums), axis=0) / np.where(close, 1, run)
        slopes = np.where(close, rule.slope(middle, rule(middle)), quotient)
    lengths = np.diff(edges).reshape(-1, *[1] * (slopes.ndim - 1))
    return np.cumsum((lengths * slopes)[::-1], axis=0)[::-1]


def _mean(game: Game, ways: list[Pieces], view: str, behind: list[Array] | None = None) -> Array:
    """Return the mean Jacobian of a view, by default of one that is straight on all pieces."""
    mean = np.zeros((game.chain.blocks, game.chain.width, game.chain.view_shapes[view][-1]))
    for i, way in enumerate(ways):
        mean[way.block] = _mean_of_block(way, 1 - way.edges[:-1, None] if behind is None else behind[i])
    return mean


def _mean_of_block(way: Pieces, behind: Array) -> Array:
    """Return the mean Jacobian of one block, shape (width, m): that of the first piece and all that is added."""
    assert way.base is not None
    mean: Array = way.base @ behind[0] if behind.ndim == 3 else way.base * behind[0]
    for bends in way.bends:
        here = behind[bends.piece]
        if bends.ahead is None:
            assert bends.back is not None
            add_rows(mean.T, bends.node, bends.jump[:, None] * here * bends.back)
            continue
        rows = bends.jump[:, None] * bends.ahead
        rows = np.matmul(rows[:, None], here)[:, 0] if behind.ndim == 3 else rows * here
        if bends.back is None:
            add_rows(mean, bends.node, rows)
        else:
            mean += bends.back.T @ rows
    return mean

"""A near toggle tells what one more pixel would change in the outputs without asking the network again.

A pixel moves the sums before the outputs along their slope at the team, and along the bend of the first layer,
which is most of what a slope misses. The softmax or sigmoid itself is taken as it is, since it bends most of all.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import sum_gradients
from mnistnet.influence.game import Game
from mnistnet.influence.near_bends import bends_at_once, bent_moves
from mnistnet.influence.outputs import outputs_of

__all__ = ["near_changes"]

Array = NDArray[Any]
Trace = dict[str, Array]
AT_ONCE = 160_000  # sums worked out at a time: in single precision they stay in the processor's cache


def near_changes(game: Game, trace: Trace, members: Array, views: Sequence[str]) -> dict[str, Array]:
    """Return nearly ``v(S with i) - v(S without i)``, mean of each team and its complement, view -> (nodes, k, n).

    Parameters
    ----------
    game : Game
    trace : dict of str to ndarray
        The values of all views at 2 n teams, as `Chain.trace` gives them: n teams and their complements.
    members : ndarray of shape (n, k)
        1 for the members of the teams.
    views : sequence of str
        The view of the outputs, such as "z3"; or, before it, that of the sums from which they are made, too.
    """
    count, nodes = len(members), game.chain.nodes(views[-1])
    changes = {view: np.empty((nodes, game.size, count), game.moves.dtype) for view in views}
    step = max(AT_ONCE // (2 * nodes * (game.size + 1)), 1)
    for start in range(0, count, step):
        part = slice(start, min(start + step, count))
        both = np.r_[part, count + start : count + part.stop]
        some = {name: value[both] for name, value in trace.items()}
        _changes(game, some, members[part], {view: change[:, :, part] for view, change in changes.items()})
    return changes


def _changes(game: Game, trace: Trace, members: Array, changes: dict[str, Array]) -> None:
    """Write the same, for teams that fit into the cache, to `changes`."""
    count, way, view = len(members), (0.5 - members.T).astype(members.dtype), [*changes][-1]
    before = "a" + view[1:]
    sums = trace[before]
    sums = np.ascontiguousarray((sums - sums.max(axis=1, keepdims=True)).T if game.chain.is_shared(view) else sums.T)
    moved = _moves(game, trace, 2 * np.concatenate([way, -way], axis=1), view)
    if before in changes:
        np.subtract(moved[:, :, :count], moved[:, :, count:], out=changes[before])
    moved += sums[:, None]
    new, old = outputs_of(game.chain, moved, view), outputs_of(game.chain, sums[:, None].copy(), view)
    np.subtract(new[:, :, :count], new[:, :, count:], out=changes[view])
    changes[view] -= old[:, :, :count] - old[:, :, count:]  # same rounding: who moves nothing changes nothing
    for change in changes.values():
        change *= way


def _moves(game: Game, trace: Trace, way: Array, view: str) -> Array:
    """Return what the sums before the outputs nearly move by when each player joins or leaves, shape (nodes, k, n)."""
    if bends_at_once(game.chain):
        return bent_moves(game, trace, way, int(view[1:]))
    rule, blocks, width = game.chain.first.rule, game.chain.blocks, game.chain.width
    slopes = sum_gradients(game.chain, trace, int(view[1:])).reshape(way.shape[1], -1, blocks, width)
    slopes = np.array(slopes.transpose(2, 1, 3, 0), order="C")  # a copy, to be written over
    moved = _along(game, game.moves, slopes)
    moved *= way
    if view != "z1" and rule.bend and rule.slope:
        outputs = trace["z1"]
        slope = rule.slope(trace["a1"], outputs)
        ratio = np.divide(rule.bend(outputs), slope, out=np.zeros_like(slope), where=slope > 0)
        slopes *= ratio.reshape(-1, blocks, 1, width).transpose(1, 2, 3, 0)
        moved += _along(game, game.moves**2 / 2, slopes)
    return moved


def _along(game: Game, moves: Array, slopes: Array) -> Array:
    """Return moves, shape (k, width), along slopes of shape (blocks, nodes, width, n): (nodes, k, n)."""
    found = np.empty((slopes.shape[1], game.size, slopes.shape[3]), moves.dtype)
    for block, span in game.spans():
        np.matmul(moves[span], slopes[block], out=found[:, span])
    return found

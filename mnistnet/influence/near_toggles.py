"""A near toggle tells what one more pixel would change in the outputs without asking the network again.

A pixel moves the sums before the outputs along their slope at the team, and along the bend of the first layer,
which is most of what a slope misses. The softmax or sigmoid itself is taken as it is, since it bends most of all.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import sum_gradients
from mnistnet.influence.game import Game

__all__ = ["near_changes"]

Array = NDArray[Any]
Trace = dict[str, Array]
AT_ONCE = 160_000  # sums worked out at a time: in single precision they stay in the processor's cache
SMALL, LARGE = 1e-30, 1e30  # between which powers can be added up in single precision


def near_changes(game: Game, trace: Trace, members: Array, view: str) -> Array:
    """Return nearly ``v(S with i) - v(S without i)``, mean of each team and its complement, shape (nodes, k, n).

    Parameters
    ----------
    game : Game
    trace : dict of str to ndarray
        The values of all views at 2 n teams, as `Chain.trace` gives them: n teams and their complements.
    members : ndarray of shape (n, k)
        1 for the members of the teams.
    view : str
        The view of the outputs, such as "z3".
    """
    count, nodes = len(members), game.chain.nodes(view)
    changes = np.empty((nodes, game.size, count), game.moves.dtype)
    step = max(AT_ONCE // (2 * nodes * (game.size + 1)), 1)
    for start in range(0, count, step):
        part = slice(start, min(start + step, count))
        both = np.r_[part, count + start : count + part.stop]
        some = {name: value[both] for name, value in trace.items()}
        _changes(game, some, members[part], view, changes[:, :, part])
    return changes


def _changes(game: Game, trace: Trace, members: Array, view: str, changes: Array) -> None:
    """Write the same, for teams that fit into the cache, to `changes`."""
    count, way = len(members), (0.5 - members.T).astype(members.dtype)
    sums = trace["a" + view[1:]]
    sums = np.ascontiguousarray((sums - sums.max(axis=1, keepdims=True)).T if game.chain.is_shared(view) else sums.T)
    moved = _moved_sums(game, trace, sums, 2 * np.concatenate([way, -way], axis=1), view)
    new, old = _outputs(game, moved, view), _outputs(game, sums[:, None].copy(), view)
    np.subtract(new[:, :, :count], new[:, :, count:], out=changes)
    changes -= old[:, :, :count] - old[:, :, count:]  # the same rounding as above: who moves nothing changes nothing
    changes *= way


def _outputs(game: Game, sums: Array, view: str) -> Array:
    """Return the outputs for sums of shape (nodes, k, n), which may be written over."""
    if not game.chain.is_shared(view):
        return np.asarray(game.chain.dense_layers[int(view[1:]) - 1].rule(sums))
    with np.errstate(over="ignore"):
        powers = np.exp(sums)
        total = powers.sum(axis=0)
    if not (total.min(initial=1) > SMALL and total.max(initial=1) < LARGE):
        sums -= sums.max(axis=0)
        powers = np.exp(sums, out=powers)
        total = powers.sum(axis=0)
    powers *= 1 / total
    return np.asarray(powers)


def _moved_sums(game: Game, trace: Trace, sums: Array, way: Array, view: str) -> Array:
    """Return what the sums, shape (nodes, n), nearly become when each player joins or leaves, shape (nodes, k, n)."""
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
    moved += sums[:, None]
    return moved


def _along(game: Game, moves: Array, slopes: Array) -> Array:
    """Return moves, shape (k, width), along slopes of shape (blocks, nodes, width, n): (nodes, k, n)."""
    found = np.empty((slopes.shape[1], game.size, slopes.shape[3]), moves.dtype)
    for block, span in game.spans():
        np.matmul(moves[span], slopes[block], out=found[:, span])
    return found

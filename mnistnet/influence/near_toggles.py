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
AT_ONCE = 80_000  # moves of sums worked out at a time: in single precision they stay in the processor's cache
FAR = 40.0  # sums that move farther than this could leave the numbers that an exponential has


def near_changes(game: Game, trace: Trace, members: Array, view: str) -> Array:
    """Return nearly ``v(S with i) - v(S without i)``, mean of each team and its complement, shape (k, nodes, n).

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
    changes = np.empty((game.size, nodes, count), game.moves.dtype)
    step = max(AT_ONCE // (2 * nodes * (game.size + 1)), 1)
    for start in range(0, count, step):
        part = slice(start, min(start + step, count))
        both = np.r_[part, count + start : count + part.stop]
        some = {name: value[both] for name, value in trace.items()}
        changes[:, :, part] = _changes(game, some, members[part], view)
    return changes


def _changes(game: Game, trace: Trace, members: Array, view: str) -> Array:
    """Return the same for teams that fit into the cache."""
    way = (0.5 - members.T)[:, None].astype(members.dtype)
    moved = _moves_of_sums(game, trace, 2 * np.concatenate([way, -way], axis=2), view)
    rule = game.chain.dense_layers[int(view[1:]) - 1].rule
    if rule.slope is None:
        new, old = _shares_after(moved, trace, view), _in_all(trace[view].T.copy())
    else:
        sums = trace["a" + view[1:]].T
        new, old = rule(np.add(moved, sums, out=moved)), rule(sums)
    count = len(members)
    changes = np.subtract(new[:, :, :count], new[:, :, count:], out=new[:, :, :count])
    changes -= old[:, :count] - old[:, count:]  # the same rounding as above: who moves nothing changes nothing
    return np.multiply(changes, way, out=changes)


def _shares_after(moved: Array, trace: Trace, view: str) -> Array:
    """Return the softmax after the sums have moved, shape (k, nodes, n)."""
    if max(moved.max(initial=0), -moved.min(initial=0)) < FAR:
        np.exp(moved, out=moved)
        moved *= trace[view].T
        return _in_all(moved)
    moved += trace["a" + view[1:]].T
    moved -= moved.max(axis=1, keepdims=True)
    return _in_all(np.exp(moved, out=moved))


def _in_all(shares: Array) -> Array:
    """Return shares that add up to 1 over the last axis but one."""
    shares *= 1 / shares.sum(axis=-2, keepdims=True)
    return shares


def _moves_of_sums(game: Game, trace: Trace, way: Array, view: str) -> Array:
    """Return by how much each player nearly moves the sums when it joins or leaves, shape (k, nodes, n)."""
    rule, blocks, width = game.chain.first.rule, game.chain.blocks, game.chain.width
    slopes = sum_gradients(game.chain, trace, int(view[1:])).reshape(way.shape[2], -1, blocks, width)
    moved = _along(game, game.moves, slopes)
    moved *= way
    if view != "z1" and rule.bend and rule.slope:
        outputs = trace["z1"]
        slope = rule.slope(trace["a1"], outputs)
        ratio = np.divide(rule.bend(outputs), slope, out=np.zeros_like(slope), where=slope > 0)
        moved += _along(game, game.moves**2 / 2, slopes * ratio.reshape(len(slopes), 1, blocks, width))
    return moved


def _along(game: Game, moves: Array, slopes: Array) -> Array:
    """Return moves, shape (k, width), along slopes of shape (n, nodes, blocks, width): (k, nodes, n)."""
    teams, nodes = slopes.shape[:2]
    found = np.empty((game.size, nodes * teams), moves.dtype)
    for block, span in game.spans():
        columns = np.ascontiguousarray(slopes[:, :, block].T).reshape(game.chain.width, -1)
        np.matmul(moves[span], columns, out=found[span])
    return found.reshape(game.size, nodes, teams)

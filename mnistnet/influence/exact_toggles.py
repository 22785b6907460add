"""Exact toggles of many teams at once: what each pixel changes in a few views when it joins or leaves.

Where the first layer is narrow, as many teams as fit into the processor's cache are worked out together. Where it
is wide and its activation flat on one side, such as a ReLU, most nodes stay silent whoever joins: what passes on to
the second layer is worked out from those that change.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.chain import laid
from mnistnet.influence.game import Game
from mnistnet.influence.near_bends import Speaking, bends_at_once
from mnistnet.influence.outputs import outputs_of
from mnistnet.influence.two_level import joining
from mnistnet.network import Dense

__all__ = ["behind_first", "exact_changes"]

Array = NDArray[Any]
AT_ONCE = 80_000  # sums of the first layer worked out at a time


def exact_changes(game: Game, members: Array, views: Sequence[str]) -> dict[str, Array]:
    """Return ``v(S with i) - v(S without i)``, mean of each team and its complement, view -> (nodes, k, n).

    Parameters
    ----------
    game : Game
    members : ndarray of shape (n, k)
        1 for the members of the teams.
    views : sequence of str
        Some of z1 and later.
    """
    count = len(members)
    changes = {view: np.empty((game.chain.nodes(view), game.size, count), game.moves.dtype) for view in views}
    step = max(AT_ONCE // (2 * game.chain.blocks * game.chain.width * (game.size + 1)), 1)
    for start in range(0, count, step):
        part = slice(start, min(start + step, count))
        both = np.concatenate([members[part], 1 - members[part]])
        if game.chain.blocks == 1 and "z1" not in views:
            _changes(game, both, {view: change[:, :, part] for view, change in changes.items()})
            continue
        for i in range(part.stop - start):
            for view, change in joining(game, both[i :: part.stop - start], views).items():
                changes[view][:, :, start + i] = change.T
    return changes


def _changes(game: Game, teams: Array, changes: dict[str, Array]) -> None:
    """Write the means of n teams and their complements, which are the second half."""
    half = len(teams) // 2
    for view, moved in behind_first(game, teams, [*changes]).items():
        np.add(moved[:, :, :half], moved[:, :, half:], out=changes[view])
        changes[view] /= 2


def behind_first(game: Game, teams: Array, views: Sequence[str]) -> dict[str, Array]:
    """Return ``v(S with i) - v(S without i)`` of each team behind a first layer that sees the whole picture.

    view -> (nodes, k, n), for teams of shape (n, k).
    """
    way = np.ascontiguousarray((1 - 2 * teams).T)
    sums = np.ascontiguousarray(game.teams(teams)[:, 0].T)
    new, old = (_from_second(game, moved, views) for moved in (_second(game, sums, way), _second(game, sums)))
    for view, moved in new.items():
        moved -= old[view]
        moved *= way
    return {view: new[view] for view in views}


def _second(game: Game, sums: Array, way: Array | None = None) -> Array:
    """Return a_2 as each player joins or leaves, shape (nodes, k, n), for a_1 of shape (width, n).

    Without `way`, shape (k, n), as nobody does: shape (nodes, 1, n).
    """
    second = game.chain.dense_layers[1]
    if way is not None and bends_at_once(game.chain):
        own, layer = _second(game, sums), Speaking(game)
        found = np.empty((way.shape[1], second.fan_out, len(way)), own.dtype)
        for i, team in enumerate(found):
            moved, speaking = layer.moved(sums[:, i], way[:, i])
            np.matmul(second.weights[speaking].T, moved, out=team)
            team += own[:, :, i]
        return found.transpose(1, 2, 0)
    moved = sums[:, None].copy() if way is None else game.moves.T[:, :, None] * way + sums[:, None]
    signal = outputs_of(game.chain, moved, "z1").reshape(len(moved), moved[0].size)
    return (laid(second).by_node @ signal).reshape(second.fan_out, *moved.shape[1:]) + _biases(second)


def _from_second(game: Game, sums: Array, views: Sequence[str]) -> dict[str, Array]:
    """Return views from a_2 on, shape (nodes, k, n)."""
    found: dict[str, Array] = {}
    for k in range(2, len(game.chain.dense_layers) + 1):
        if f"a{k}" in views:
            found[f"a{k}"] = sums.copy()
        found[f"z{k}"] = signal = outputs_of(game.chain, sums, f"z{k}")
        if set(views) <= set(found):
            break
        layer = game.chain.dense_layers[k]
        sums = np.tensordot(layer.weights.T, signal, 1) + _biases(layer)
    return found


def _biases(layer: Dense) -> Any:
    return 0 if layer.biases is None else layer.biases[:, None, None]

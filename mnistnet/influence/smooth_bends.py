"""Smooth toggles take every bend as pixels meet it on average, not as it lies at a team: so many teams are one product.

Whether a pixel takes a node over its bend is as good as chance: a node that is as far from it as pixels move it speaks
for some of them. So its slope goes from 0 to 1 over as much; and by how much that grows tells what half a step bends.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import sum_gradients
from mnistnet.influence.chain import laid
from mnistnet.influence.game import Game

__all__ = ["smooth_changes"]

Array = NDArray[Any]
STEEP = 1.7  # makes the logistic curve that of normal chance
WIDE = 2.0  # times the scatter of what pixels move: over so much the slope of a node goes from 0 to 1
FARTHEST = 30.0  # of the logistic curve: beyond it is 0 or 1


def smooth_changes(game: Game, teams: Array, shares: Array, k: int) -> Array:
    """Return nearly what a_k changes when each player joins or leaves, of all teams by their shares: shape (k, nodes).

    Parameters
    ----------
    game : Game
        Of a network for which `bends_at_once` is true.
    teams : ndarray of shape (n, k)
        1 for the members of the teams.
    shares : ndarray of shape (n,)
        By how much each team counts; 1 / n of each gives the mean.
    k : int
        Which sums, from 3 on.
    """
    second, third = game.chain.dense_layers[1:3]
    trace = game.chain.trace(game.teams(teams), f"a{k}")
    squares = (game.moves**2).mean(axis=0)
    on, growth = _smooth(trace["a1"], WIDE * np.sqrt(squares))
    pulls = np.sqrt(on @ squares)[:, None] * laid(second).pull
    ahead = sum_gradients(game.chain, trace, k, by=3) @ third.weights.T
    ahead = ahead * (_smooth(trace["a2"], WIDE * pulls)[0] * shares[:, None])[:, None]
    slopes = (ahead.reshape(-1, ahead.shape[2]) @ laid(second).by_node).reshape(*ahead.shape[:2], -1)
    bent = np.tensordot((1 - 2 * teams).T, slopes * growth[:, None], 1)
    slopes *= on[:, None]
    straight = game.moves @ slopes.sum(axis=0).T
    return np.asarray(straight + np.matmul(bent, (game.moves**2 / 2)[:, :, None])[..., 0])


def _smooth(sums: Array, width: Array) -> tuple[Array, Array]:
    """Return the slope of a ReLU about sums, seen from as far as `width`, and by how much it grows."""
    scale = STEEP / np.maximum(width, np.finfo(sums.dtype).tiny)
    on = 1 / (1 + np.exp(-np.clip(sums * scale, -FARTHEST, FARTHEST)))
    return on, on * (1 - on) * scale

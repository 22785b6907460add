"""How pairs of pixels are computed: exactly where a node is a sum of waves, from slopes elsewhere."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.backwards import node_gradients
from mnistnet.influence.game import Game
from mnistnet.influence.shapley_exact import exact_views
from mnistnet.influence.waves import Waves, even_places, waves_of

__all__ = ["deep_pairs", "exact_pairs", "in_accord"]

Array = NDArray[Any]


def exact_pairs(game: Game, view: str, node: int, tolerance: float = 1e-15) -> Array | None:
    """Return what each two players do together at a node of a1, z1 or a2, shape (k, k); None where unknown."""
    if view not in exact_views(game.chain):
        return None
    pairs = np.zeros((game.size, game.size))
    if view == "a1" or game.chain.first.activation == "identity":
        return pairs
    for block, span in game.spans():
        for unit, weight in _units(game, view, node, block):
            pairs[span, span] += weight * _of_unit(game, block, span, unit, tolerance)
    return pairs


def deep_pairs(game: Game, view: str, node: int, rng: Generator, teams: int) -> Array:
    """Return estimates of what each two players do together at any node, shape (k, k).

    When pixel i joins a team, the slopes at a1 change; times pixel j's move, that is nearly what i
    does to the effect of j. It works for kinks (ReLU) as well as for smooth activations.
    """
    jumps = np.zeros((game.size, game.chain.blocks, game.chain.width))
    q = 1 - np.sqrt(1 - (np.arange(teams) + rng.random(teams)) / teams)  # density 2 (1 - q)
    members = (rng.random((teams, game.size)) < q[:, None]).astype(np.float64)
    for team, sums in zip(members, game.teams(members), strict=True):
        way = 1 - 2 * team[:, None]
        places = np.concatenate([game.moved(sums[None], way * game.moves), sums[None]])
        slopes = node_gradients(game.chain, places, view, node)
        jumps += (slopes[:-1] - slopes[-1]) * (way[..., None] / teams)
    pairs = np.zeros((game.size, game.size))
    for block, span in game.spans():
        pairs[:, span] = jumps[:, block] @ game.moves[span].T
    pairs = (pairs + pairs.T) / 2
    np.fill_diagonal(pairs, 0)
    return pairs


def _units(game: Game, view: str, node: int, block: int) -> list[tuple[int, float]]:
    """Return the units of z1 in a block that a node hears, each with the weight at which it hears it."""
    shape = game.chain.view_shapes[view]
    if len(shape) == 2:
        row, node = divmod(node, shape[1])
        if row != block:
            return []
    if view == "z1":
        return [(node, 1.0)]
    weights = game.chain.block_weights(2)
    column = (weights if weights.ndim == 2 else weights[block])[:, node]
    return list(enumerate(column.tolist()))


def _of_unit(game: Game, block: int, span: slice, unit: int, tolerance: float) -> Array:
    steepness = game.chain.first.rule.waves or 1.0
    start, end = (steepness * float(sums[0, block, unit]) for sums in (game.start, game.end))
    waves = waves_of(steepness * game.moves[span, unit], start, end, tolerance)
    return steepness * _from_waves(waves, tolerance)


def _from_waves(waves: Waves, tolerance: float) -> Array:
    """Return the pairs of one sigmoid node, shape (k, k).

    A pair's integrand is a product of three numbers, one of the pair's two members each and one
    that they share. Its root goes to both members: the real part of a product of two complex
    columns is a difference of two real matrix products.
    """
    pairs = np.zeros((len(waves.sines), len(waves.sines)))
    for p, weight in zip(*even_places(waves, tolerance), strict=True):
        shared = -2 * weight * waves.weights * (waves.middle_sin + 1j * p * waves.middle_cos) * waves.product(p)
        members = waves.sines / (waves.cosines + 1j * p * waves.sines) * np.sqrt(shared)
        pairs += members.real @ members.real.T - members.imag @ members.imag.T
    np.fill_diagonal(pairs, 0)
    return pairs


def in_accord(pairs: Array, sums: Array) -> Array:
    """Return the symmetric matrix with zero diagonal and given row sums that is nearest to `pairs`."""
    k = len(pairs)
    if k < 3:
        return pairs
    missing = sums - pairs.sum(axis=1)
    share = (missing - missing.sum() / (2 * (k - 1))) / (k - 2)
    result = pairs + (share[:, None] + share)
    np.fill_diagonal(result, 0)
    return np.asarray(result)

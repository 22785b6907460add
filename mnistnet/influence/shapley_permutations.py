"""Shapley values by shuffling: let the pixels enter in a random order and note what each one changes."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.network import Network

__all__ = ["permutation_values", "shapley_permutations"]

Array = NDArray[Any]


def shapley_permutations(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    permutations: int = 32,
) -> InfluenceMaps:
    """Return Shapley values estimated from random orders, with their standard errors.

    The mean over orders of ``v(those before i, and i) - v(those before i)``. Orders come in pairs,
    each with its reverse (antithetic): whoever enters early in one enters late in the other.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    permutations : int
        How many orders; rounded up to an even number, at least four.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Notes
    -----
    The expectation is exactly Shapley's value for any network, step activations included. Adds up to
    the true change whatever the number of orders, since every order does.

    References
    ----------
    J. Castro, D. Gómez, J. Tejada, "Polynomial calculation of the Shapley value based on sampling", 2009.
    """
    game = Game.of(network, image, baseline)
    tally = permutation_values(game, rng or np.random.default_rng(0), permutations, views)
    return game.result(shapley_permutations, tally.means, tally.errors())


def permutation_values(game: Game, rng: Generator, permutations: int, views: Collection[str] | None) -> Tally:
    """Return the mean of random orders and their reverses, view -> (k, nodes)."""
    tally = Tally()
    for _ in range(max((permutations + 1) // 2, 2)):
        order = rng.permutation(game.size)
        there, back = (_entering(game, way, views) for way in (order, order[::-1]))
        tally.add({view: (there[view] + back[view]) / 2 for view in there})
    return tally


def _entering(game: Game, order: NDArray[np.intp], views: Collection[str] | None) -> dict[str, Array]:
    """Return what each player changed when all entered in `order`, view -> (k, nodes)."""
    sums = np.zeros((game.size + 1, game.chain.blocks, game.chain.width))
    sums[0] = game.start
    sums[np.arange(1, game.size + 1), game.blocks[order]] = game.moves[order]
    values = game.chain.values(np.cumsum(sums, axis=0, out=sums), views)
    changes = {view: np.empty((game.size, value.shape[1])) for view, value in values.items()}
    for view, value in values.items():
        changes[view][order] = value[1:] - value[:-1]
    return changes

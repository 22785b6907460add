"""Owen's curve leads from a pixel alone (q = 0) to a pixel missing (q = 1); its mean is the Shapley value."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.influence.shapley_exact import exact_views, through_two_layers
from mnistnet.influence.two_level import joining
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["owen_curve"]

Array = NDArray[Any]
ELEVEN = tuple(i / 10 for i in range(11))


def owen_curve(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    qs: Sequence[float] = ELEVEN,
    teams: int = 16,
) -> tuple[InfluenceMaps, ...]:
    """Return, for each q, what every pixel changes on average when it joins a team of that density.

    ``E[v(S + i) - v(S)]`` with every other pixel in S with probability q.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    qs : sequence of float
        The densities, from 0 to 1.
    teams : int
        How many random teams for each q between 0 and 1.

    Returns
    -------
    tuple of InfluenceMaps
        One for each q, in the unit of the node.

    Raises
    ------
    ValueError
        If a q lies outside 0 to 1.

    Notes
    -----
    At q = 0 this is `one_pixel`, at q = 1 `occlusion`, both exact. Between them it is exact where
    `shapley_exact` is. The integral over q from 0 to 1 is the Shapley value; the maps of a single q
    need not add up to anything. All q share their random numbers, so that the curve has no jitter.

    References
    ----------
    G. Owen, "Multilinear Extensions of Games", 1972.
    """
    if not all(0 <= q <= 1 for q in qs):
        raise ValueError(say("A density q is a probability: it lies between 0 and 1."))
    game = Game.of(network, image, baseline)
    draws = (rng or np.random.default_rng(0)).random(((teams + 1) // 2, game.size))
    return tuple(_at(game, q, draws, views) for q in qs)


def _at(game: Game, q: float, draws: Array, views: Collection[str] | None) -> InfluenceMaps:
    """Return the maps of one q, from random numbers that all q share."""
    wanted = game.chain.wanted(views)
    if q in (0, 1):
        return game.result(owen_curve, joining(game, np.full((1, game.size), float(q)), wanted))
    exact = [view for view in wanted if view in exact_views(game.chain)]
    sampled = [view for view in wanted if view not in exact]
    tally = _sampled(game, q, draws, sampled) if sampled else Tally()
    values = tally.means | through_two_layers(game, exact, lambda waves: waves.joining(2 * q - 1), 1e-15)
    return game.result(owen_curve, {view: values[view] for view in wanted}, tally.errors())


def _sampled(game: Game, q: float, draws: Array, views: Collection[str]) -> Tally:
    """Return the mean over teams of density q; each team is paired with the one of opposite luck."""
    tally = Tally()
    for draw in draws:
        teams = np.stack([draw < q, 1 - draw < q]).astype(np.float64)
        tally.add(joining(game, teams, views))
    return tally

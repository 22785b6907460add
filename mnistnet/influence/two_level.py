"""Two levels: many cheap masks for the noise, a few exact ones for the bias that the cheap ones share."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.network import Network

__all__ = ["SINGLE_FROM", "joining", "two_level", "two_level_values"]

Array = NDArray[Any]
SINGLE_FROM = 40  # players; a smaller game is quick in double precision, too


def two_level(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    masks: int = 1024,
    toggles: int = 16,
    batches: int = 4,
) -> InfluenceMaps:
    """Return Shapley values from cheap slopes, put right by exact toggles.

    Mask-mean gradient over `masks` random teams, plus the mean over `toggles` other teams of what
    each pixel changes when it joins or leaves, less what the slope there foretold.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    masks, toggles : int
        How many random teams for the slopes and for the correction. A toggled team costs one short
        pass a pixel, a masked one a single pass.
    batches : int
        The teams are cut into so many batches, whose scatter gives the standard error; 1 for none.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Raises
    ------
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    The expectation is exactly Shapley's value, so the standard error covers the whole error. Adds
    up to the change in expectation only.

    References
    ----------
    M. B. Giles, "Multilevel Monte Carlo Path Simulation", 2008 (the idea of two levels).
    """
    game = Game.of(network, image, baseline)
    tally = two_level_values(game, rng or np.random.default_rng(0), masks, toggles, batches, views)
    return game.result(two_level, tally.means, tally.errors())


def two_level_values(
    game: Game, rng: Generator, masks: int, toggles: int, batches: int, views: Collection[str] | None
) -> Tally:
    """Return the mean of `batches` two-level estimates, view -> (k, nodes).

    Large games are played in single precision, as behind a softmax: what is rounded away is a ten-millionth of a map.
    """
    tally = Tally()
    batches = max(min(batches, toggles // 2, masks // 2), 1)
    quick = game.astype(np.float32) if game.size >= SINGLE_FROM else game
    many, few = (
        batches_of(random_teams(game.size, teams, rng).astype(quick.moves.dtype), batches) for teams in (masks, toggles)
    )
    for masked, toggled in zip(many, few, strict=True):
        tally.add(corrected(quick, masked, toggled, views))
    return tally


def corrected(game: Game, masked: Array, toggled: Array, views: Collection[str] | None) -> dict[str, Array]:
    """Return slopes over the `masked` teams plus what the `toggled` ones find missing, view -> (k, nodes)."""
    there = mean_jacobians(game.chain, game.teams(masked), views=views)
    here = mean_jacobians(game.chain, game.teams(toggled), views=views)
    foretold = along(game, {view: there[view] - here[view] for view in there if view != "a1"})
    found = joining(game, toggled, views)
    return {view: found[view] + foretold.get(view, 0) for view in found}


def joining(game: Game, teams: Array, views: Collection[str] | None) -> dict[str, Array]:
    """Return the mean over teams of v(S with i) - v(S without i), view -> (k, nodes).

    One of the two is the team itself, so one short pass a player finds the other.
    """
    total: dict[str, Array] = {}
    before = game.teams(teams)
    for team, sums in zip(teams, before, strict=True):
        way = 1 - 2 * team[:, None]
        places = np.concatenate([game.moved(sums[None], way * game.moves), sums[None]])
        for view, value in game.chain.values(places, views).items():
            change = (value[:-1] - value[-1]) * (way / len(teams))
            total[view] = change if view not in total else np.add(total[view], change, out=total[view])
    return total

"""Mask-mean gradient: the slope that a pixel meets on average when a random part of the picture is there."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.network import Network

__all__ = ["mask_mean_gradient", "mask_values"]

Array = NDArray[Any]


def mask_mean_gradient(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    masks: int = 256,
    batches: int = 4,
    dtype: DTypeLike = np.float64,
) -> InfluenceMaps:
    """Return nearly the Shapley values: ``u_i`` times the mean slope over random parts of the picture.

    ``u_i . E[dF/da1 at a1(S)]``: S holds every pixel with probability q, and q is anything from 0 to 1.
    A pixel is itself in S more often when the picture is nearly full; what that does to its slope in
    the first layer is taken out, ``u_i^2 E[(q - 1/2) sigmoid'']``.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    masks : int
        How many random parts; one pass through the network serves all pixels and nodes.
    batches : int
        The masks are cut into so many equal batches, whose scatter gives the standard error; 1 for none.
    dtype : dtype
        The floating-point format to compute in. Single precision takes half the time; what it rounds away is far less
        than what chance leaves open.

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
    The Shapley value is Owen's integral of what a pixel changes when it joins a random team. Here
    the change is taken as slope times move, good while one pixel moves a1 by little. So it nearly
    adds up, and the standard error, which is chance alone, does not cover that small bias. Behind a
    softmax that is nearly certain, chance is large: look at the standard error.

    References
    ----------
    G. Owen, "Multilinear Extensions of Games", 1972 (the integral).

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> mask_mean_gradient(load_network("scratch"), load_digits().split("test").images[0])
    <InfluenceMaps by mask_mean_gradient: a1, z1, a2, z2, a3, z3>
    """
    game = Game.of(network, image, baseline).astype(dtype)
    tally = mask_values(game, rng or np.random.default_rng(0), masks, batches, views)
    return game.result(mask_mean_gradient, tally.means, tally.errors())


def mask_values(game: Game, rng: Generator, masks: int, batches: int, views: Collection[str] | None) -> Tally:
    """Return the mean of `batches` mask-mean gradients, view -> (k, nodes)."""
    tally = Tally()
    for teams in batches_of(random_teams(game.size, masks, rng).astype(game.moves.dtype), batches):
        sums = game.teams(teams)
        straight = replace(game, moves=game.moves * _straightened(game, teams, sums))
        values = along(straight, mean_jacobians(game.chain, sums, views=views))
        tally.add(values | ({"a1": game.spread(game.moves, "a1")} if "a1" in values else {}))
    return tally


def _straightened(game: Game, teams: Array, sums: Array) -> Array:
    """Return the factor for each move, shape (k, width): 1 less what a pixel's own presence does to its slope."""
    layer, bend = game.chain.first, game.chain.first.rule.bend
    if bend is None or not game.size:
        return np.ones_like(game.moves)
    outputs = layer.rule(sums)
    assert layer.rule.slope
    slopes = layer.rule.slope(sums, outputs).mean(axis=0)
    crowding = (teams.mean(axis=1) - 0.5)[:, None, None]
    bends = (crowding * bend(outputs)).mean(axis=0)
    ratio = np.divide(bends, slopes, out=np.zeros_like(bends), where=slopes > 0)
    return np.asarray(1 - (game.moves * ratio[game.blocks]).clip(-0.5, 0.5))

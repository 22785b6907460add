"""Exact Shapley values of z1 and a2: a sigmoid is a sum of waves, and a wave of a sum is a product.

The sigmoid is ``1/2 + integral over t > 0 of sin(t a) / sinh(pi t)``. The mean of ``exp(i t a)`` over
random teams, each player in with probability q, is a product with one factor a player. So the mean
over all 2^k teams, which no computer could list, is one product for each wave t and each q.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.chain import Chain
from mnistnet.influence.game import DoesNotApply, Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.waves import Waves, even_places, waves_of
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["exact_values", "exact_views", "shapley_exact", "through_two_layers"]

Array = NDArray[Any]


def shapley_exact(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    tolerance: float = 1e-15,
) -> InfluenceMaps:
    """Return the exact Shapley values of a1, z1 and a2.

    Parameters
    ----------
    network, image, baseline
        As for `one_pixel`.
    rng : Generator, optional
        Not used: nothing is drawn at random.
    views : collection of str, optional
        Some of "a1", "z1", "a2"; all three by default.
    tolerance : float
        About how far the integrals may be off at z1; a looser one is faster.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Raises
    ------
    DoesNotApply
        If the first activation is neither sigmoid, tanh nor identity, or another view is asked for.

    Notes
    -----
    With m the middle of a1(x') and a1(x), and ``c_l = cos(t u_l / 2)``, ``s_l = sin(t u_l / 2)``,

        phi_i = 2 * integral over t of cos(t m) s_i R_i(t) / sinh(pi t),
        R_i(t) = integral over p from 0 to 1 of Re product over l != i of (c_l + i p s_l).

    The trapezoid rule in t is exact up to a term that falls off exponentially in the number of
    points, because the integrand is smooth far into the complex plane; Gauss-Legendre in p = 2q - 1.
    """
    game = Game.of(network, image, baseline)
    return game.result(shapley_exact, exact_values(game, views, tolerance))


def exact_views(chain: Chain) -> tuple[str, ...]:
    """Return the views whose Shapley values can be had exactly."""
    known = chain.first.rule.waves is not None or chain.first.activation == "identity"
    return chain.views[:3] if known else chain.views[:1]


def exact_values(game: Game, views: Collection[str] | None, tolerance: float) -> dict[str, Array]:
    """Return the exact Shapley values of a1, z1 and a2 (those wanted), view -> (k, nodes)."""
    exact = exact_views(game.chain)
    wanted = exact if views is None else game.chain.wanted(views)
    if (views is None and len(exact) == 1) or set(wanted) - set(exact):
        raise DoesNotApply(
            say(
                "With {activation} in the first layer exact Shapley values are known for {join} only. Take "
                "shapley, which samples where it must.",
                activation=game.chain.first.activation,
                join=", ".join(exact),
            )
        )
    return through_two_layers(game, wanted, lambda waves: _one_node(waves, tolerance), tolerance)


def through_two_layers(
    game: Game, views: Collection[str], of_node: Callable[[Waves], Array], tolerance: float
) -> dict[str, Array]:
    """Return shares in a1, z1 and a2 (those wanted), view -> (k, nodes), given how to find those of a sigmoid node.

    `of_node` takes a node's waves and returns one share a player; weighted sums pass shares on.
    """
    own = {"a1": game.moves}
    if set(views) - {"a1"}:
        own["z1"] = _first_layer(game, of_node, tolerance)
    if "a2" in views:
        own["a2"] = game.through_weights(own["z1"], 2)
    return {view: game.spread(own[view], view) for view in views}


def _first_layer(game: Game, of_node: Callable[[Waves], Array], tolerance: float) -> Array:
    """Return the shares in z1 for each player's own block, shape (k, width)."""
    steepness = game.chain.first.rule.waves
    if steepness is None:  # the identity
        return game.moves
    values = np.empty_like(game.moves)
    for block, span in game.spans():
        for node in range(game.chain.width):
            moves = steepness * game.moves[span, node]
            start, end = (steepness * float(sums[0, block, node]) for sums in (game.start, game.end))
            values[span, node] = steepness * of_node(waves_of(moves, start, end, tolerance))
    return values


def _one_node(waves: Waves, tolerance: float) -> Array:
    """Return the Shapley value of every player for one sigmoid node, shape (k,)."""
    squares = waves.cosines**2, waves.sines**2
    shares = np.zeros_like(waves.cosines)
    for p, weight in zip(*even_places(waves, tolerance), strict=True):
        product = weight * waves.product(p)
        top = waves.cosines * product.real
        top += waves.sines * (p * product.imag)
        bottom = squares[1] * p**2
        bottom += squares[0]
        shares += np.divide(top, bottom, out=top)
    shares *= waves.sines
    return np.asarray(shares @ (waves.weights * waves.middle_cos))

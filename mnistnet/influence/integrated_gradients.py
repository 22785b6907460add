"""Integrated gradients walk from the baseline straight to the picture and add up the slopes on the way."""

from collections.abc import Collection
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network

__all__ = ["integrated_gradients", "path_values", "unit_interval"]

Array = NDArray[Any]


def integrated_gradients(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    points: int = 32,
) -> InfluenceMaps:
    """Return ``(x_i - x'_i) * integral over t from 0 to 1 of d f / d x_i at x' + t (x - x')``.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Not used: nothing is drawn at random.
    points : int
        Gauss-Legendre points along the path.

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
    Adds up to the true change, up to the error of the integration: `InfluenceMaps.gap` measures it.
    Smooth activations need few points; ReLU has kinks, so take more. The straight path fades all
    pixels in together: a pixel's share depends on what the others do at the same moment only.

    References
    ----------
    M. Sundararajan, A. Taly, Q. Yan, "Axiomatic Attribution for Deep Networks", 2017, equation 1.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> maps = integrated_gradients(load_network("scratch"), load_digits().split("test").images[0], views=["z3"])
    >>> bool(np.allclose(maps.total("z3"), maps.change["z3"], atol=1e-6))
    True
    """
    game = Game.of(network, image, baseline)
    return game.result(integrated_gradients, path_values(game, points, views))


def path_values(game: Game, points: int, views: Collection[str] | None) -> dict[str, Array]:
    """Return the integrated gradients of one game, view -> (k, nodes); the path is a line in a1-space."""
    places, weights = unit_interval(points)
    sums = game.start + places[:, None, None] * (game.end - game.start)
    return along(game, mean_jacobians(game.chain, sums, weights, views))


@cache
def unit_interval(points: int) -> tuple[Array, Array]:
    """Return places in (0, 1) and weights that integrate polynomials of degree 2 * points - 1 exactly."""
    places, weights = np.polynomial.legendre.leggauss(points)
    places, weights = (places + 1) / 2, weights / 2
    places.flags.writeable = weights.flags.writeable = False
    return places, weights

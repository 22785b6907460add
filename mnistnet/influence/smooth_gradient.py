"""SmoothGrad is the gradient averaged over noisy copies of the picture, so that accidents of one place cancel."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.gradient import everywhere
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.network import Network

__all__ = ["smooth_gradient"]

Array = NDArray[Any]


def smooth_gradient(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    samples: int = 64,
    noise: float = 0.15,
    times_input: bool = False,
) -> InfluenceMaps:
    """Return the mean of ``d f / d x_i`` over pictures with Gaussian noise on every pixel.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    samples : int
        How many noisy copies; every second one has the noise of the one before with its sign turned.
    noise : float
        Standard deviation of the noise, where a full stroke of ink is 1.
    times_input : bool
        Multiply by ``x_i - x'_i``, which gives the unit of the node.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns).

    Raises
    ------
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    Does not add up to the change. Noise on 784 pixels is only ever seen through a1, so it is drawn
    there, with exactly the scatter that noise on the pixels would have.

    References
    ----------
    D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg, "SmoothGrad: removing noise by adding
    noise", 2017.
    """
    game = Game.of(network, image, baseline)
    probe = game if times_input else everywhere(game)
    shaken = _shaken(game, rng or np.random.default_rng(0), samples, noise * abs(network.encoding.scale))
    tally = Tally()
    for part in np.array_split(shaken, 4):
        tally.add(along(probe, mean_jacobians(game.chain, part.reshape(-1, *part.shape[2:]), views=views)))
    maps = probe.result(smooth_gradient, tally.means, tally.errors())
    return replace(maps, change=game.change(maps))


def _shaken(game: Game, rng: Generator, samples: int, noise: float) -> Array:
    """Return a1 of noisy pictures in pairs of opposite noise, shape (pairs, 2, blocks, width)."""
    pairs = max(samples // 2, 4)
    spread = np.linalg.qr(game.chain.first.weights, mode="r")  # R with R^T R = W^T W: the same scatter
    moves = rng.normal(0, noise, (pairs, 1, game.chain.blocks, len(spread))) @ spread
    return game.end + np.concatenate([moves, -moves], axis=1)

"""Expected gradients take many digits as baselines, not one blank sheet, so that missing ink counts too."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.influence.chain import chain_of
from mnistnet.influence.game import Game
from mnistnet.influence.integrated_gradients import path_jacobians
from mnistnet.influence.jacobian import own_along
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["expected_gradients"]

Array = NDArray[Any]


def expected_gradients(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    samples: int = 50,
    points: int = 48,
) -> InfluenceMaps:
    """Return integrated gradients averaged over many baselines.

    Parameters
    ----------
    network, image, views
        As for `one_pixel`.
    baseline : ndarray of shape (n, rows, columns), optional
        The baselines. By default `samples` random digits of the embedded training split; a single
        picture gives plain integrated gradients.
    rng : Generator, optional
        Chooses the digits; seeded with 0 by default.
    samples : int
        How many digits to choose.
    points : int
        Gauss-Legendre points along each path to begin with; see `integrated_gradients`.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node. The true change is
        the node's value minus its mean over the baselines; the standard error is that of the mean
        over baselines.

    Raises
    ------
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    Adds up to the change against the mean over baselines. A pixel without ink can have influence
    here, because other digits have ink there.

    References
    ----------
    G. Erion, J. D. Janizek, P. Sturmfels, S. M. Lundberg, S.-I. Lee, "Improving performance of deep
    learning models with axiomatic attribution priors and expected gradients", 2021.
    """
    others = _digits(network, rng, samples) if baseline is None else np.asarray(baseline)
    maps, changes = Tally(), Tally()
    others = others.reshape(-1, *network.image_shape)
    for other in others:
        game = Game.of(network, image, other)
        own = own_along(game, path_jacobians(game, points, views, share=2 / len(others)))
        maps.add({view: game.on_paper(values) for view, values in own.items()})
        changes.add(game.change(own))
    means, errors = (
        {view: chain_of(network).pictures(values, view) for view, values in of_pixels.items()}
        for of_pixels in (maps.means, maps.errors())
    )
    return InfluenceMaps(expected_gradients.__name__, means, changes.means, dict.fromkeys(means) | errors)


def _digits(network: Network, rng: Generator | None, samples: int) -> Array:
    """Return random digits of the embedded training split."""
    if network.image_shape != (28, 28):
        raise ValueError(
            say(
                "Digits have 28 x 28 pixels, this network reads {shape}: give it baselines.",
                shape=network.image_shape,
            )
        )
    digits = load_digits().split("train").images
    return digits[(rng or np.random.default_rng(0)).choice(len(digits), samples, replace=False)]

"""Expected gradients take many digits as baselines, not one blank sheet, so that missing ink counts too."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.influence.chain import chain_of
from mnistnet.influence.game import Game
from mnistnet.influence.integrated_gradients import paths_jacobians
from mnistnet.influence.jacobian import own_along
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["expected_gradients"]

Array = NDArray[Any]
ROUNDING = 1e-14  # a scatter below this share of the square cannot be told from none


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
    others = others.reshape(-1, *network.image_shape)
    chain, found, changes = chain_of(network), _OnPaper(), Tally()
    games = (Game.of(network, image, other) for other in others)
    for game, jacobians in paths_jacobians(chain, games, points, views, share=2 / len(others)):
        found.add(game, own_along(game, jacobians))
        changes.add(game.change(jacobians))
    means = {view: chain.pictures(mean, view) for view, mean in found.means().items()}
    errors = {view: chain.pictures(error, view) for view, error in found.errors().items()}
    return InfluenceMaps(expected_gradients.__name__, means, changes.means, dict.fromkeys(means) | errors)


class _OnPaper:
    """Sums over games of each pixel's values and of their squares; who does not play adds nothing."""

    def __init__(self) -> None:
        self._count = 0
        self._sums: dict[str, Array] = {}
        self._squares: dict[str, Array] = {}

    def add(self, game: Game, own: dict[str, Array]) -> None:
        """Count one more game, with the players' values: view -> (k, m)."""
        self._count += 1
        pixels = int(np.prod(game.chain.image_shape))
        for view, values in own.items():
            for sums, more in ((self._sums, values), (self._squares, values**2)):
                if view not in sums:
                    sums[view] = np.zeros((pixels, values.shape[1]))
                sums[view][game.players] += more

    def means(self) -> dict[str, Array]:
        """Return the mean over games, view -> (rows * columns, m)."""
        return {view: total / self._count for view, total in self._sums.items()}

    def errors(self) -> dict[str, Array]:
        """Return its standard error; nothing if there is one game."""
        if self._count < 2:
            return {}
        found = {}
        for view, mean in self.means().items():
            square = self._squares[view] / self._count
            scatter = square - mean**2
            scatter[scatter < ROUNDING * square] = 0  # all alike, but for the last digits
            found[view] = np.sqrt(scatter / (self._count - 1))
        return found


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

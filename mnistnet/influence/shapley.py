"""Shapley's value is what a pixel changes on average when all pixels of the picture enter in random order."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.backwards import has_slopes
from mnistnet.influence.behind_softmax import is_behind_softmax, softmax_values
from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.sampling import Tally
from mnistnet.influence.shapley_exact import exact_values, exact_views
from mnistnet.influence.shapley_permutations import permutation_values
from mnistnet.influence.two_level import two_level_values
from mnistnet.network import Network

__all__ = ["shapley"]

Array = NDArray[Any]
BATCHES = 8


def shapley(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    masks: int = 2048,
    toggles: int = 32,
    permutations: int = 64,
    tolerance: float = 1e-15,
) -> InfluenceMaps:
    """Return the Shapley value of every pixel for every node: the fairest share of what it did in all.

    Exact at a1, and at z1 and a2 where the first activation is sigmoid, tanh or identity; deeper by
    `two_level`, behind a softmax by `softmax_values`, or by `shapley_permutations` where step activations
    leave no slope.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Seeded with 0 by default, so that the same call gives the same maps.
    masks, toggles
        See `two_level` and `softmax_values`.
    permutations
        See `shapley_permutations`; for networks with step activations only.
    tolerance : float
        See `shapley_exact`; half the time with 1e-10.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node, with standard
        errors where it sampled.

    Notes
    -----
    Adds up to the true change of every node: a sampled map's small surplus or lack is shared out
    among the pixels, most to those that are least certain. One map says how much a pixel did, not
    with whom: see `interactions`.

    References
    ----------
    L. S. Shapley, "A Value for n-Person Games", 1953.

    Examples
    --------
    >>> from mnistnet import Dense, Network
    >>> both = Dense(np.array([[3.0], [3.0], [0.0], [0.0]]), np.array([-3.0]), "relu")  # it takes two pixels
    >>> network = Network((both,), image_shape=(2, 2))
    >>> maps = shapley(network, np.array([[1.0, 1.0], [0.0, 0.0]]))
    >>> maps["z1"].round(6)
    array([[[1.5, 1.5],
            [0. , 0. ]]])
    >>> maps.change["z1"]
    array([3.])
    """
    game = Game.of(network, image, baseline)
    rng = rng or np.random.default_rng(0)
    wanted = game.chain.wanted(views)
    exact = [view for view in wanted if view in exact_views(game.chain)]
    sampled = [view for view in wanted if view not in exact]
    values = exact_values(game, exact, tolerance) if exact else {}
    values |= {view: _made_complete(game, view, values[view], values[view]) for view in exact if view != "a1"}
    if not sampled:
        return game.result(shapley, values)
    if has_slopes(game.chain, sampled[-1]):
        tallies = _by_slopes(game, rng, masks, toggles, sampled)
    else:
        tallies = [permutation_values(game, rng, permutations, sampled)]
    errors = {view: error for tally in tallies for view, error in tally.errors().items()}
    means = {view: mean for tally in tallies for view, mean in tally.means.items()}
    values |= {view: _made_complete(game, view, mean, errors.get(view)) for view, mean in means.items()}
    return game.result(shapley, {view: values[view] for view in wanted}, errors)


def _by_slopes(game: Game, rng: Generator, masks: int, toggles: int, views: Collection[str]) -> list[Tally]:
    """Return the means of some views, each by the way that has least error in its time."""
    behind = [view for view in views if is_behind_softmax(game, view)]
    before = [view for view in views if view not in behind]
    tallies = [two_level_values(game, rng, masks, toggles, BATCHES, before)] if before else []
    return tallies + [softmax_values(game, rng, masks, toggles, BATCHES, view) for view in behind]


def _made_complete(game: Game, view: str, values: Array, errors: Array | None) -> Array:
    """Return the values with the difference from the true change shared out by squared standard error."""
    missing = game.change([view])[view] - values.sum(axis=0)
    weights = np.finfo(float).tiny + (np.zeros_like(values) if errors is None else errors**2)
    return np.asarray(values + missing * weights / weights.sum(axis=0))

"""Shapley's value is what a pixel changes on average when all pixels of the picture enter in random order."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.backwards import has_slopes
from mnistnet.influence.behind_softmax import is_behind_softmax, softmax_values
from mnistnet.influence.bent_sums import are_bent_sums, bent_sum_values
from mnistnet.influence.game import Game
from mnistnet.influence.listed_rows import listed_values, listed_views
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.near_bends import bends_at_once
from mnistnet.influence.sampling import Tally
from mnistnet.influence.shapley_exact import exact_values, exact_views
from mnistnet.influence.shapley_permutations import permutation_values
from mnistnet.influence.toggled_rows import behind_rows, toggled_rows
from mnistnet.influence.two_level import two_level_values
from mnistnet.network import Network

__all__ = ["shapley", "shapley_of"]

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

    Exact at a1, at z1 and a2 where the first activation is sigmoid, tanh or identity, and where a network reads its
    picture by rows up to the sums where they come together, see `listed_values`; deeper by `two_level`, behind a
    softmax by `softmax_values`, behind rows by `toggled_rows`, or by `shapley_permutations` where step activations
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
    return shapley_of(game, rng, views, masks, toggles, permutations, tolerance)


def shapley_of(
    game: Game,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    masks: int = 2048,
    toggles: int = 32,
    permutations: int = 64,
    tolerance: float = 1e-15,
) -> InfluenceMaps:
    """Return the same for a game."""
    rng = rng or np.random.default_rng(0)
    wanted = game.chain.wanted(views)
    exact = [view for view in wanted if view in exact_views(game.chain)]
    listed = [view for view in wanted if view in listed_views(game) and view not in exact]
    sampled = [view for view in wanted if view not in (*exact, *listed)]
    values = exact_values(game, exact, tolerance) if exact else {}
    values |= listed_values(game, listed) if listed else {}
    values |= {view: _made_complete(game, view, value, value) for view, value in values.items() if view != "a1"}
    tallies = _sampled(game, rng, masks, toggles, permutations, sampled) if sampled else []
    errors = {view: error for tally in tallies for view, error in tally.errors().items() if view in sampled}
    means = {view: mean for tally in tallies for view, mean in tally.means.items() if view in sampled}
    values |= {view: _made_complete(game, view, mean, errors.get(view)) for view, mean in means.items()}
    return game.result(shapley, {view: values[view] for view in wanted}, errors)


def _sampled(
    game: Game, rng: Generator, masks: int, toggles: int, permutations: int, views: Collection[str]
) -> list[Tally]:
    """Return the means of some views, each by the way that has least error in its time."""
    if behind_rows(game, views):
        return [toggled_rows(game, rng, masks, BATCHES, views)]
    if not has_slopes(game.chain, [*views][-1]):
        return [permutation_values(game, rng, permutations, views)]
    behind = {view: view for view in views if is_behind_softmax(game, view)}
    if bends_at_once(game.chain) and is_behind_softmax(game, last := game.chain.views[-1]):
        behind |= {view: last for view in views if view == "a" + last[1:]}
    bent = [view for view in views if view not in behind and are_bent_sums(game, view)]
    before = [view for view in views if view not in behind and view not in bent]
    tallies = [two_level_values(game, rng, masks, toggles, BATCHES, before)] if before else []
    tallies += [bent_sum_values(game, rng, masks, toggles, BATCHES, view) for view in bent]
    return tallies + [softmax_values(game, rng, masks, toggles, BATCHES, view) for view in {*behind.values()}]


def _made_complete(game: Game, view: str, values: Array, errors: Array | None) -> Array:
    """Return the values with the difference from the true change shared out by squared standard error."""
    missing = game.change([view])[view] - values.sum(axis=0)
    weights = np.finfo(float).tiny + (np.zeros_like(values) if errors is None else errors**2)
    return np.asarray(values + missing * weights / weights.sum(axis=0))

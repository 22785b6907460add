"""Occlusion rubs out one pixel of the whole picture and sees what each node loses."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network

__all__ = ["occlusion", "two_ended"]

Array = NDArray[Any]


def occlusion(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return what each node loses when one pixel goes back to the baseline: ``v(N) - v(N - {i})``.

    Parameters
    ----------
    network, image, baseline, rng, views
        As for `one_pixel`.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Notes
    -----
    Adds up to the true change at a1 only. Where two pixels each suffice for a node, rubbing out
    either changes nothing, and both are called unimportant.

    References
    ----------
    M. D. Zeiler, R. Fergus, "Visualizing and Understanding Convolutional Networks", 2014, section 4.2
    (there with a grey square instead of a pixel).
    """
    game = Game.of(network, image, baseline)
    sums = np.concatenate([game.moved(game.end, -game.moves), game.start, game.end])
    values = game.chain.values(sums, views)
    lost = {view: value[-1] - value[:-2] for view, value in values.items()}
    return game.result(occlusion, lost, change={view: value[-1] - value[-2] for view, value in values.items()})


def two_ended(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return the mean of the two ends, one pixel alone and one pixel missing.

    ``(v({i}) - v({})) / 2 + (v(N) - v(N - {i})) / 2``. Parameters and result are those of `one_pixel`.

    Notes
    -----
    It is the Shapley value, and so adds up to the change, if pixels act on each other in pairs only;
    in general it is the trapezoid rule with two points for an integral that bends.
    """
    game = Game.of(network, image, baseline)
    sums = (game.moved(game.start, game.moves), game.start, game.moved(game.end, -game.moves), game.end)
    values = game.chain.values(np.concatenate(sums), views)
    return game.result(two_ended, {view: _mean_of_ends(value, game.size) for view, value in values.items()})


def _mean_of_ends(value: Array, k: int) -> Array:
    alone, without = value[:k] - value[k], value[-1] - value[k + 1 : -1]
    return (alone + without) / 2

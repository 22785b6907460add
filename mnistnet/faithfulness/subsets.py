"""Erase random groups of pixels, and the node should fall by as much as the map says that these pixels did."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.faithfulness.agreement import pearson
from mnistnet.influence.game import Game
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["infidelity", "sensitivity_n"]

Array = NDArray[Any]


def infidelity(
    network: Network,
    image: ArrayLike,
    maps: Array,
    view: str,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    groups: int = 256,
    relative: bool = True,
) -> Array:
    """Return the mean squared error of a map as a forecast of what erasing a random group does.

    ``E[(sum of the map over S - (v(N) - v(N without S)))^2]``: a pixel is in S with probability q, and q
    is anything from 0 to 1.

    Parameters
    ----------
    network, image, baseline
        As for the influence methods.
    maps : ndarray of shape (nodes, rows, columns)
        The maps of the view, in the unit of the node.
    view : str
    rng : Generator, optional
        Seeded with 0 by default.
    groups : int
        How many random groups.
    relative : bool
        Divide by ``E[(v(N) - v(N without S))^2]``, so that 1 is as bad as an empty map.

    Returns
    -------
    ndarray of shape (nodes,)
        0 is perfect; NaN where nothing that was erased ever changed the node and `relative` is set.

    References
    ----------
    C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. I. Inouye, P. Ravikumar, "On the (In)fidelity and
    Sensitivity of Explanations", 2019, definition 2.1, with the perturbation that sets S to the baseline.
    """
    game = Game.of(network, image, baseline)
    rng = rng or np.random.default_rng(0)
    members = (rng.random((groups, game.size)) < rng.random((groups, 1))).astype(np.float64)
    foretold, lost = _foretold_and_lost(game, members, maps, view)
    errors = ((foretold - lost) ** 2).mean(axis=0)
    if not relative:
        return np.asarray(errors)
    sizes = (lost**2).mean(axis=0)
    return np.divide(errors, sizes, out=np.full(len(sizes), np.nan), where=sizes > 0)


def sensitivity_n(
    network: Network,
    image: ArrayLike,
    maps: Array,
    view: str,
    n: int,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    groups: int = 256,
) -> Array:
    """Return the correlation between what a map says of groups of n pixels and what erasing them does.

    Parameters
    ----------
    network, image, maps, view, baseline, rng, groups
        As for `infidelity`.
    n : int
        How many pixels to erase at a time, from 1 to one less than differ from the baseline.

    Returns
    -------
    ndarray of shape (nodes,)
        From -1 to 1; NaN where one of the two never changes.

    Raises
    ------
    ValueError
        If there are no groups of that size to compare.

    References
    ----------
    M. Ancona, E. Ceolini, C. Öztireli, M. Gross, "Towards better understanding of gradient-based
    attribution methods for Deep Neural Networks", 2018, section 4.
    """
    game = Game.of(network, image, baseline)
    if not 1 <= n < game.size:
        raise ValueError(
            say("Groups of {n} cannot be drawn from {size} pixels in more than one way.", n=n, size=game.size)
        )
    rng = rng or np.random.default_rng(0)
    ranks = rng.random((groups, game.size)).argsort(axis=1)
    foretold, lost = _foretold_and_lost(game, (ranks < n).astype(np.float64), maps, view)
    return pearson(foretold.T[:, None], lost.T[:, None])


def _foretold_and_lost(game: Game, members: Array, maps: Array, view: str) -> tuple[Array, Array]:
    """Return what the maps say of every group and what erasing it really takes, both (groups, nodes)."""
    shares = maps.reshape(len(maps), -1)[:, game.players]
    whole = game.chain.values(game.end, [view])[view]
    return members @ shares.T, whole - game.chain.values(game.teams(1 - members), [view])[view]

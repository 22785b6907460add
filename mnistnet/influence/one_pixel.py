"""One-pixel influence: put a single pixel of the picture onto blank paper and see what each node does."""

from collections.abc import Collection

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network

__all__ = ["one_pixel"]


def one_pixel(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return what each pixel does *alone*: the change of every node when only that pixel is put in.

    ``v({i}) - v({})``, with v(S) the node's value when the pixels of S come from the picture and
    all the others from the baseline.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.
    baseline : ndarray of shape (rows, columns), optional
        Blank paper by default.
    rng : Generator, optional
        Not used: nothing is drawn at random.
    views : collection of str, optional
        Which views to compute; all by default.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Notes
    -----
    Exact for a1, where pixels simply add up. From z1 on pixels act on each other, which this map
    cannot see: it need not add up to the true change. It is the first term of the Shapley-Taylor
    expansion, and `interactions` holds the second.

    Examples
    --------
    >>> from mnistnet import Dense, Network
    >>> network = Network((Dense(np.array([[1.0], [2.0], [3.0], [4.0]]), activation="identity"),), image_shape=(2, 2))
    >>> one_pixel(network, np.array([[1.0, 0.0], [0.0, 0.5]]))["a1"]
    array([[[1., 0.],
            [0., 2.]]])
    """
    game = Game.of(network, image, baseline)
    sums = np.concatenate([game.moved(game.start, game.moves), game.end, game.start])
    moved = game.chain.values(sums, views)
    for value in moved.values():
        value -= value[-1].copy()  # in place: new arrays would take a twentieth of the time
    alone = {view: value[:-2] for view, value in moved.items()}
    change = {view: value[-2].copy() for view, value in moved.items()}  # a view of it would keep all the rest
    return game.result(one_pixel, alone, change=change)

"""The gradient says how fast a node would change if a pixel changed a little, and nothing about a lot."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network

__all__ = ["gradient", "gradient_times_input"]


def gradient(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return the slope of every node by every pixel, ``d f / d x_i``, at the picture.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`; the baseline only enters the true change.
    rng : Generator, optional
        Not used: nothing is drawn at random.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node per unit of the
        network's input. Every pixel has a slope, blank ones too.

    Raises
    ------
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    It does not add up to the change: it answers another question, "what if this pixel changed a
    little?". Where a node is saturated the answer is "nothing" however strong its inputs are.

    References
    ----------
    K. Simonyan, A. Vedaldi, A. Zisserman, "Deep Inside Convolutional Networks: Visualising Image
    Classification Models and Saliency Maps", 2014.

    Examples
    --------
    >>> from mnistnet import Dense, Network
    >>> network = Network((Dense(np.array([[1.0], [2.0], [3.0], [4.0]]), activation="identity"),), image_shape=(2, 2))
    >>> gradient(network, np.zeros((2, 2)))["z1"]
    array([[[1., 2.],
            [3., 4.]]])
    """
    game = Game.of(network, image, baseline)
    jacobians = mean_jacobians(game.chain, game.end, views=views)
    probe = everywhere(game)
    maps = probe.result(gradient, along(probe, jacobians))
    return replace(maps, change=game.change(jacobians))


def gradient_times_input(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return ``(x_i - x'_i) d f / d x_i``: the change if every node went on as steeply as at the picture.

    Parameters, result and errors are those of `gradient`, in the unit of the node.

    Notes
    -----
    Adds up to the change only where the node is linear.

    References
    ----------
    A. Shrikumar, P. Greenside, A. Kundaje, "Learning Important Features Through Propagating
    Activation Differences", 2017, section 2.
    """
    game = Game.of(network, image, baseline)
    return game.result(gradient_times_input, along(game, mean_jacobians(game.chain, game.end, views=views)))


def everywhere(game: Game) -> Game:
    """Return the game in which every pixel is a player that moves a1 by its own weights, d_i = 1."""
    pixels = np.arange(np.prod(game.chain.image_shape))
    blocks, inputs = np.divmod(pixels, game.chain.first.fan_in)
    moves = game.chain.first.weights[inputs]
    return replace(game, players=pixels, blocks=blocks, differences=np.ones(len(pixels)), moves=moves)

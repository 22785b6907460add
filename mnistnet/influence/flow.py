"""Two readings of finished maps: why this class and not that one, and through which hidden nodes it came."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.chain import Chain
from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.shapley import shapley
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["Flow", "contrast", "flow"]

Array = NDArray[Any]


def contrast(maps: InfluenceMaps, view: str, a: int, b: int) -> Array:
    """Return what each pixel did for node `a` over node `b`, shape (rows, columns): "why 3, not 8".

    ``map_a - map_b``, which is the map of the difference of the two nodes, since every method here
    treats a difference of nodes as the difference of their maps (linearity).

    Notes
    -----
    Take the sums before a softmax ("a3") rather than the probabilities: there the difference of two
    classes is the logarithm of the odds between them.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> maps = shapley(load_network("scratch"), load_digits().split("test").images[0], views=["a3"])
    >>> contrast(maps, "a3", 4, 9).shape
    (28, 28)
    """
    return np.asarray(maps[view][a] - maps[view][b])


@dataclass(frozen=True, eq=False, repr=False)
class Flow:
    """How one class's sum came about: from pixels to hidden nodes to the class.

    Attributes
    ----------
    target : int
        The class.
    bias : float
        What the class gets whatever the picture.
    resting, contributions : ndarray of shape (hidden,)
        What each node of the last hidden layer sends to the class for the baseline, and how much
        more it sends for the picture.
    maps : ndarray of shape (hidden, rows, columns)
        Which pixels made each contribution; sums to `contributions` for a complete method.
    """

    target: int
    bias: float
    resting: Array
    contributions: Array
    maps: Array

    @property
    def map(self) -> Array:
        """Return the map of the class's sum, shape (rows, columns): the sum of the maps of all paths."""
        return np.asarray(self.maps.sum(axis=0))

    def strongest(self, count: int) -> NDArray[np.intp]:
        """Return the hidden nodes that moved the class most, up or down, strongest first."""
        return np.argsort(-np.abs(self.contributions), kind="stable")[:count]


def flow(
    network: Network,
    image: ArrayLike,
    target: int,
    baseline: ArrayLike | None = None,
    *,
    method: Callable[..., InfluenceMaps] = shapley,
    rng: Generator | None = None,
) -> Flow:
    """Return the flow of influence from pixels through the last hidden layer to one class's sum.

    The class's sum is ``a_c = b_c + sum_j W[j, c] z_j``, so its map is ``sum_j W[j, c] map(z_j)``: one
    picture for each hidden node, with nothing left over.

    Parameters
    ----------
    network, image, baseline
        As for `one_pixel`.
    target : int
        The class.
    method : callable
        Which influence method makes the maps of the hidden nodes.
    rng : Generator, optional
        Passed on to the method.

    Returns
    -------
    Flow

    Raises
    ------
    ValueError
        If there is no such class, or no hidden layer.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> flow(load_network("scratch"), load_digits().split("test").images[0], target=4).strongest(3).shape
    (3,)
    """
    if len(network.views) < 4:
        raise ValueError(say("This network has no hidden layer for anything to flow through."))
    if not 0 <= target < network.classes:
        raise ValueError(say("The classes are 0 to {last}, not {target}.", last=network.classes - 1, target=target))
    hidden = network.views[-3]
    game = Game.of(network, image, baseline)
    weights, bias = _incoming(game.chain, target)
    maps = method(network, image, baseline, rng=rng, views=[hidden])
    resting = game.chain.values(game.start, [hidden])[hidden][0]
    return Flow(target, bias, weights * resting, weights * maps.change[hidden], weights[:, None, None] * maps[hidden])


def _incoming(chain: Chain, target: int) -> tuple[Array, float]:
    """Return the weights with which a class hears every hidden node, shape (hidden,), and its bias."""
    last, shape = chain.dense_layers[-1], chain.view_shapes[chain.views[-2]]
    row, unit = divmod(target, shape[-1])
    weights = np.zeros((chain.nodes(chain.views[-3]) // last.fan_in, last.fan_in))
    weights[row] = last.weights[:, unit]
    return weights.ravel(), 0.0 if last.biases is None else float(last.biases[unit])

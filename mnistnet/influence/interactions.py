"""Interactions are what two pixels do together, beyond what each does alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.one_pixel import one_pixel
from mnistnet.influence.pairs import deep_pairs, exact_pairs, in_accord
from mnistnet.influence.shapley import shapley
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["Interactions", "interactions"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class Interactions:
    """The pixels of one picture in pairs, for one node.

    Attributes
    ----------
    view, node : str, int
        Which node.
    players : ndarray of shape (k,), int
        The pixels that differ from the baseline, counted row by row.
    alone : ndarray of shape (k,)
        What each does alone, `one_pixel`.
    pairs : ndarray of shape (k, k)
        What each two do together, symmetric, 0 on the diagonal.
    change : float
        The true change of the node.
    exact : bool
        Whether the pairs are exact; if not they were estimated from random teams.
    image_shape : (int, int)

    Notes
    -----
    The receipt: ``alone.sum() + pairs.sum() / 2`` is the change, since every pair stands in `pairs`
    twice. And ``alone + pairs.sum(axis=1) / 2`` is each pixel's Shapley value.
    """

    view: str
    node: int
    players: NDArray[np.intp]
    alone: Array
    pairs: Array
    change: float
    exact: bool
    image_shape: tuple[int, int]

    @property
    def together(self) -> Array:
        """Return half of what each pixel does in all its pairs, shape (k,)."""
        return np.asarray(self.pairs.sum(axis=1) / 2)

    @property
    def total(self) -> Array:
        """Return each pixel's Shapley value, alone + together, shape (k,)."""
        return np.asarray(self.alone + self.together)

    def picture(self, values: Array) -> Array:
        """Return one value a player as a picture of shape (rows, columns)."""
        canvas = np.zeros(self.image_shape)
        canvas.flat[self.players] = values
        return canvas

    def partners(self, row: int, column: int) -> Array:
        """Return what one pixel does together with each other pixel, shape (rows, columns).

        All 0 for a pixel that does not differ from the baseline: it takes part in nothing.
        """
        found = np.flatnonzero(self.players == row * self.image_shape[1] + column)
        return self.picture(self.pairs[found[0]]) if len(found) else np.zeros(self.image_shape)

    def __repr__(self) -> str:
        kind = "exact" if self.exact else "estimated"
        return f"<Interactions of {len(self.players)} pixels at node {self.node} of {self.view}, {kind}>"


def interactions(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    view: str = "z1",
    node: int = 0,
    rng: Generator | None = None,
    teams: int = 16,
) -> Interactions:
    """Return what each two pixels do together at one node: the Shapley-Taylor index of order 2.

    The mean over random teams S of ``v(S + i + j) - v(S + i) - v(S + j) + v(S)``, where S holds every
    other pixel with probability q and small q count more, in proportion to 1 - q.

    Parameters
    ----------
    network, image, baseline
        As for `one_pixel`.
    view, node : str, int
        Which node.
    rng : Generator, optional
        Seeded with 0 by default; used where the pairs are not exact.
    teams : int
        How many random teams to estimate from, at one pass forth and back for every pixel.

    Returns
    -------
    Interactions

    Raises
    ------
    DoesNotApply
        If the network has step activations and the node lies behind one.
    ValueError
        If there is no such node.

    Notes
    -----
    Exact at a1 (no pair does anything), and at z1 and a2 where `shapley_exact` is. Deeper, a pair is
    estimated as how much pixel i changes the slope that pixel j meets, and the estimate is then moved
    as little as possible so that every row is in accord with that pixel's Shapley value.

    References
    ----------
    M. Sundararajan, K. Dhamdhere, A. Agarwal, "The Shapley Taylor Interaction Index", 2020.
    """
    game = Game.of(network, image, baseline)
    if not 0 <= node < game.chain.nodes(game.chain.wanted([view])[0]):
        raise ValueError(
            say("{view} has the nodes 0 to {last}, not {node}.", view=view, last=game.chain.nodes(view) - 1, node=node)
        )
    rng = rng or np.random.default_rng(0)
    alone = _of(one_pixel(network, image, baseline, views=[view])[view][node], game)
    pairs = exact_pairs(game, view, node)
    exact = pairs is not None
    if pairs is None:
        total = _of(shapley(network, image, baseline, rng=rng, views=[view])[view][node], game)
        pairs = in_accord(deep_pairs(game, view, node, rng, teams), 2 * (total - alone))
    change = float(game.change([view])[view][node])
    return Interactions(view, node, game.players, alone, pairs, change, exact, network.image_shape)


def _of(picture: Array, game: Game) -> Array:
    return np.asarray(picture.ravel()[game.players])

"""Erase the pixels in the order of their influence: a map that is right makes the node fall at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.network import Network

__all__ = ["Curve", "both_ways", "deletion", "erasure_film", "insertion"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Curve:
    """How nodes change while pixels go or come, the most influential first.

    Attributes
    ----------
    fractions : ndarray of shape (steps + 1,)
        Which part of the pixels that differ from the baseline has gone or come, 0 to 1.
    values : ndarray of shape (nodes, steps + 1)
        What each node sends then, in its own order of pixels.
    """

    fractions: Array
    values: Array

    @property
    def auc(self) -> Array:
        """Return the area under each node's curve, its mean value on the way, shape (nodes,)."""
        return np.asarray(np.trapezoid(self.values, self.fractions, axis=1))


def deletion(
    network: Network,
    image: ArrayLike,
    maps: Array,
    view: str,
    nodes: Sequence[int] | None = None,
    baseline: ArrayLike | None = None,
    steps: int | None = None,
) -> Curve:
    """Return how each node falls while its pixels go back to the baseline, most positive influence first.

    Parameters
    ----------
    network, image, baseline
        As for the influence methods.
    maps : ndarray of shape (nodes, rows, columns)
        The maps of the view.
    view : str
    nodes : sequence of int, optional
        Which nodes; all by default.
    steps : int, optional
        In how many nearly equal steps; one pixel at a time by default.

    Returns
    -------
    Curve
        A faithful map's curve is low, whether the node rose or fell in all.

    Notes
    -----
    Half-erased digits are pictures that the network never learned from, so part of what the curve
    shows is its surprise. It judges the order of the pixels, not the sizes.

    References
    ----------
    V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box
    Models", 2018.
    """
    game = Game.of(network, image, baseline)
    return _curve(game, maps, view, nodes, steps, game.end, -1)


def insertion(
    network: Network,
    image: ArrayLike,
    maps: Array,
    view: str,
    nodes: Sequence[int] | None = None,
    baseline: ArrayLike | None = None,
    steps: int | None = None,
) -> Curve:
    """Return how each node rises while its pixels come into the baseline, most positive influence first.

    Parameters, result and references are those of `deletion`; a faithful map's curve is high.
    """
    game = Game.of(network, image, baseline)
    return _curve(game, maps, view, nodes, steps, game.start, 1)


def both_ways(game: Game, influence: Array, view: str, node: int, steps: int) -> tuple[Curve, Curve]:
    """Return the deletion and the insertion curve of one node, in the order of one map of shape (rows, columns)."""
    stops = _stops(game.size, steps)
    gone = _sums(game, _orders(game, influence[None])[0], np.zeros_like(game.start), 1)[stops]
    places = np.concatenate([game.end - gone, game.start + gone])
    values, fractions = game.chain.values(places, [view])[view][:, node], stops / max(game.size, 1)
    erased, put_in = values.reshape(2, 1, -1)
    return Curve(fractions, erased), Curve(fractions, put_in)


def erasure_film(
    network: Network, image: ArrayLike, influence: Array, baseline: ArrayLike | None = None, frames: int = 12
) -> Array:
    """Return the picture with more and more of its most influential pixels erased.

    Parameters
    ----------
    influence : ndarray of shape (rows, columns)
        The map of one node.
    frames : int
        How many pictures after the first, whole one.

    Returns
    -------
    ndarray of shape (frames + 1, rows, columns), float from 0 to 1
        Pixels as the network can be given them; the last frame is the baseline.
    """
    game = Game.of(network, image, baseline)
    encoding = network.encoding
    picture = (network.encode(image, np.float64).ravel() - encoding.offset) / encoding.scale
    order = _orders(game, influence[None])[0]
    film = np.repeat(picture[None], frames + 1, axis=0)
    for frame, gone in zip(film, _stops(game.size, frames), strict=True):
        erased = order[:gone]
        frame[game.players[erased]] -= game.differences[erased] / encoding.scale
    return film.clip(0, 1).reshape(-1, *network.image_shape)


def _curve(
    game: Game, maps: Array, view: str, nodes: Sequence[int] | None, steps: int | None, first: Array, sign: int
) -> Curve:
    chosen = range(game.chain.nodes(view)) if nodes is None else nodes
    stops = _stops(game.size, steps or max(game.size, 1))
    orders = _orders(game, maps[list(chosen)])
    values = [
        _on_the_way(game, order, stops, first, sign, view)[:, node] for node, order in zip(chosen, orders, strict=True)
    ]
    return Curve(stops / max(game.size, 1), np.array(values))


def _on_the_way(
    game: Game, order: NDArray[np.intp], stops: NDArray[np.intp], first: Array, sign: int, view: str
) -> Array:
    """Return the nodes' values at every stop, shape (stops, nodes)."""
    return game.chain.values(_sums(game, order, first, sign)[stops], [view])[view]


def _sums(game: Game, order: NDArray[np.intp], first: Array, sign: int) -> Array:
    """Return a1 after every player, shape (k + 1, blocks, width), from where it is at first."""
    sums = np.zeros((game.size + 1, game.chain.blocks, game.chain.width))
    sums[0] = first
    sums[np.arange(1, game.size + 1), game.blocks[order]] = sign * game.moves[order]
    return np.cumsum(sums, axis=0)


def _orders(game: Game, maps: Array) -> NDArray[np.intp]:
    """Return the players of every map, most positive influence first, shape (maps, k)."""
    return np.argsort(-maps.reshape(len(maps), -1)[:, game.players], axis=1, kind="stable")


def _stops(players: int, steps: int) -> NDArray[np.intp]:
    return np.linspace(0, players, steps + 1).round().astype(np.intp)

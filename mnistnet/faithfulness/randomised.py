"""A map that stays as it is when the network forgets what it learned shows the picture and not the network."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence import METHODS
from mnistnet.influence.game import DoesNotApply, Game
from mnistnet.network import Dense, Network
from mnistnet.words import say

__all__ = ["BLIND", "Sanity", "randomised", "rank_correlation", "sanity_check", "sanity_words"]

Array = NDArray[Any]
BLIND = 0.5  # rank correlation with the map of the trained network, from which on a method is called blind


@dataclass(frozen=True, eq=False)
class Sanity:
    """One method's map of one node while layer after layer forgets, from the node's own layer downwards.

    Attributes
    ----------
    method : str
    maps : ndarray of shape (layers + 1, rows, columns)
        The first is that of the trained network; then one more layer is random each time, in the first draw.
    correlations : ndarray of shape (layers + 1, draws)
        Rank correlation of each with the first, over the pixels that differ from the baseline; NaN where a map is
        constant.
    """

    method: str
    maps: Array
    correlations: Array

    @property
    def means(self) -> Array:
        """The mean over draws of the rank correlation, shape (layers + 1,)."""
        known = np.isfinite(self.correlations)
        total = np.where(known, self.correlations, 0).sum(axis=1)
        return np.divide(total, known.sum(axis=1), out=np.full(len(total), np.nan), where=known.any(axis=1))

    @property
    def is_blind(self) -> bool:
        """Whether the map is much the same although the network has forgotten everything."""
        return bool(self.means[-1] > BLIND)


def randomised(network: Network, layers: Collection[int], rng: Generator) -> Network:
    """Return a network in which some dense layers, counted from 1, have forgotten what they learned.

    The weights of such a layer are dealt out anew among all its nodes, and so are its biases: as large as before,
    and in no order.
    """
    count, changed = 0, []
    for layer in network.layers:
        count += isinstance(layer, Dense)
        forgets = isinstance(layer, Dense) and count in layers
        changed.append(_dealt_anew(layer, rng) if forgets and isinstance(layer, Dense) else layer)
    return replace(network, layers=tuple(changed), test_accuracy=None, epoch=None)


def _dealt_anew(layer: Dense, rng: Generator) -> Dense:
    weights = rng.permutation(layer.weights.ravel()).reshape(layer.weights.shape)
    return replace(layer, weights=weights, biases=None if layer.biases is None else rng.permutation(layer.biases))


def rank_correlation(first: Array, second: Array) -> float:
    """Return Spearman's rank correlation of two rows of numbers, -1 to 1; NaN if one of them is constant.

    Examples
    --------
    >>> rank_correlation(np.array([1.0, 2.0, 9.0]), np.array([0.1, 0.2, 0.3]))
    1.0
    """
    a, b = (_ranks(row) - (len(row) - 1) / 2 for row in (first, second))
    sizes = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / sizes) if sizes > 0 else float("nan")


def _ranks(row: Array) -> Array:
    """Return the ranks of numbers from 0 on; equal numbers share the mean of theirs."""
    _, places, counts = np.unique(row, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[places])


def sanity_check(
    network: Network,
    image: ArrayLike,
    view: str,
    node: int,
    methods: Sequence[str] = tuple(METHODS),
    baseline: ArrayLike | None = None,
    *,
    draws: int = 3,
    seed: int = 0,
) -> tuple[Sanity, ...]:
    """Return what each method's map of one node becomes while the network forgets, layer by layer from the top.

    Parameters
    ----------
    network, image, baseline
        As for the influence methods.
    view : str
        Layers above it have no part in it, so that the first to forget is its own.
    node : int
    methods : sequence of str
        Names in `METHODS`; those that do not apply are left out.
    draws : int
        How often each layer forgets, each time otherwise.
    seed : int
        All methods see the same forgetful networks.

    References
    ----------
    J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt, B. Kim, "Sanity Checks for Saliency Maps", 2018
    (cascading randomisation; there weights are drawn as before training, here dealt out anew).

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> picture = load_digits().split("test").images[0]
    >>> (one,) = sanity_check(load_network("scratch"), picture, "a3", 4, ("one_pixel",), draws=2)
    >>> one.maps.shape, one.correlations.shape
    ((4, 28, 28), (4, 2))
    """
    depth = int(view[1:])
    forgetful = [
        [
            randomised(network, range(depth - gone + 1, depth + 1), np.random.default_rng([seed, gone, draw]))
            for draw in range(draws)
        ]
        for gone in range(1, depth + 1)
    ]
    pixels = Game.of(network, image, baseline).players
    found = []
    for name in methods:
        try:
            first = _map(name, network, image, baseline, view, node)
            later = [[_map(name, one, image, baseline, view, node) for one in step] for step in forgetful]
        except DoesNotApply:
            continue
        likeness = [[1.0] * draws, *([_like(first, one, pixels) for one in step] for step in later)]
        found.append(Sanity(name, np.stack([first, *(step[0] for step in later)]), np.array(likeness)))
    return tuple(found)


def _map(method: str, network: Network, image: ArrayLike, baseline: ArrayLike | None, view: str, node: int) -> Array:
    return np.asarray(METHODS[method].function(network, image, baseline, views=[view])[view][node])


def _like(first: Array, other: Array, pixels: Array) -> float:
    return rank_correlation(first.ravel()[pixels], other.ravel()[pixels])


def sanity_words(found: Sequence[Sanity], called: Sequence[str]) -> str:
    """Return in a sentence or two which methods notice that the network has forgotten everything.

    Parameters
    ----------
    found : sequence of Sanity
    called : sequence of str
        What people call their methods.
    """
    blind = [name for one, name in zip(found, called, strict=True) if one.is_blind]
    last = [float(one.means[-1]) for one in found if np.isfinite(one.means[-1])]
    if not last:
        return say("Nothing can be compared: this node's maps are blank.")
    reach = {"low": min(last), "high": max(last)}
    if not blind:
        return say(
            "Every method notices: with all layers random, maps are like the first with a rank correlation of "
            "{low:.2f} to {high:.2f} only (1 would be the same order of pixels).",
            **reach,
        )
    return say(
        "Do not take these for what the network learned: {blind}. With all layers random their maps still put the "
        "pixels much in the same order (rank correlation above {bar:g}; over all methods {low:.2f} to {high:.2f}).",
        blind=", ".join(blind),
        bar=BLIND,
        **reach,
    )

"""Maps race each other: erase the pixels in the order of each map and see whose makes the answer fall first."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.faithfulness.curves import Curve, both_ways
from mnistnet.influence.game import Game
from mnistnet.network import Network

__all__ = ["RANDOM", "first_change", "race"]

Array = NDArray[Any]
RANDOM = "random"


def race(
    network: Network,
    image: ArrayLike,
    view: str,
    node: int,
    maps: Mapping[str, Array],
    *,
    rng: Generator | None = None,
    orders: int = 20,
    steps: int = 40,
) -> dict[str, tuple[Curve, Curve]]:
    """Return the deletion and the insertion curve of one node in the order of each map, and in random order.

    Parameters
    ----------
    network, image
        As for the influence methods; the baseline is blank paper.
    view : str
    node : int
    maps : mapping of str to ndarray of shape (rows, columns)
        One map of the node a method.
    rng : Generator, optional
        For the random orders; seeded with 0 by default.
    orders : int
        Over how many random orders to take the mean.
    steps : int
        In how many steps the pixels go.

    Returns
    -------
    dict of str to (deletion, insertion)
        `Curve` of one node each; `RANDOM` comes last.

    References
    ----------
    V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box
    Models", 2018.
    """
    rng = rng or np.random.default_rng(0)
    game = Game.of(network, image)
    wanted = {name: [one] for name, one in maps.items()} | {RANDOM: list(rng.random((orders, *network.image_shape)))}
    pairs = {name: [both_ways(game, one, view, node, steps) for one in group] for name, group in wanted.items()}
    return {
        name: (_mean([gone for gone, _ in both]), _mean([come for _, come in both])) for name, both in pairs.items()
    }


def first_change(outputs: Array) -> int | None:
    """Return the first row of `outputs`, shape (frames, classes), whose answer differs from that of row 0, or None."""
    answers = np.asarray(outputs).argmax(axis=1)
    others = np.flatnonzero(answers != answers[0])
    return int(others[0]) if len(others) else None


def _mean(curves: list[Curve]) -> Curve:
    return Curve(curves[0].fractions, np.mean([curve.values for curve in curves], axis=0))

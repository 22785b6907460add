"""Maps race each other: erase the pixels in the order of each map and see whose makes the answer fall first."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.faithfulness import Curve, deletion, insertion
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
    shape = (orders, *network.image_shape)
    wanted = {name: [one] for name, one in maps.items()} | {RANDOM: list(rng.random(shape))}
    return {
        name: (
            _mean([_run(deletion, network, image, view, node, one, steps) for one in group]),
            _mean([_run(insertion, network, image, view, node, one, steps) for one in group]),
        )
        for name, group in wanted.items()
    }


def first_change(outputs: Array) -> int | None:
    """Return the first row of `outputs`, shape (frames, classes), whose answer differs from that of row 0, or None."""
    answers = np.asarray(outputs).argmax(axis=1)
    others = np.flatnonzero(answers != answers[0])
    return int(others[0]) if len(others) else None


def _run(way: Any, network: Network, image: ArrayLike, view: str, node: int, one: Array, steps: int) -> Curve:
    """Return the curve of one map; the curves ask for the maps of all nodes, of which only this one is read."""
    every: Array = np.broadcast_to(one, (node + 1, *one.shape))
    curve: Curve = way(network, image, every, view, [node], steps=steps)
    return curve


def _mean(curves: list[Curve]) -> Curve:
    return Curve(curves[0].fractions, np.mean([curve.values for curve in curves], axis=0))

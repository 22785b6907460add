"""A comparison lays the maps of all methods for one view side by side, each with its agreement and its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.faithfulness import pearson
from mnistnet.influence import METHODS, DoesNotApply, InfluenceMaps
from mnistnet.network import Network

__all__ = ["Compared", "compare"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Compared:
    """What one method says of all nodes of one view.

    Attributes
    ----------
    method : str
    maps : ndarray of shape (nodes, rows, columns), float32, or None
        None where the method does not apply.
    r : ndarray of shape (nodes,)
        Correlation with Shapley's value; NaN where one of the two is constant.
    difference : ndarray of shape (nodes,)
        Sum of the map minus the true change; NaN for maps that are a speed.
    reason : str
        Why it does not apply; empty where it does.
    """

    method: str
    maps: Array | None
    r: Array
    difference: Array
    reason: str = ""


def compare(
    network: Network,
    image: ArrayLike,
    view: str,
    baseline: ArrayLike | None = None,
    methods: Sequence[str] = tuple(METHODS),
) -> tuple[Compared, ...]:
    """Return what each method says of every node of a view, in the order of `methods`.

    Parameters
    ----------
    network, image, baseline
        As for the influence methods.
    view : str
    methods : sequence of str
        Names in `METHODS`.

    Notes
    -----
    `expected_gradients` has many baselines of its own; its difference is that from its own change.
    """
    yardstick = METHODS["shapley"].function(network, image, baseline, views=[view])
    return tuple(_compared(name, network, image, view, baseline, yardstick) for name in methods)


def _compared(
    name: str, network: Network, image: ArrayLike, view: str, baseline: ArrayLike | None, yardstick: InfluenceMaps
) -> Compared:
    try:
        maps = yardstick if name == "shapley" else METHODS[name].function(network, image, baseline, views=[view])
    except DoesNotApply as reason:
        nothing = np.full(len(yardstick[view]), np.nan)
        return Compared(name, None, nothing, nothing, str(reason))
    difference = np.full(len(maps[view]), np.nan) if METHODS[name].is_speed else maps.difference(view)
    return Compared(name, maps[view].astype(np.float32), pearson(maps[view], yardstick[view]), difference)

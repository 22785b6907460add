"""A map that jumps when the picture hardly changes tells more about the method than about the network."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.maps import InfluenceMaps
from mnistnet.network import Network

__all__ = ["max_sensitivity"]

Array = NDArray[Any]


def max_sensitivity(
    method: Callable[..., InfluenceMaps],
    network: Network,
    image: ArrayLike,
    view: str,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    radius: float = 0.02,
    samples: int = 10,
) -> Array:
    """Return the largest relative change of every node's map over random small changes of the picture.

    ``max of |map(x + e) - map(x)| / |map(x)|`` over e with every pixel within `radius`.

    Parameters
    ----------
    method : callable
        An influence method; it is given the same seed every time, so that its own luck does not count.
    network, image, view, baseline
        As for the influence methods.
    rng : Generator, optional
        For the changes of the picture; seeded with 0 by default.
    radius : float
        In units of full ink.
    samples : int
        How many changes to try.

    Returns
    -------
    ndarray of shape (nodes,)
        0 is perfectly steady; NaN where the map is 0 everywhere.

    References
    ----------
    C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. I. Inouye, P. Ravikumar, "On the (In)fidelity and
    Sensitivity of Explanations", 2019, definition 3.1.
    """
    rng = rng or np.random.default_rng(0)
    pixels = np.asarray(image)
    pixels = (pixels / 255 if pixels.dtype == np.uint8 else pixels).reshape(network.image_shape)

    def map_of(picture: Array) -> Array:
        maps = method(network, picture, baseline, rng=np.random.default_rng(0), views=[view])[view]
        return np.asarray(maps.reshape(len(maps), -1))

    still = map_of(pixels)
    sizes = np.linalg.norm(still, axis=1)
    shaken = (pixels + rng.uniform(-radius, radius, pixels.shape) for _ in range(samples))
    largest = np.max([np.linalg.norm(map_of(picture) - still, axis=1) for picture in shaken], axis=0)
    return np.divide(largest, sizes, out=np.full(len(sizes), np.nan), where=sizes > 0)

"""A batch is many pictures computed at once: the same answers, in far less time than one by one."""

from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network

__all__ = ["predict_in_batches", "time_batches"]

LEAST_RUNS, LEAST_SECONDS = 3, 0.05


def predict_in_batches(network: Network, images: ArrayLike, size: int) -> NDArray[Any]:
    """Return the outputs of every picture, shape (n, classes), computed `size` pictures at a time.

    References
    ----------
    K. Saitoh, *Deep Learning from Scratch*, section 3.6 (batch processing, batches of 100).
    """
    pictures = np.asarray(images)
    last = network.views[-1]
    return np.concatenate([network.trace(pictures[i : i + size])[last] for i in range(0, len(pictures), size)])


def time_batches(network: Network, images: ArrayLike, sizes: tuple[int, ...]) -> dict[int, float]:
    """Return the seconds that all pictures together take, for each batch size; the best of several runs.

    Notes
    -----
    Measured now, on this machine; whatever else runs on it is measured too, which is why the best counts.
    """
    return {size: _best(network, images, size) for size in sizes}


def _best(network: Network, images: ArrayLike, size: int) -> float:
    """Return the shortest of three runs, and of more where they are so short that one interruption spoils all three."""
    runs: list[float] = []
    while len(runs) < LEAST_RUNS or sum(runs) < LEAST_SECONDS:
        runs.append(_seconds(network, images, size))
    return min(runs)


def _seconds(network: Network, images: ArrayLike, size: int) -> float:
    start = perf_counter()
    predict_in_batches(network, images, size)
    return perf_counter() - start

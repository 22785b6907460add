"""The mean digit is no property of the network: it is what digits have in common, and a yardstick for the rest."""

from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.wanted import shares, wanted_rows
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["mean_digit"]

Array = NDArray[Any]


def mean_digit(
    network: Network, wanted: ArrayLike, *, rng: Generator | None = None, on_step: OnStep | None = None
) -> Array:
    """Return the mean of the embedded training digits of the wanted classes, mixed by `shares`.

    Parameters, result and errors are those of `back_query`; the network only says how many classes there are.

    Raises
    ------
    ValueError
        If the network does not read ten classes of 28 x 28 pixels, or the wanted outputs do not fit.
    """
    means = _means()
    if (network.classes, *network.image_shape) != means.shape:
        raise ValueError(say("There are mean digits only for networks that read 28 x 28 pixels and answer 0 to 9."))
    return np.tensordot(shares(wanted_rows(network, wanted)), means, axes=1)


@cache
def _means() -> Array:
    digits = load_digits().split("train")
    return np.stack([digits.images[digits.labels == label].mean(axis=0) / 255 for label in range(10)])

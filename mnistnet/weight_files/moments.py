"""A network may have learned from pixels less their mean, and divided by their deviation, and its file not hold either.

Both are numbers of the training pictures, one for every pixel; those of the digits that come along stand in for them.
That is not exact: a network so read gets up to a percent fewer digits right than with its own numbers. But read without
any it loses ten times as many, and often the wrong activation seems the likelier.
"""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.words import mark

__all__ = ["WORDS", "less_moments", "takes_moments"]

Array = NDArray[Any]
PIXELS = 784
LEAST = 0.02  # of full ink: pixels that were lit once or twice differ by chance alone
WORDS = {
    "deviation": mark(
        "each pixel less its mean over MNIST, divided by its deviation, as by scikit-learn's StandardScaler; the file "
        "holds neither, so those of 10,000 digits stand in, and a digit may be read otherwise than by its author"
    ),
    "mean": mark(
        "each pixel less its mean over MNIST; the file does not hold it, so that of 10,000 digits stands in, and a "
        "digit may be read otherwise than by its author"
    ),
}


def takes_moments(network: Network) -> bool:
    """Return whether a network begins with a layer that sees all pixels of a digit."""
    return isinstance(network.layers[0], Dense) and network.layers[0].fan_in == PIXELS


def less_moments(network: Network, moments: str, encoding: PixelEncoding) -> Network:
    """Return the network that takes each pixel as it is, if this one was made for pixels less their mean.

    Parameters
    ----------
    network : Network
        Of which `takes_moments` is true.
    moments : str
        "deviation" where pixels were divided by that too, "mean" where not; "" leaves the network as it is.
    encoding : PixelEncoding
        What pixels are before that, and for the network that is returned.
    """
    first = network.layers[0]
    if not moments or not isinstance(first, Dense):
        return replace(network, encoding=encoding)
    mean, deviation = _moments()
    weights = first.weights / (deviation[:, np.newaxis] if moments == "deviation" else 1)
    biases = (0 if first.biases is None else first.biases) - (encoding.offset + encoding.scale * mean) @ weights
    dtype = first.weights.dtype
    taking = replace(first, weights=weights.astype(dtype), biases=biases.astype(dtype))
    return replace(network, layers=(taking, *network.layers[1:]), encoding=encoding)


@cache
def _moments() -> tuple[Array, Array]:
    """Return the mean and the deviation of every pixel over the digits that come along, as shares of full ink.

    A pixel that is never lit there is divided by 1, as StandardScaler does.
    """
    pixels = load_digits().images.reshape(-1, PIXELS)
    mean = pixels.mean(axis=0) / 255
    deviation = np.sqrt(np.mean(np.square(pixels, dtype=np.float32), axis=0, dtype=np.float64) / 255**2 - mean**2)
    return mean, np.where(deviation > 0, np.maximum(deviation, LEAST), 1.0)

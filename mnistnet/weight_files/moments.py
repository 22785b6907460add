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

__all__ = ["WORDS", "less_moments", "pixels_less", "takes_moments"]

Array = NDArray[Any]
PIXELS = 784
PARTS = 50  # that the digits are looked at in, each for itself: all as fractions would take eight times their room
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


def pixels_less(shares: Array, moments: str) -> Array:
    """Return pixels as shares of full ink, shape (n, 784), less their mean and over their deviation, as wanted."""
    if not moments:
        return shares
    mean, deviation = _moments()
    return ((shares - mean) / (deviation if moments == "deviation" else 1)).astype(shares.dtype)


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
    mean, deviation = (one.astype(first.weights.dtype) for one in _moments())
    weights = first.weights / deviation[:, np.newaxis] if moments == "deviation" else first.weights
    shift = (encoding.offset + encoding.scale * mean) @ weights
    biases = -shift if first.biases is None else first.biases - shift
    return replace(
        network, layers=(replace(first, weights=weights, biases=biases), *network.layers[1:]), encoding=encoding
    )


@cache
def _moments() -> tuple[Array, Array]:
    """Return the mean and the deviation of every pixel over the digits that come along, as shares of full ink.

    A pixel that is never lit there is divided by 1, as StandardScaler does.
    """
    pixels = load_digits().images.reshape(-1, PIXELS)
    mean = pixels.mean(axis=0) / 255
    squares = sum(np.square(part / 255).sum(axis=0) for part in np.array_split(pixels, PARTS))
    deviation = np.sqrt(np.maximum(squares / len(pixels) - mean**2, 0))
    return mean, np.where(deviation > 0, np.maximum(deviation, LEAST), 1.0)

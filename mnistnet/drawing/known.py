"""A picture that leaves a network in doubt between many digits, one that has learned to doubt, is perhaps no digit.

Of MNIST's 10,000 test digits the rule refuses 0.30 %, of 2,000 digits by made-up writers in styles that were held back
0.35 %; it sees through 99 % of dots, through 84 % of dots, scribbles, letters and signs of kinds that were held back,
and through 87 % of 2,487 letters by strangers. A letter that is written like a digit it cannot tell from one.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network

__all__ = ["MOST_DOUBT", "doubt", "looks_like_a_digit"]

MOST_DOUBT = 0.5  # of the 10,000 digits that come along, two in a thousand leave more over


def doubt(digits: NDArray[Any], reader: Network) -> NDArray[np.float64]:
    """Return how much of its say a network gives to other answers than its best two: ``1 - p1 - p2``, shape (n,).

    A digit written badly leaves it undecided between two; what is no digit, between many.

    Parameters
    ----------
    digits : ndarray of shape (n, 28, 28), uint8
    reader : Network
        With outputs that add up to 1; "sharp" has learned from drawings of nothing.
    """
    return np.asarray(1 - np.sort(reader.predict(digits), axis=1)[:, -2:].sum(axis=1))


def looks_like_a_digit(digit: NDArray[Any], reader: Network) -> bool:
    """Return whether a picture, placed and scaled as a network receives it, may be a digit.

    Parameters
    ----------
    digit : ndarray of shape (28, 28), uint8
    reader : Network
        The limit was measured with "sharp".
    """
    return bool(doubt(digit[np.newaxis], reader)[0] <= MOST_DOUBT)

"""Hard digits are those on which networks do not agree: where trained readers part, reading is worth a contest."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.words import say

__all__ = ["hard_digits"]

Array = NDArray[Any]


def hard_digits(outputs: Sequence[Array], count: int, seed: int = 0) -> NDArray[np.intp]:
    """Return the numbers of the digits on which the most pairs of networks disagree, in a random order.

    Parameters
    ----------
    outputs : sequence of ndarray of shape (n, classes)
        What each network gives for the same n digits.
    count : int
        How many digits are wanted.
    seed : int
        For the order, so that it gives no hint.

    Returns
    -------
    ndarray of shape (count,), int
        Where as many pairs disagree, those of which the networks are less sure on average, then the first.

    Raises
    ------
    ValueError
        If there are fewer than two networks, or fewer digits than are wanted.

    Examples
    --------
    >>> sure, other = np.eye(3)[[0, 1, 2]], np.eye(3)[[0, 2, 2]]
    >>> hard_digits([sure, other], 1)
    array([1])
    """
    if len(outputs) < 2 or len(outputs[0]) < count:
        raise ValueError(say("Two networks, and as many digits as are wanted, are needed to find hard ones."))
    answers = np.stack([one.argmax(axis=1) for one in outputs])
    apart = sum((answers != np.roll(answers, k, axis=0)).sum(axis=0) for k in range(1, len(answers)))
    sureness = np.mean([one.max(axis=1) for one in outputs], axis=0)
    hardest = np.lexsort((sureness, -np.asarray(apart)))[:count]
    return np.random.default_rng(seed).permutation(hardest)

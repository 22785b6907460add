"""Temperature and shift: what may be done to the sums before a softmax, and what that changes."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.activations import softmax
from mnistnet.words import say

__all__ = ["softmax_at", "softmax_over_everything"]

Array = NDArray[Any]


def softmax_at(pre_activations: ArrayLike, temperature: float = 1.0, shift: float = 0.0) -> Array:
    """Return softmax((a + shift) / temperature) along the last axis, in double precision.

    Parameters
    ----------
    pre_activations : ndarray of shape (..., classes)
    temperature : float
        Above 1 the shares become more alike, below 1 the largest takes more; above 0.
    shift : float
        Is added to every sum, and changes nothing.

    Raises
    ------
    ValueError
        If the temperature is not above 0.

    References
    ----------
    G. Hinton, O. Vinyals, J. Dean, "Distilling the Knowledge in a Neural Network", 2015, eq. 1 (temperature).

    Examples
    --------
    >>> softmax_at(np.array([0.0, 1.0]), temperature=1e6).round(3)
    array([0.5, 0.5])
    """
    if not temperature > 0:
        raise ValueError(say("The temperature must be above 0, not {temperature:g}.", temperature=temperature))
    return softmax((np.asarray(pre_activations, float) + shift) / temperature)


def softmax_over_everything(pre_activations: ArrayLike) -> Array:
    """Return the softmax of a batch as if it were a single long row: the usual mistake.

    Notes
    -----
    The shares of the whole batch add up to 1, and those of a row to less.
    """
    sums = np.asarray(pre_activations, float)
    return softmax(sums.reshape(-1)).reshape(sums.shape)

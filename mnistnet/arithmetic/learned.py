"""A digit is learned once: every weight takes one step against its gradient, and other digits may pay for it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.arithmetic.backward import Backward
from mnistnet.network import Network
from mnistnet.training.parameters import network_with, vector_of

__all__ = ["Cost", "cost", "learn_once"]


@dataclass(frozen=True)
class Cost:
    """What learning one digit did to how others are read.

    Attributes
    ----------
    count : int
        How many others there are.
    before, after : int
        So many of them were read right, and are now.
    lost, won : int
        So many were right and are wrong now, and the other way round.
    """

    count: int
    before: int
    after: int
    lost: int
    won: int


def learn_once(network: Network, back: Backward, rate: float) -> Network:
    """Return the network after one step on one picture, ``w - rate * gradient``, in its own number format.

    Parameters
    ----------
    network : Network
        It is not changed. The accuracy that it says of itself does not hold for the new one, which says none.
    back : Backward
        Its walk with the picture.
    rate : float
        The learning rate.
    """
    vector = vector_of(network).astype(np.float64) - rate * back.gradient
    return replace(network_with(network, vector.astype(network.dtype)), test_accuracy=None)


def cost(right_before: NDArray[Any], right_after: NDArray[Any], leave_out: int | None = None) -> Cost:
    """Return what learning did to how other digits are read.

    Parameters
    ----------
    right_before, right_after : ndarray of shape (n,), bool
        Whether each digit is read right.
    leave_out : int, optional
        Which of them was the one that was learned.
    """
    others = np.arange(len(right_before)) != (-1 if leave_out is None else leave_out)
    before, after = np.asarray(right_before)[others], np.asarray(right_after)[others]
    lost, won = int((before & ~after).sum()), int((after & ~before).sum())
    return Cost(len(before), int(before.sum()), int(after.sum()), lost, won)

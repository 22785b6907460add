"""Wanted outputs are the question that every inverse view asks: what must the picture be for this answer."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence import DoesNotApply
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["one_of_each", "shares", "wanted_rows", "wanted_sums"]

Array = NDArray[Any]


def one_of_each(classes: int = 10, low: float = 0.01, high: float = 0.99) -> Array:
    """Return the wanted outputs of every class in turn: `high` for itself, `low` for all others.

    References
    ----------
    T. Rashid, *Make Your Own Neural Network*, which trains with the targets 0.01 and 0.99.

    Examples
    --------
    >>> one_of_each(3)
    array([[0.99, 0.01, 0.01],
           [0.01, 0.99, 0.01],
           [0.01, 0.01, 0.99]])
    """
    return np.where(np.eye(classes, dtype=bool), high, low)


def wanted_rows(network: Network, wanted: ArrayLike) -> Array:
    """Return wanted outputs as an array of shape (n, classes), float64.

    Raises
    ------
    ValueError
        If they do not fit the network's classes, or lie outside what its outputs can be.
    """
    rows = np.atleast_2d(np.asarray(wanted, np.float64))
    if rows.ndim != 2 or rows.shape[1] != network.classes:
        raise ValueError(
            say(
                "This network has {classes} outputs; wanted outputs have the shape {shape}.",
                classes=network.classes,
                shape=rows.shape,
            )
        )
    low, high = network.dense_layers[-1].rule.reach
    if not np.all((rows > low) & (rows < high)):
        raise ValueError(
            say(
                "Wanted outputs must lie between {low} and {high}, both excluded; 0.01 and 0.99 are usual.",
                low=low,
                high=high,
            )
        )
    return rows


def wanted_sums(network: Network, wanted: ArrayLike) -> Array:
    """Return the sums that must arrive at the outputs for the network to answer as wanted.

    Parameters
    ----------
    network : Network
    wanted : ndarray of shape (n, classes) or (classes,)
        Between 0 and 1, both excluded (tanh: -1 and 1; identity: any number).

    Returns
    -------
    ndarray of shape (n, classes), float64
        Sigmoid: ``log(y / (1 - y))``. Softmax: ``log(y)`` minus its mean over the classes. A common
        shift changes nothing behind a softmax, so one has to be chosen: here the sums have mean 0. The
        wanted probabilities need not add up to 1, because their total is such a shift too. Tanh: its
        inverse. Identity and ReLU (positive outputs): the outputs themselves.

    Raises
    ------
    ValueError
        As in `wanted_rows`.
    DoesNotApply
        For step outputs: a whole range of sums gives the same answer.
    """
    rule = network.dense_layers[-1].rule
    if rule.flat:
        raise DoesNotApply(say("A step cannot be run backwards: every sum above 0 gives the same answer."))
    rows = wanted_rows(network, wanted)
    if network.output_activation == "softmax":
        powers = np.log(rows)
        return np.asarray(powers - powers.mean(axis=1, keepdims=True))
    if rule.inverse is None:
        raise DoesNotApply(
            say("The activation {name} cannot be run backwards: nobody has given its inverse.", name=rule.name)
        )
    return np.asarray(rule.inverse(rows))


def shares(wanted: ArrayLike) -> Array:
    """Return how much of each class is wanted, rows that add up to 1: what exceeds the row's smallest entry.

    One class at 0.99 and the others at 0.01 is that class alone; where all are equal all get the same.
    """
    rows = np.atleast_2d(np.asarray(wanted, np.float64))
    above = rows - rows.min(axis=1, keepdims=True)
    above = np.where(above.any(axis=1, keepdims=True), above, 1.0)
    return np.asarray(above / above.sum(axis=1, keepdims=True))

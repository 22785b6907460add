"""Curves of activations: what each one makes of a single sum, and how steep it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.words import say

__all__ = ["BOOK", "Curve", "activation_curves", "scalar_names"]

BOOK = ("step", "sigmoid", "relu")  # which *Deep Learning from Scratch* draws together, in its order


@dataclass(frozen=True, eq=False)
class Curve:
    """One activation over a range of sums.

    Attributes
    ----------
    name : str
    sums : ndarray of shape (n,)
        What arrives at the node.
    values : ndarray of shape (n,)
        What the node sends on.
    slopes : ndarray of shape (n,)
        How fast that grows with the sum: the derivative. Step and ReLU have none at 0; 0 is given there.
    """

    name: str
    sums: NDArray[Any]
    values: NDArray[Any]
    slopes: NDArray[Any]


def scalar_names() -> tuple[str, ...]:
    """Return the activations that have a curve, the book's first; softmax has none: it looks at a whole row."""
    return *BOOK, *(name for name, rule in ACTIVATIONS.items() if rule.is_scalar and name not in BOOK)


def activation_curves(sums: ArrayLike, names: Sequence[str] | None = None) -> list[Curve]:
    """Return the curve of each activation at the given sums; of all that have one where no names are given.

    Raises
    ------
    ValueError
        If an activation is not a function of a single sum, as softmax is not.
    """
    points = np.atleast_1d(np.asarray(sums, float))
    curves = []
    for name in scalar_names() if names is None else names:
        activation = ACTIVATIONS[name]
        if activation.slope is None:
            raise ValueError(say("{name} looks at a whole row of sums and has no curve.", name=name))
        values = activation(points)
        curves.append(Curve(name, points, values, activation.slope(points, values)))
    return curves

"""A loss says how wrong the outputs are; its gradient says in which direction each output should move."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOSSES", "NOTHING", "Loss", "target_table", "with_nothing"]

Array = NDArray[Any]
NOTHING = 255  # the label of a picture that belongs to no class


def target_table(classes: int, low: float, high: float) -> Array:
    """Return the wanted outputs of every class, shape (classes, classes): row c is what class c should give."""
    return np.where(np.eye(classes, dtype=bool), np.float32(high), np.float32(low))


def with_nothing(table: Array) -> Array:
    """Return a table of wanted outputs with one more row, for pictures of nothing: all classes alike."""
    return np.concatenate([table, table.mean(axis=0, keepdims=True)])


def cross_entropy(outputs: Array, targets: Array, activation: str) -> Array:
    """Return how surprised the outputs are by the targets, one number a row.

    -sum(t log z) for softmax outputs; sigmoid outputs are ten separate yes-or-no answers, each
    with -t log z - (1 - t) log(1 - z).
    """
    smallest = np.finfo(outputs.dtype).tiny
    right = np.einsum("...c,...c->...", targets, np.log(np.maximum(outputs, smallest)))
    if activation != "sigmoid":
        return np.asarray(-right)
    return np.asarray(-right - np.einsum("...c,...c->...", 1 - targets, np.log(np.maximum(1 - outputs, smallest))))


def quadratic(outputs: Array, targets: Array, activation: str) -> Array:
    """Return half the squared distance between outputs and targets, one number a row."""
    return np.asarray(((outputs - targets) ** 2).sum(axis=-1) / 2)


@dataclass(frozen=True)
class Loss:
    """One loss.

    Attributes
    ----------
    function : callable
        (outputs, targets, output activation) -> loss of each row.
    skips_slope : bool
        True where outputs - targets is already the gradient by the output layer's pre-activations:
        cross-entropy cancels the slope of softmax and sigmoid exactly, which is why it learns fast
        from bad mistakes. False where outputs - targets is the gradient by the activations and
        still has to pass back through them.
    """

    function: Callable[[Array, Array, str], Array]
    skips_slope: bool


_ENTRIES = {"cross-entropy": Loss(cross_entropy, True), "quadratic": Loss(quadratic, False)}
LOSSES: MappingProxyType[str, Loss] = MappingProxyType(_ENTRIES)

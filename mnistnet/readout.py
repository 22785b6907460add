"""What can be read off one answer of a network: the winner, the loudest nodes, the softmax step by step."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOUD", "Answer", "loudest", "most_changed", "most_excited", "read_answer", "softmax_steps"]

Array = NDArray[Any]
LOUD = 0.25  # a node is quiet where no pixel does this share of what the strongest pixel of all does


@dataclass(frozen=True)
class Answer:
    """The class with the largest output.

    Attributes
    ----------
    best : int
        The class; of equals the first.
    confidence : float
        Its output, 0 to 1.
    right : bool or None
        Whether it is the label's; None without a label.
    """

    best: int
    confidence: float
    right: bool | None = None


def read_answer(outputs: Array, label: int | None = None) -> Answer:
    """Return the answer that `outputs`, shape (classes,), stand for."""
    best = int(np.argmax(outputs))
    return Answer(best, float(outputs[best]), None if label is None else best == label)


def most_excited(activations: Array, count: int) -> list[int]:
    """Return the numbers of the `count` nodes with the largest activations, the largest first.

    `activations` may have any shape; its nodes are counted row by row.
    """
    flat = np.ravel(activations)
    return [int(node) for node in np.argsort(-flat, kind="stable")[:count]]


def most_changed(maps: Array) -> int:
    """Return the number of the node whose map, of shape (nodes, rows, columns), holds the largest influence."""
    return int(np.abs(maps).max(axis=(1, 2)).argmax())


def loudest(maps: Array, share: float = LOUD) -> list[int]:
    """Return the numbers of the nodes on which a picture acts, the strongest first.

    Parameters
    ----------
    maps : ndarray of shape (nodes, rows, columns)
        A node's strength is the largest influence of one pixel on it, of either sign; of equals the lower number
        stands first.
    share : float
        Left out are the nodes whose strength is less than this share of the strongest one's; 0 leaves out none.
    """
    strengths = np.abs(maps).max(axis=(1, 2))
    order = np.argsort(-strengths, kind="stable")
    return [int(node) for node in order if strengths[node] >= share * strengths.max()]


def softmax_steps(pre_activations: Array) -> dict[str, Array]:
    """Return softmax worked out in four columns, each of shape (classes,).

    "class" counts the classes, "sum" is what arrives at the output, "shifted" that minus the largest,
    "power" its exponential, and "share" the power divided by the total of all powers.

    References
    ----------
    K. Saitoh, *Deep Learning from Scratch*, section 3.5 (softmax and its overflow).

    Examples
    --------
    >>> softmax_steps(np.array([0.0, np.log(3)]))["share"]
    array([0.25, 0.75])
    """
    sums = np.asarray(pre_activations, np.float64)
    shifted = sums - sums.max()
    powers = np.exp(shifted)
    return {
        "class": np.arange(len(sums)),
        "sum": sums,
        "shifted": shifted,
        "power": powers,
        "share": powers / powers.sum(),
    }

"""Mistakes are what a network is judged by: which digits it misreads, as what, and how sure it was."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.words import mark, say

__all__ = ["ORDERS", "Exam", "Neighbour", "Order", "examine", "nearest_digits"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Order:
    """One way to put mistakes in order.

    Attributes
    ----------
    title : str
        What people call it.
    value : callable
        Returns what the digits of an exam are sorted by, ascending, shape (n,).
    """

    title: str
    value: Callable[["Exam"], Array]


ORDERS: MappingProxyType[str, Order] = MappingProxyType(
    {
        "surest": Order(mark("surest first"), lambda exam: -exam.confidences),
        "closest": Order(mark("closest calls first"), lambda exam: exam.leads),
        "number": Order(mark("by number"), lambda exam: np.arange(len(exam.labels))),
    }
)


def _read_only(array: Array) -> Array:
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False)
class Exam:
    """A network's answers to labelled digits, marked.

    Attributes
    ----------
    outputs : ndarray of shape (n, classes)
        What the network gave for each digit.
    labels : ndarray of shape (n,)
        What would have been right.
    """

    outputs: Array
    labels: NDArray[np.integer[Any]]

    @cached_property
    def answers(self) -> NDArray[np.intp]:
        """The class with the largest output, for each digit."""
        return _read_only(self.outputs.argmax(axis=1))

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Whether each answer is the label."""
        return _read_only(np.asarray(self.answers == self.labels))

    @cached_property
    def confidences(self) -> Array:
        """The largest output for each digit: how sure the network was."""
        return _read_only(self.outputs.max(axis=1))

    @cached_property
    def leads(self) -> Array:
        """By how much the answer's output exceeds the label's; 0 where the answer is right."""
        return _read_only(self.confidences - self.outputs[np.arange(len(self.labels)), self.labels])

    @property
    def classes(self) -> int:
        """How many answers there are to choose from."""
        return int(self.outputs.shape[1])

    @cached_property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return float(self.right.mean())

    @property
    def confusion(self) -> NDArray[np.int64]:
        """How often each label (row) got each answer (column), shape (classes, classes)."""
        counts = np.zeros((self.outputs.shape[1],) * 2, np.int64)
        np.add.at(counts, (self.labels, self.answers), 1)
        return counts

    @property
    def accuracy_by_label(self) -> Array:
        """The share of each label's digits that were read right, shape (classes,); NaN for a label without digits."""
        counts = self.confusion
        with np.errstate(invalid="ignore"):
            return counts.diagonal() / counts.sum(axis=1)

    def mistakes(self, label: int | None = None, answer: int | None = None, order: str = "surest") -> NDArray[np.intp]:
        """Return the numbers of the misread digits, in order.

        Parameters
        ----------
        label, answer : int, optional
            Only the digits of this label, or those that were taken for this one.
        order : str
            A name in `ORDERS`. Of equals the smaller number comes first.

        Raises
        ------
        ValueError
            If there is no such order.
        """
        if order not in ORDERS:
            raise ValueError(
                say("There is no order {order!r}; there are {orders}.", order=order, orders=", ".join(ORDERS))
            )
        wanted = ~self.right
        if label is not None:
            wanted &= self.labels == label
        if answer is not None:
            wanted &= self.answers == answer
        numbers = np.flatnonzero(wanted)
        return numbers[np.argsort(ORDERS[order].value(self)[numbers], kind="stable")]


def examine(network: Network, digits: Digits) -> Exam:
    """Return the network's answers to all `digits`, marked.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> exam = examine(load_network("scratch"), load_digits().split("test"))
    >>> round(exam.accuracy, 3)
    0.972
    >>> len(exam.mistakes(label=4))
    1
    """
    return Exam(network.predict(digits.images), digits.labels)


@dataclass(frozen=True)
class Neighbour:
    """One digit that looks alike.

    Attributes
    ----------
    number : int
        Its place in the digits that were searched.
    label : int
    distance : float
        The square root of the summed squared differences of all pixels, each from 0 to 1.
    """

    number: int
    label: int
    distance: float


def nearest_digits(image: ArrayLike, digits: Digits, count: int = 8) -> list[Neighbour]:
    """Return the `count` digits whose pixels differ least from the picture's, the nearest first.

    Parameters
    ----------
    image : ndarray of shape (rows, columns), uint8
    digits : Digits
        Where to look; all of them are compared, block by block to save memory.

    Notes
    -----
    Pixel distance does not know strokes: the same digit moved by two pixels can be far away.

    Examples
    --------
    >>> from mnistnet import load_digits
    >>> digits = load_digits().split("test")
    >>> [near.label for near in nearest_digits(digits.images[0], digits, count=3)]
    [4, 9, 4]
    """
    picture = np.asarray(image, np.float32).ravel() / 255
    squares = np.empty(len(digits), np.float32)
    for start in range(0, len(digits), 2000):
        block = digits.images[start : start + 2000].reshape(-1, picture.size).astype(np.float32)
        block *= np.float32(1 / 255)
        lengths = np.einsum("ij,ij->i", block, block)
        squares[start : start + 2000] = lengths - 2 * (block @ picture)  # less the picture's own, the same for all
    few = np.argpartition(squares, min(4 * count, len(squares)) - 1)[: 4 * count]  # rounding may change their order
    apart = digits.images[few].reshape(-1, picture.size).astype(np.float32) / 255 - picture
    exact = np.square(apart).sum(axis=1)
    nearest = np.lexsort((few, exact))[:count]
    return [Neighbour(int(few[i]), int(digits.labels[few[i]]), float(np.sqrt(exact[i]))) for i in nearest]

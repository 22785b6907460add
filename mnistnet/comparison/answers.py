"""Two networks that read the same digits can be right and wrong together, or one without the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.comparison.chance import exact_test
from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["BOTH_RIGHT", "BOTH_WRONG", "KINDS", "ONLY_FIRST", "ONLY_SECOND", "Comparison", "compare"]

Array = NDArray[Any]
BOTH_RIGHT, ONLY_FIRST, ONLY_SECOND, BOTH_WRONG = KINDS = (
    "both-right",
    "only-first",
    "only-second",
    "both-wrong",
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The answers of two networks to the same labelled digits.

    Attributes
    ----------
    first, second : Exam
        Their answers, marked.

    Raises
    ------
    ValueError
        If they were asked different digits, do not choose from the same number of classes, or there are labels
        beyond their classes.
    """

    first: Exam
    second: Exam

    def __post_init__(self) -> None:
        if not np.array_equal(self.first.labels, self.second.labels):
            raise ValueError(say("Two networks can only be compared on the same digits."))
        counts = [exam.outputs.shape[1] for exam in (self.first, self.second)]
        if counts[0] != counts[1]:
            raise ValueError(
                say(
                    "The first network chooses from {first} classes and the second from {second}, so "
                    "their answers cannot be compared digit by digit.",
                    first=counts[0],
                    second=counts[1],
                )
            )
        if self.labels.max(initial=0) >= counts[0]:
            raise ValueError(
                say(
                    "There are digits labelled {label}, which is none of the {classes} classes that these "
                    "networks choose from.",
                    label=self.labels.max(),
                    classes=counts[0],
                )
            )

    @property
    def labels(self) -> NDArray[np.integer[Any]]:
        """What would have been right, shape (n,)."""
        return self.first.labels

    @cached_property
    def kinds(self) -> NDArray[np.intp]:
        """For each digit the place in `KINDS` of what happened to it, shape (n,)."""
        return np.asarray(2 * ~self.first.right + ~self.second.right, np.intp)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many digits both read right, only the first, only the second, and none; they add up to all."""
        found = np.bincount(self.kinds, minlength=len(KINDS)).tolist()
        return MappingProxyType(dict(zip(KINDS, found, strict=True)))

    @property
    def p_value(self) -> float:
        """How often chance alone would make the two differ by as much, 0 to 1; see `exact_test`."""
        return exact_test(self.counts[ONLY_FIRST], self.counts[ONLY_SECOND])

    @property
    def confusion_difference(self) -> NDArray[np.int64]:
        """How much more often the second gave each label (row) each answer (column), shape (classes, classes).

        Every row adds up to 0, because both were asked the same digits.
        """
        return self.second.confusion - self.first.confusion

    @cached_property
    def distances(self) -> Array:
        """By how much the two disagree on each digit, shape (n,), 0 where their answers are the same.

        ``(p_a - p_b) + (q_b - q_a)`` for outputs p of the first, which answers a, and q of the second,
        which answers b: how far each puts its own answer above the other's. 2 is the most.
        """
        rows = np.arange(len(self.labels))
        a, b = self.first.answers, self.second.answers
        p, q = self.first.outputs, self.second.outputs
        return np.asarray((p[rows, a] - p[rows, b]) + (q[rows, b] - q[rows, a]))

    def disagreements(
        self, kind: str | None = None, label: int | None = None, answer: int | None = None
    ) -> NDArray[np.intp]:
        """Return the numbers of the digits to which the two give different answers, the largest distance first.

        Parameters
        ----------
        kind : str, optional
            Only those of one of the `KINDS`.
        label : int, optional
            Only the digits of this label.
        answer : int, optional
            Only those to which one of the two (it is never both) gave this answer.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        if kind is not None and kind not in KINDS:
            raise ValueError(say("There is no kind {kind!r}; there are {kinds}.", kind=kind, kinds=", ".join(KINDS)))
        wanted = self.first.answers != self.second.answers
        if kind is not None:
            wanted &= self.kinds == KINDS.index(kind)
        if label is not None:
            wanted &= self.labels == label
        if answer is not None:
            wanted &= (self.first.answers == answer) | (self.second.answers == answer)
        numbers = np.flatnonzero(wanted)
        return numbers[np.argsort(-self.distances[numbers], kind="stable")]


def compare(first: Network, second: Network, digits: Digits) -> Comparison:
    """Return the answers of two networks to all `digits`, laid side by side.

    Raises
    ------
    ValueError
        If they do not choose from the same number of classes, or one cannot read pictures of this size.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> both = compare(load_network("scratch"), load_network("nielsen"), load_digits().split("test"))
    >>> dict(both.counts)
    {'both-right': 945, 'only-first': 27, 'only-second': 6, 'both-wrong': 22}
    """
    return Comparison(examine(first, digits), examine(second, digits))

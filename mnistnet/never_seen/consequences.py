"""Consequences are what one network reads otherwise than another, label by label."""

from dataclasses import dataclass

import numpy as np

from mnistnet.mistakes.exam import Exam
from mnistnet.words import say

__all__ = ["Shift", "shifts"]


@dataclass(frozen=True)
class Shift:
    """How many digits of a label one network reads as something that the other did not.

    Attributes
    ----------
    label, answer : int
    count, before : int
        So many digits of the label get this answer now, and so many got it before.
    all : int
        How many digits of the label there are.
    """

    label: int
    answer: int
    count: int
    before: int
    all: int


def shifts(before: Exam, after: Exam) -> list[Shift]:
    """Return where wrong answers have become more frequent, those that have grown most first.

    Parameters
    ----------
    before, after : Exam
        Of the same digits.

    Raises
    ------
    ValueError
        If they are of other digits.
    """
    if before.labels.shape != after.labels.shape or (before.labels != after.labels).any():
        raise ValueError(say("Only answers to the same digits can be compared."))
    old, new = before.confusion, after.confusion
    grown = np.array(new - old)
    np.fill_diagonal(grown, 0)
    order = np.argsort(-grown, axis=None, kind="stable")
    places = [divmod(int(place), grown.shape[1]) for place in order if grown.flat[place] > 0]
    return [Shift(a, b, int(new[a, b]), int(old[a, b]), int(new[a].sum())) for a, b in places]

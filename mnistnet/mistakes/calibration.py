"""Calibration asks whether a network that is 90 % sure is right nine times out of ten."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Reliability", "Threshold", "reliability", "with_threshold"]

Array = NDArray[Any]
HUNDREDTHS = tuple(n / 100 for n in range(101))


@dataclass(frozen=True, eq=False)
class Reliability:
    """Answers sorted into bins by how sure the network was.

    Attributes
    ----------
    edges : ndarray of shape (bins + 1,)
        Where each bin begins and ends, from 0 to 1.
    counts : ndarray of shape (bins,)
        How many answers fell into each bin.
    confidences, accuracies : ndarray of shape (bins,)
        How sure the network was in each bin on average, and the share that was right; NaN where a bin is empty.
    """

    edges: Array
    counts: Array
    confidences: Array
    accuracies: Array

    @property
    def expected_error(self) -> float:
        """The expected calibration error: mean distance of the two, each bin weighted by its count, 0 to 1."""
        distances = np.nan_to_num(np.abs(self.confidences - self.accuracies))
        return float((self.counts * distances).sum() / self.counts.sum())


def reliability(confidences: ArrayLike, right: ArrayLike, bins: int = 10) -> Reliability:
    """Return how often the network was right, for each degree of sureness.

    ``ECE = sum over bins of (count / n) |accuracy - mean confidence|``

    Parameters
    ----------
    confidences : ndarray of shape (n,)
        The largest output for each digit, 0 to 1.
    right : ndarray of shape (n,), bool
    bins : int
        How many bins of equal width; each includes its upper edge, the first one 0 as well.

    Notes
    -----
    The figure depends on the bins: with few answers in a bin its accuracy is mostly chance. Sigmoid outputs
    do not claim to be probabilities; the diagram then says how far they may be read as such.

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", 2017, section 2.
    """
    sure, correct = np.asarray(confidences, float), np.asarray(right, float)
    edges = np.linspace(0, 1, bins + 1)
    place = np.clip(np.searchsorted(edges, sure, side="left") - 1, 0, bins - 1)
    counts = np.bincount(place, minlength=bins)
    with np.errstate(invalid="ignore"):
        means = np.bincount(place, sure, bins) / counts
        shares = np.bincount(place, correct, bins) / counts
    return Reliability(edges, counts, means, shares)


@dataclass(frozen=True, eq=False)
class Threshold:
    """What happens when the network may say "I don't know".

    Attributes
    ----------
    thresholds : ndarray of shape (k,)
        How sure it must be to answer.
    answered : ndarray of shape (k,)
        The share of the digits that it still answers, 0 to 1.
    accuracies : ndarray of shape (k,)
        The share of those that it answers right; NaN where it answers none.
    """

    thresholds: Array
    answered: Array
    accuracies: Array


def with_threshold(confidences: ArrayLike, right: ArrayLike, thresholds: ArrayLike = HUNDREDTHS) -> Threshold:
    """Return how much the network answers, and how well, if it only answers when it is sure enough.

    Parameters
    ----------
    confidences : ndarray of shape (n,)
    right : ndarray of shape (n,), bool
    thresholds : ndarray of shape (k,)
        It answers where its confidence is at least this; every hundredth from 0 to 1 by default.
    """
    limits = np.atleast_1d(np.asarray(thresholds, float))
    answers = np.asarray(confidences, float) >= limits[:, None]
    count = answers.sum(axis=1)
    with np.errstate(invalid="ignore"):
        accuracies = (answers & np.asarray(right, bool)).sum(axis=1) / count
    return Threshold(limits, count / answers.shape[1], accuracies)

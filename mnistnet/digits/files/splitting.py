"""Splits part a set into what is learned from, what is watched meanwhile, and what is judged by."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import Digits

__all__ = ["SPLITS", "inverted", "transposed", "with_splits"]

SPLITS = ("train", "validation", "test")
SEED = 0


def with_splits(digits: Digits, test: NDArray[np.bool_] | None = None) -> Digits:
    """Return the same digits with splits in the proportion 8:1:1, every label in the same proportion in each.

    Parameters
    ----------
    digits : Digits
    test : ndarray of shape (n,), bool, optional
        Which are the test digits, where somebody has decided that; the others are parted 9:1 then.

    Notes
    -----
    Of the digits of all labels in turn, each label's shuffled, every tenth is for validation and every tenth for
    testing. The same digits always get the same splits.
    """
    rng = np.random.default_rng(SEED)
    others = np.arange(len(digits)) if test is None else np.flatnonzero(~test)
    labels = digits.labels[others]
    places = np.concatenate([others[rng.permutation(np.flatnonzero(labels == label))] for label in range(10)])
    judged = places[9::10] if test is None else np.flatnonzero(test)
    watched = places[4::10]
    learned = np.setdiff1d(places, np.concatenate([watched, places[9::10]]) if test is None else watched)
    return replace(digits, splits={"train": learned, "validation": np.sort(watched), "test": np.sort(judged)})


def inverted(digits: Digits) -> Digits:
    """Return the digits with ink and paper changed over, for sets that are written dark on light."""
    return replace(digits, images=255 - digits.images)


def transposed(digits: Digits) -> Digits:
    """Return the digits with rows and columns changed over, as EMNIST's files need it."""
    return replace(digits, images=np.ascontiguousarray(digits.images.swapaxes(1, 2)))

"""A confusion matrix in words: the mistake that it counts most often."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.words import plural
from pages.ui.kit.text import paragraph


def most_often(counts: NDArray[np.integer]) -> str:
    """Return which mistake is made most often, and which are as frequent; nothing where there is none.

    Parameters
    ----------
    counts : ndarray of shape (classes, classes)
        How often each label (row) got each answer (column).
    """
    wrong = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    if not wrong.any():
        return ""
    (label, answer), *others = np.argwhere(wrong == wrong.max()).tolist()
    first = plural(
        "Most often a {label} is taken for a {answer}: once.",
        "Most often a {label} is taken for a {answer}: {n} times.",
        int(wrong.max()),
        label=label,
        answer=answer,
    )
    return paragraph(first, _as_often(others))


def _as_often(others: list[list[int]]) -> str:
    if not others:
        return ""
    label, answer = others[0]
    return plural(
        "A {label} is taken for a {answer} as often.",
        "{n} other mistakes are as frequent.",
        len(others),
        label=label,
        answer=answer,
    )

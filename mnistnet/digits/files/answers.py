"""Answers: labels come as a row or a column of numbers or texts, one of ten switched on, or QMNIST's eight columns."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import LABELS
from mnistnet.words import mark, say

__all__ = ["TEN_IS_ZERO", "answers_of", "are_answers", "checked_answers"]

QMNIST = 8  # columns: the class, NIST's series, writer, digit, class there, number, and two that are empty
TEN_IS_ZERO = mark("The labels go from 1 to 10; 10 is read as the digit 0.")
MOST_CLASS = 100  # from here on whole numbers are no labels, not even EMNIST's


def are_answers(numbers: NDArray[Any]) -> bool:
    """Return whether an array may hold labels, by its shape and its first numbers."""
    if numbers.ndim == 2 and numbers.shape[1] == LABELS:
        return _is_one_hot(numbers)
    if _of_eleven(numbers) is not None:
        return True
    column = _column(numbers)
    if column is None or not len(column):
        return False
    return bool((column == np.rint(column)).all() and column.min() >= 0 and column.max() <= MOST_CLASS)


def answers_of(numbers: NDArray[Any]) -> tuple[NDArray[np.uint8], str]:
    """Return the labels in an array that `are_answers`, and what is to be said of them.

    Raises
    ------
    DataError
        If one is not 0 to 9.
    """
    if numbers.ndim == 2 and numbers.shape[1] == LABELS and len(numbers):
        return numbers.argmax(axis=1).astype(np.uint8), ""
    eleven = _of_eleven(numbers)
    column = _column(numbers) if eleven is None else eleven
    if column is None:
        raise DataError(say("These labels have the shape {shape}, which is not read.", shape=numbers.shape))
    return checked_answers(column)


def checked_answers(values: NDArray[Any], first: int | None = None) -> tuple[NDArray[np.uint8], str]:
    """Return numbers as labels and what is to be said of them; `first` is the line of the first one, for messages.

    Labels from 1 to 10 without a 0, as MATLAB's users write them, have 10 for the digit 0.

    Raises
    ------
    DataError
        If one is not a whole number from 0 to 9.
    """
    if len(np.unique(values[:5000])) == LABELS and values.min() == 1 and values.max() == LABELS:
        return (values % LABELS).astype(np.uint8), say(TEN_IS_ZERO)
    wrong = np.flatnonzero(~((values >= 0) & (values < LABELS) & (values == np.rint(values))))
    if wrong.size and first is None:
        raise DataError(
            say(
                "A label in this file is {label:g}; labels go from 0 to 9 here, so letters (of EMNIST, say) cannot "
                "be read.",
                label=values[wrong[0]],
            )
        )
    if wrong.size:
        raise DataError(
            say(
                "Line {line} has the label {value:g}; labels are whole numbers from 0 to 9 here, so letters "
                "(of EMNIST, say) cannot be read.",
                line=(first or 0) + int(wrong[0]),
                value=values[wrong[0]],
            )
        )
    return values.astype(np.uint8), ""


def _column(numbers: NDArray[Any]) -> NDArray[Any] | None:
    """Return the column that the labels stand in."""
    if numbers.ndim == 1:
        return numbers
    if numbers.ndim == 2 and (numbers.shape[1] in (1, QMNIST) or numbers.shape[0] == 1):
        return numbers[:, 0] if numbers.shape[1] in (1, QMNIST) else numbers[0]
    return None


def _is_one_hot(numbers: NDArray[Any]) -> bool:
    """Return whether in every row one number is on and the others off.

    On may be 1 and off 0, 0.99 and 0.01 as Rashid writes it, or any two numbers, such as 1 and -1, 0.91 and 0.01.
    """
    if not len(numbers) or not np.isfinite(numbers := np.asarray(numbers, np.float64)).all():
        return False
    on = numbers > 0.5
    near = np.abs(numbers - on) < 0.011
    if (on.sum(axis=1) == 1).all() and near.all():
        return True
    on = numbers == numbers.max()
    return bool(numbers.max() > 0.5 and (on.sum(axis=1) == 1).all() and len(np.unique(numbers[~on])) == 1)


def _of_eleven(numbers: NDArray[Any]) -> NDArray[Any] | None:
    """Return the numbers of the columns that are on, of eleven of which the first or the last never is; else None."""
    if numbers.ndim != 2 or numbers.shape[1] != LABELS + 1 or not _is_one_hot(numbers):
        return None
    answers = np.asarray(numbers, np.float64).argmax(axis=1)
    return answers if 0 not in answers or LABELS not in answers else None

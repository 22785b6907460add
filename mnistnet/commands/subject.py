"""The subject of an influence map: one picture, what it is called, and the picture that it is counted from."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.commands.pictures import read_pictures, test_digit
from mnistnet.digits import DataError
from mnistnet.digits.sources import load_digits

__all__ = ["BASELINES", "Subject", "subject_of"]

Array = NDArray[Any]


def _mean() -> Array:
    return np.rint(load_digits().split("train").images.mean(axis=0)).astype(np.uint8)


BASELINES: dict[str, tuple[str, Callable[[], Array | None]]] = {
    "blank": ("blank paper", lambda: None),
    "white": ("a picture full of ink", lambda: np.full((28, 28), 255, np.uint8)),
    "mean": ("the mean of all digits", _mean),
}


@dataclass(frozen=True, eq=False)
class Subject:
    """The picture that is looked at, and how it is called."""

    image: Array
    words: str


def subject_of(arguments: Namespace) -> Subject:
    """Return the one picture that is asked about."""
    if arguments.file is None:
        image, label = test_digit(arguments.digit)
        return Subject(image, f"test digit {arguments.digit} (label {label})")
    pictures = read_pictures(arguments.file, arguments.as_is)
    if len(pictures) != 1:
        raise DataError(f"{arguments.file} holds {len(pictures)} digits; influence is asked for one: cut it out.")
    return Subject(pictures[0], arguments.file.name)

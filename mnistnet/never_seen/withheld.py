"""Digits are withheld from training by label, by look, or one by one, and some that stay get a wrong label."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError, Digits
from mnistnet.words import mark, say

__all__ = ["LOOKS", "Look", "Withheld", "withheld"]

Array = NDArray[Any]
QUARTER = 0.25  # of all digits have a look


@dataclass(frozen=True)
class Look:
    """A look that some digits have more than others.

    Attributes
    ----------
    title : str
        What people call it.
    measure : callable
        Takes pictures of shape (n, rows, columns), uint8, and returns how much they have of it, shape (n,).
    """

    title: str
    measure: Callable[[Array], Array]


def _ink(images: Array) -> Array:
    return images.mean(axis=(1, 2), dtype=float)


def _lean(images: Array) -> Array:
    """Return how far each digit leans to the right: columns that its ink goes to the right for each row upwards."""
    ink = images / max(float(images.max(initial=0)), 1)
    rows, columns = (np.arange(size, dtype=float) for size in images.shape[1:])
    mass = np.maximum(ink.sum(axis=(1, 2)), 1e-9)
    down = rows - (ink.sum(axis=2) @ rows / mass)[:, None]
    right = columns - (ink.sum(axis=1) @ columns / mass)[:, None]
    together = np.einsum("nrc,nr,nc->n", ink, down, right, optimize=True)
    along = np.einsum("nrc,nr->n", ink, down**2, optimize=True)
    return np.asarray(-together / np.maximum(along, 1e-9))


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "thin": Look(mark("thin ones"), lambda images: -_ink(images)),
        "bold": Look(mark("bold ones"), _ink),
        "leaning": Look(mark("those that lean to the right"), _lean),
        "upright": Look(mark("those that lean least to the right"), lambda images: -_lean(images)),
    }
)


@dataclass(frozen=True)
class Withheld:
    """What a network is not to learn from, and how much of the rest is labelled wrongly.

    Attributes
    ----------
    labels : tuple of int
        All digits of these.
    looks : tuple of str
        Names in `LOOKS`: of each the quarter of all digits that has most of it.
    digits : tuple of int
        Single ones, by their number.
    wrong : float
        The share of what stays that gets a wrong label, drawn evenly from the nine others.
    """

    labels: tuple[int, ...] = ()
    looks: tuple[str, ...] = ()
    digits: tuple[int, ...] = ()
    wrong: float = 0.0


def withheld(digits: Digits, what: Withheld, seed: int = 0) -> Digits:
    """Return the digits that stay, in their order, some of them with wrong labels.

    Parameters
    ----------
    digits : Digits
    what : Withheld
    seed : int
        For which labels are set wrong, and to what.

    Raises
    ------
    KeyError
        If there is no such look.
    DataError
        If nothing stays, or only digits of one label.
    """
    if not set(what.looks) <= LOOKS.keys():
        raise KeyError(say("There is no look {names}.", names=", ".join(sorted(set(what.looks) - LOOKS.keys()))))
    stays = ~np.isin(digits.labels, what.labels) & ~np.isin(np.arange(len(digits)), what.digits)
    for look in what.looks:
        measured = LOOKS[look].measure(digits.images)
        stays[np.argsort(-measured, kind="stable")[: round(QUARTER * len(digits))]] = False
    if len(np.unique(digits.labels[stays])) < 2:
        raise DataError(say("Digits of two labels at least must stay, or there is nothing to tell apart."))
    images, labels = digits.images[stays], digits.labels[stays].copy()
    if what.wrong:
        rng = np.random.default_rng(seed)
        chosen = rng.permutation(len(labels))[: round(what.wrong * len(labels))]
        labels[chosen] = (labels[chosen] + rng.integers(1, 10, len(chosen))) % 10
    return Digits(images, labels, digits.name)

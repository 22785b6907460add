"""Digits are the pictures that networks learn from, with their labels, cut into named splits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import DataError
from mnistnet.notebook import digits_card
from mnistnet.words import say

__all__ = ["DataError", "Digits"]


@dataclass(frozen=True, eq=False)
class Digits:
    """Pictures with their labels, cut into named splits.

    Attributes
    ----------
    images : ndarray of shape (n, rows, columns), uint8
        0 is blank paper, 255 full ink. Read-only.
    labels : ndarray of shape (n,), uint8
    name : str
    splits : mapping of str to ndarray of int
        For "train", "validation" and "test": which pictures belong to it.

    Examples
    --------
    >>> three = Digits(np.zeros((3, 28, 28), np.uint8), np.array([7, 0, 4], np.uint8), "mine", {"test": np.array([2])})
    >>> three.split("test").labels
    array([4], dtype=uint8)
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    name: str = "digits"
    splits: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.images.ndim != 3 or self.labels.shape != self.images.shape[:1]:
            raise DataError(
                say("{n} pictures cannot go with {size} labels.", n=len(self.images), size=self.labels.size)
            )
        self.images.flags.writeable = False
        self.labels.flags.writeable = False

    def __reduce__(self) -> tuple[Any, ...]:
        return Digits, (self.images, self.labels, self.name, dict(self.splits))

    @cached_property
    def digest(self) -> str:
        """Thirty-two hexadecimal digits that change with any picture, label or split, but not with the name."""
        content = hashlib.sha256(repr(self.images.shape).encode() + self.labels.tobytes())
        for name, chosen in sorted(self.splits.items()):
            content.update(f"{name} {len(chosen)}".encode() + np.asarray(chosen, np.int64).tobytes())
        content.update(np.ascontiguousarray(self.images).data)
        return content.hexdigest()[:32]

    def split(self, name: str) -> "Digits":
        """Return the digits of one split ("train", "validation" or "test"), in their own order.

        Raises
        ------
        KeyError
            If there is no split of that name.
        """
        if name not in self.splits:
            raise KeyError(
                say(
                    "There is no split {name!r}; there are {splits}.",
                    name=name,
                    splits=", ".join(self.splits) or "none",
                )
            )
        chosen = self.splits[name]
        return Digits(self.images[chosen], self.labels[chosen], f"{self.name}, {name}")

    def __len__(self) -> int:
        return len(self.labels)

    def _repr_html_(self) -> str:
        return digits_card(repr(self), self.images, self.labels)

    def __repr__(self) -> str:
        parts = ", ".join(f"{len(chosen):,} {name}" for name, chosen in self.splits.items())
        return f"<Digits {self.name!r}: {len(self):,} pictures{': ' + parts if parts else ''}>"

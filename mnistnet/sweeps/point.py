"""A point is one computation of a sweep: what it says decides every bit of its result."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

__all__ = ["Point"]


@dataclass(frozen=True)
class Point:
    """One computation of a sweep.

    Attributes
    ----------
    measure : str
        A name in `mnistnet.sweeps.MEASURES`.
    values : tuple of (str, value)
        Every setting of it, sorted by name; values are those that JSON has.
    repeat : int
        Which seed, or which picture, counted from 0.
    root : int
        The number that all random numbers of the plan come from.
    digits : str
        The digest of the digits that it sees.
    """

    measure: str
    values: tuple[tuple[str, Any], ...]
    repeat: int
    root: int
    digits: str

    @cached_property
    def digest(self) -> str:
        """Twenty-four hexadecimal digits that change with anything that the point says."""
        said = [self.measure, self.values, self.repeat, self.root, self.digits]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]

    def sequence(self) -> np.random.SeedSequence:
        """Return where its random numbers come from: a child of ``SeedSequence(root)`` that is no other point's.

        The child's place follows from the settings and not from a number in the plan: a plan that gets more
        points keeps the results of those that it had.
        """
        said = json.dumps([self.measure, self.values]).encode()
        place = int.from_bytes(hashlib.sha256(said).digest()[:8], "big")
        return np.random.SeedSequence(self.root, spawn_key=(place, self.repeat))

    @property
    def seed(self) -> int:
        """One number from `sequence`, for what takes a single seed."""
        return int(self.sequence().generate_state(1)[0])

    def value(self, name: str, usual: Any = None) -> Any:
        """Return one setting, or `usual` where the point does not say it."""
        return dict(self.values).get(name, usual)

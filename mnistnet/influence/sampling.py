"""Random teams of pixels, and the running mean that tells how far chance can have led it astray."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

__all__ = ["Tally", "batches_of", "random_teams"]

Array = NDArray[Any]
AT_ONCE = 15_000  # numbers counted at a time: what is made on the way stays in the processor's cache


class Tally:
    """The running mean and scatter of dictionaries of arrays.

    Attributes
    ----------
    count : int
    means : dict of str to ndarray

    References
    ----------
    B. P. Welford, "Note on a method for calculating corrected sums of squares and products", 1962.
    """

    def __init__(self) -> None:
        self.count = 0
        self.means: dict[str, Array] = {}
        self._squares: dict[str, Array] = {}

    def add(self, sample: dict[str, Array]) -> None:
        """Count one more sample."""
        self.count += 1
        for view, value in sample.items():
            if self.count == 1:
                self.means[view], self._squares[view] = np.array(value, order="C"), np.zeros(value.shape)
                continue
            mean, squares, counted = (a.reshape(-1) for a in (self.means[view], self._squares[view], value))
            for start in range(0, mean.size, AT_ONCE):
                part = slice(start, start + AT_ONCE)
                away = counted[part] - mean[part]
                mean[part] += away / self.count
                squares[part] += away * (counted[part] - mean[part])

    def errors(self) -> dict[str, Array]:
        """Return the standard error of every mean; nothing if there are fewer than two samples."""
        if self.count < 2:
            return {}
        scale = 1 / (self.count * (self.count - 1))
        return {view: np.sqrt(squares * scale) for view, squares in self._squares.items()}


def random_teams(players: int, teams: int, rng: Generator) -> Array:
    """Return random teams, shape (teams, players), 1 for members and 0 for the others.

    Each team first draws its q from 0 to 1, then every player joins with probability q. The q are
    spread evenly (one in each of `teams` / 2 equal parts of 0 to 1) and every team is followed by
    its complement, which cancels what is odd about it. An odd number of teams is rounded up.
    """
    pairs = (teams + 1) // 2
    q = (np.arange(pairs) + rng.random(pairs)) / pairs
    members = rng.random((pairs, players)) < q[:, None]
    return np.stack([members, ~members], axis=1).reshape(2 * pairs, players).astype(np.float64)


def batches_of(teams: Array, batches: int) -> list[Array]:
    """Return the teams dealt out into `batches` heaps; a team and its complement stay together."""
    count, players = teams.shape
    pairs = teams.reshape(count // 2, 2, players)
    heaps = (pairs[start::batches] for start in range(min(batches, len(pairs))))
    return [heap.reshape(2 * len(heap), players) for heap in heaps]

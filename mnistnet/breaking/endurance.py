"""Endurance is how many digits a network still reads while it is harmed more and more, and how far chance matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.breaking.harm import EVERY, HARMS, harmed
from mnistnet.digits import Digits
from mnistnet.mistakes.exam import examine
from mnistnet.network import Network

__all__ = ["HALF", "SEEDS", "Endurance", "breaks_at", "endurance", "share_right"]

Array = NDArray[Any]
SEEDS = 5  # draws over which what is left to chance is measured
HALF = 0.5  # a network that reads fewer digits than this counts as broken


@dataclass(frozen=True, eq=False)
class Endurance:
    """How many digits are read right, amount by amount.

    Attributes
    ----------
    amounts : ndarray of shape (n,)
        As in the harm, none first.
    shares : ndarray of shape (draws, n)
        Of digits read right, 0 to 1; one row where nothing is left to chance. NaN where it was not measured.
    """

    amounts: Array
    shares: Array

    @property
    def mean(self) -> Array:
        """The mean over the draws, shape (n,)."""
        return np.asarray(self.shares.mean(axis=0))

    @property
    def spread(self) -> tuple[Array, Array]:
        """The lowest and the highest draw, each of shape (n,)."""
        return self.shares.min(axis=0), self.shares.max(axis=0)


def share_right(
    network: Network, digits: Digits, name: str, amount: float, seeds: Sequence[int] = range(SEEDS), place: str = EVERY
) -> Array:
    """Return the share of digits that a harmed network reads right, one for each draw.

    Parameters
    ----------
    network : Network
    digits : Digits
    name : str
        A name in `HARMS`.
    amount : float
    seeds : sequence of int
        One draw each; where nothing is left to chance the first stands for all.
    place : str
        One of `PLACES`.

    Returns
    -------
    ndarray of shape (draws,)
    """
    harm = HARMS[name]
    alike = not harm.is_random or amount == harm.amounts[0]
    drawn = seeds[:1] if alike else seeds
    found = np.array([examine(harmed(network, name, amount, seed, place), digits).accuracy for seed in drawn])
    return np.repeat(found, len(seeds)) if alike and harm.is_random else found


def endurance(
    network: Network, digits: Digits, name: str, seeds: Sequence[int] = range(SEEDS), place: str = EVERY
) -> Endurance:
    """Return how many digits a network reads right under every amount of one harm.

    Parameters: as for `share_right`.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> found = endurance(load_network("nielsen"), load_digits().split("test"), "bits")
    >>> breaks_at(found.amounts, found.mean)
    2.0
    """
    amounts = HARMS[name].amounts
    shares = [share_right(network, digits, name, amount, seeds, place) for amount in amounts]
    return Endurance(np.array(amounts, float), np.stack(shares, axis=1))


def breaks_at(amounts: ArrayLike, mean: ArrayLike) -> float | None:
    """Return the first amount at which fewer than half of the digits are read right.

    Parameters
    ----------
    amounts : ndarray of shape (n,), from none to much
    mean : ndarray of shape (n,)
        Shares read right.

    Returns
    -------
    float or None
        None where it never breaks.
    """
    broken = np.flatnonzero(np.asarray(mean) < HALF)
    return float(np.asarray(amounts)[broken[0]]) if len(broken) else None

"""Waves take a sigmoid node apart, so that the mean over all 2^k teams of pixels becomes a product.

A sigmoid is a sum of waves, ``sigmoid(a) = 1/2 + integral over t > 0 of sin(t a) / sinh(pi t)``. In a
random team each player is in with probability q = (1 + p) / 2. Then the mean of ``exp(i t a)`` over
teams is, with m the middle of the node's sums for baseline and picture,

    exp(i t m) * product over players l of (c_l + i p s_l),  c_l = cos(t u_l / 2),  s_l = sin(t u_l / 2).
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Waves", "even_places", "waves_of"]

Array = NDArray[Any]
TINY = 1e-100  # stands in for a factor of 0, by which one could not divide
# The ellipses on which integrands are looked at: log r, the smaller half-axis b, b^2 / 2, and log(1 - r^-2).
LOG_R = np.linspace(0.1, 3, 24)
B = np.sinh(LOG_R)
HALF_SQUARE, LOG_SHARE = B**2 / 2, np.log1p(-np.exp(-2 * LOG_R))
LARGE = 500.0  # a move whose exponential still is a number
DENSITIES = np.linspace(0, 1, 9)[1:-1, None]


@dataclass(frozen=True, eq=False)
class Waves:
    """The waves of one node at evenly spaced times t.

    Attributes
    ----------
    weights : ndarray of shape (T,)
        ``2 dt / sinh(pi t)``.
    middle_cos, middle_sin : ndarray of shape (T,)
        cos(t m) and sin(t m).
    cosines, sines : ndarray of shape (k, T)
        c_l and s_l.
    """

    weights: Array
    middle_cos: Array
    middle_sin: Array
    cosines: Array
    sines: Array

    def product(self, p: float) -> Array:
        """Return the product of all players' factors, shape (T,), complex."""
        cosines, sines, mixed = self._pairs
        factors = np.empty(cosines.shape, np.complex128)
        np.subtract(cosines, p**2 * sines, out=factors.real)
        np.multiply(mixed, p, out=factors.imag)
        return np.asarray(np.multiply.reduce(factors, axis=0))

    @cached_property
    def _pairs(self) -> tuple[Array, Array, Array]:
        """What the factors of two players make together, (c + ips)(c' + ips'): cc', ss' and cs' + sc'."""
        odd = len(self.cosines) % 2
        cosines, sines = (
            np.concatenate([all_of_them, np.full((odd, len(self.weights)), alone)])
            for all_of_them, alone in ((self.cosines, 1.0), (self.sines, 0.0))
        )
        c, d, s, r = cosines[::2], cosines[1::2], sines[::2], sines[1::2]
        return c * d, s * r, c * r + s * d

    def joining(self, p: float) -> Array:
        """Return the mean of what each player changes when it joins a team of density (1 + p) / 2, shape (k,)."""
        others = self.without_each(p)
        others *= self.sines
        real, imaginary = others.real @ (self.weights * self.middle_cos), others.imag @ (self.weights * self.middle_sin)
        return np.asarray(real - imaginary)

    def without_each(self, p: float) -> Array:
        """Return the product of all factors but one, for each player, shape (k, T), complex."""
        factors = self.cosines + 1j * (p * self.sines)
        vanishing = np.abs(factors) < TINY
        factors[vanishing] = TINY
        return np.asarray(np.multiply.reduce(factors, axis=0) / factors)


def waves_of(moves: Array, start: float, end: float, tolerance: float) -> Waves:
    """Return the waves of one node.

    Parameters
    ----------
    moves : ndarray of shape (k,)
        What each player adds to the node's sum.
    start, end : float
        The node's sum for the baseline and for the picture.
    tolerance : float
        About how far integrals over t may be off.

    Notes
    -----
    The midpoint rule with steps of dt errs by about ``mean of exp(|a|) over teams * exp(-2 pi / dt)``:
    it mistakes each sum a for its neighbours at distance 2 pi / dt. So larger weights need finer steps.
    Waves beyond ``log(1 / tolerance) / pi`` are too weak to matter.
    """
    digits = np.log(4 / tolerance)
    step = 2 * np.pi / (_log_mean_exp(moves, start) + digits)
    count = int(np.ceil(digits / np.pi / step))
    times = (np.arange(count) + 0.5) * step
    middle = (start + end) / 2
    turns = _powers(moves * (step / 2), count)
    weights = 2 * step / np.sinh(np.pi * times)
    return Waves(weights, np.cos(times * middle), np.sin(times * middle), turns.real.copy(), turns.imag.copy())


def even_places(waves: Waves, tolerance: float) -> tuple[Array, Array]:
    """Return places p in (0, 1) and weights that integrate even functions made of `waves`.

    Gauss-Legendre with n points on (-1, 1) errs by at most ``64/15 M r^(-2n) / (1 - r^-2)``, if the
    integrand stays below M on the ellipse around (-1, 1) whose half-axes add up to r. With
    half-axes a and b the product of k factors stays below ``exp(b^2 sum(s^2) / 2 + b |sum(c s)|)``.
    And it is a polynomial in p: from k / 2 points on nothing is lost at all.

    References
    ----------
    L. N. Trefethen, "Is Gauss Quadrature Better than Clenshaw-Curtis?", 2008, theorem 4.5.
    """
    bend = (waves.sines**2).sum(axis=0)[:, None]
    tilt = np.abs((waves.cosines * waves.sines).sum(axis=0))[:, None]
    worst = np.log(waves.weights * 64 / 15 / tolerance)[:, None] - LOG_SHARE
    points = ((worst + HALF_SQUARE * bend + B * tilt) / (2 * LOG_R)).min(axis=1).max()
    enough = (len(waves.sines) + 3) // 4
    return _half_of_gauss(int(np.clip(np.ceil(points / 2), 1, max(enough, 1))))


@cache
def _half_of_gauss(points: int) -> tuple[Array, Array]:
    places, weights = np.polynomial.legendre.leggauss(2 * points)
    return places[points:], weights[points:]


def _log_mean_exp(moves: Array, start: float) -> float:
    """Return the largest log of the mean of exp(a) or exp(-a) over teams, for any q; at least 0."""
    end = start + float(moves.sum())
    between = (sign * start + _log_means(sign * moves).sum(axis=1).max() for sign in (1, -1))
    return float(max(*between, abs(start), abs(end)))


def _log_means(moves: Array) -> Array:
    """Return the log of the mean of exp(move) for each player and density, shape (densities, k)."""
    if np.abs(moves).max(initial=0) < LARGE:
        return np.log1p(DENSITIES * np.expm1(moves))  # several times as fast
    return np.logaddexp(np.log1p(-DENSITIES), np.log(DENSITIES) + moves)


def _powers(angles: Array, count: int) -> Array:
    """Return exp(i (n + 1/2) angle) for n below `count`, shape (k, count), doubling the known part each time."""
    powers = np.empty((len(angles), count), np.complex128)
    powers[:, 0] = np.exp(0.5j * angles)
    known = 1
    while known < count:
        more = min(known, count - known)
        turn = np.exp(1j * known * angles)[:, None]
        np.multiply(powers[:, :more], turn, out=powers[:, known : known + more])
        known += more
    return powers

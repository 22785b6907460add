"""Controls take luck out of a mean: what goes up and down with it, and has a mean that is known better.

If the draws happen to lie where a control is too large, the value is too large there, too, by as much as
the two are seen to go together. Coefficients from other draws leave the mean without bias.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Moments"]

Array = NDArray[Any]
DRAWS_A_CONTROL = 30  # from so many draws on a coefficient takes out luck; of fewer, a rare one makes it wild
ROUNDING = 1e-6  # of a control's square: in single precision a smaller scatter is rounding


class Moments:
    """Sums over draws of groups of values and each group's own controls, and of their products.

    Parameters
    ----------
    groups, values, controls : int
        How many groups there are, and how many values and controls in each.

    References
    ----------
    S. S. Lavenberg, P. D. Welch, "A Perspective on the Use of Control Variables to Increase the Efficiency of
    Monte Carlo Simulations", 1981.
    """

    def __init__(self, groups: int, values: int, controls: int) -> None:
        self._values = np.zeros((groups, values, 1 + controls))  # in the first column the sums, as if 1 were a control
        self._controls = np.zeros((groups, 1 + controls, 1 + controls))

    @property
    def controls(self) -> int:
        """How many controls each group has."""
        return self._controls.shape[1] - 1

    def add(self, values: Array, controls: Array) -> None:
        """Count n more draws: values of shape (groups, values, n), controls of shape (groups, controls, n)."""
        ones = np.ones((len(controls), 1, controls.shape[2]), controls.dtype)
        with_one = np.concatenate([ones, controls], axis=1)
        self._values += values @ with_one.swapaxes(1, 2)
        self._controls += with_one @ with_one.swapaxes(1, 2)

    def __add__(self, other: "Moments") -> "Moments":
        return self._with(other._values, other._controls)

    def __sub__(self, other: "Moments") -> "Moments":
        return self._with(-other._values, -other._controls)

    def _with(self, values: Array, controls: Array) -> "Moments":
        result = Moments(0, 0, 0)
        result._values, result._controls = self._values + values, self._controls + controls
        return result

    def mean(self, known: Array, others: "Moments") -> Array:
        """Return the mean of the values if the controls have the means that are known, shape (groups, values).

        Parameters
        ----------
        known : ndarray of shape (groups, controls)
        others : Moments
            Other draws, which say how values and controls go together.
        """
        count = self._controls[:, :1, 0]
        moved = known - self._controls[:, 0, 1:] / count
        return np.asarray(self._values[:, :, 0] / count + others._foretold(moved))

    def _foretold(self, moved: Array) -> Array:
        """Return by how much the values move when the controls do: ridge regression, and nothing after few draws.

        The ridge counts as much as the luck that the coefficients have themselves, and fades as draws come in.
        """
        controls = moved.shape[1]
        if not moved.size or self._controls[0, 0, 0] < DRAWS_A_CONTROL * controls:
            return np.zeros(self._values.shape[:2])
        count, sums, raw = self._controls[:, :1, :1], self._controls[:, :1, 1:], self._controls[:, 1:, 1:]
        square = raw - sums.swapaxes(1, 2) * sums / count
        scatter, size = (matrix.diagonal(axis1=1, axis2=2) for matrix in (square, raw))
        ridge = controls / count[:, 0] * scatter.clip(0) + ROUNDING * size + np.finfo(float).tiny
        step = np.linalg.solve(square + ridge[:, :, None] * np.eye(controls), moved[:, :, None])
        together = self._values[:, :, 1:] - self._values[:, :, :1] * sums / count
        return np.asarray((together @ step)[:, :, 0])

"""Controls take luck out of a mean: what goes up and down with it, and has a mean that is known better.

If the draws happen to lie where a control is too large, the value is too large there, too, by as much as
the two are seen to go together. Coefficients from other draws leave the mean without bias.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Moments"]

Array = NDArray[Any]
DRAWS_A_CONTROL = 3  # from so many draws on a coefficient takes out more luck than it brings in


class Moments:
    """Sums over draws of some values and some controls, and of their products.

    Parameters
    ----------
    values, controls : int
        How many there are of each.

    References
    ----------
    S. S. Lavenberg, P. D. Welch, "A Perspective on the Use of Control Variables to Increase the Efficiency of
    Monte Carlo Simulations", 1981.
    """

    def __init__(self, values: int, controls: int) -> None:
        self._values = np.zeros((values, 1 + controls))  # in the first column the sums, as if 1 were a control
        self._controls = np.zeros((1 + controls, 1 + controls))

    def add(self, values: Array, controls: Array) -> None:
        """Count n more draws: values of shape (values, n), controls of shape (n, controls)."""
        with_one = np.hstack([np.ones((len(controls), 1), controls.dtype), controls])
        self._values += values @ with_one
        self._controls += with_one.T @ with_one

    def __add__(self, other: "Moments") -> "Moments":
        return self._with(other._values, other._controls)

    def __sub__(self, other: "Moments") -> "Moments":
        return self._with(-other._values, -other._controls)

    def _with(self, values: Array, controls: Array) -> "Moments":
        result = Moments(0, 0)
        result._values, result._controls = self._values + values, self._controls + controls
        return result

    def mean(self, known: Array, others: "Moments") -> Array:
        """Return the mean of the values if the controls have the means that are known.

        Parameters
        ----------
        known : ndarray of shape (controls,)
        others : Moments
            Other draws, which say how values and controls go together.
        """
        count = self._controls[0, 0]
        return np.asarray(self._values[:, 0] / count + others._foretold(known - self._controls[0, 1:] / count))

    def _foretold(self, moved: Array) -> Array:
        """Return by how much the values move when the controls do: ridge regression, and nothing after few draws.

        The ridge counts as much as the luck that the coefficients have themselves, and fades as draws come in.
        """
        count, sums = self._controls[0, 0], self._controls[0, 1:]
        if not len(moved) or count < DRAWS_A_CONTROL * len(moved):
            return np.zeros(len(self._values))
        square = self._controls[1:, 1:] - np.outer(sums, sums) / count
        ridge = len(moved) / count * square.diagonal() + np.finfo(float).tiny
        step = np.linalg.solve(square + np.diag(ridge), moved)
        return np.asarray(self._values[:, 1:] @ step - self._values[:, 0] * (sums @ step / count))

"""An accuracy is measured on some digits: on others, chosen as they were, it would have been a little different."""

from math import sqrt

__all__ = ["chance_range"]

WIDTH = 1.959964  # standard deviations that hold 95 % of a normal distribution, to both sides


def chance_range(accuracy: float, count: int) -> tuple[float, float]:
    """Return the range in which the true share lies, at 95 %, where `accuracy` was measured on `count` digits.

    Notes
    -----
    Wilson's interval: it stays within 0 and 1 and is not empty where all were read right.

    References
    ----------
    E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, 1927.

    Examples
    --------
    >>> [round(end, 4) for end in chance_range(81 / 263, 263)]
    [0.2553, 0.3662]
    """
    square = WIDTH**2 / count
    middle = accuracy + square / 2
    reach = WIDTH * sqrt(accuracy * (1 - accuracy) / count + square / (4 * count))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    return max(low, 0.0), min(high, 1.0)

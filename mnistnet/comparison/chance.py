"""Of two networks one always reads a few digits more; an exact test says how often chance alone does as much."""

from mnistnet.words import say

__all__ = ["exact_test"]


def exact_test(only_first: int, only_second: int) -> float:
    """Return the p-value of McNemar's exact test, 0 to 1: how often chance alone would part the two by as much.

    ``p = min(1, 2 * sum over i <= k of C(n, i) / 2^n)`` with n = only_first + only_second, k the smaller.

    If both networks were equally good, each digit that only one of them reads right would be the first's
    or the second's with equal chance, like the side on which a coin falls. p is the chance that n coins
    fall as unevenly as seen, or more so, to either side.

    Parameters
    ----------
    only_first, only_second : int
        How many digits only the first, and only the second, read right; those that both read right or
        wrong say nothing about which is better.

    Returns
    -------
    float
        1 where no digit parts them. Sums are kept in whole numbers, so nothing is rounded before the end.

    Raises
    ------
    ValueError
        If a count is negative.

    Notes
    -----
    It holds for networks that did not learn from these digits and were not chosen by them. A small p says
    that there is a difference, not that it is large; a large p does not say that there is none.

    References
    ----------
    Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", 1947; with the exact binomial sum in place of his approximation.

    Examples
    --------
    >>> exact_test(1, 5)
    0.21875
    """
    if min(only_first, only_second) < 0:
        raise ValueError(say("Counts cannot be negative, as {count} is.", count=min(only_first, only_second)))
    n, k = only_first + only_second, min(only_first, only_second)
    ways, tail = 1, 1
    for i in range(k):
        ways = ways * (n - i) // (i + 1)
        tail += ways
    return min(1.0, 2 * tail / 2**n)

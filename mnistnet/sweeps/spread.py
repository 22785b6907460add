"""How much of a difference is chance: other seeds alone give other figures, and some settings differ no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan, exp, lgamma, pi, sqrt
from typing import Any

import numpy as np

from mnistnet.influence.path import unit_interval
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row
from mnistnet.words import plural, say

__all__ = ["Group", "groups", "like_the_best", "spread_words", "welch_test"]

SURE = 0.05
POINTS = 64  # of the integral
NAMED = 3  # settings that cannot be told from the best, and are named
Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Group:
    """All repeats of one setting.

    Attributes
    ----------
    values : tuple of (str, value)
        The setting, axis by axis.
    figures : tuple of float
        One figure of each repeat that has it.
    failed : int
        How many repeats failed.
    """

    values: Values
    figures: tuple[float, ...]
    failed: int = 0

    @property
    def mean(self) -> float:
        """The mean of the figures; NaN if there is none."""
        return float(np.mean(self.figures)) if self.figures else float("nan")

    @property
    def deviation(self) -> float:
        """The standard deviation between repeats; NaN if there are fewer than two."""
        return float(np.std(self.figures, ddof=1)) if len(self.figures) > 1 else float("nan")


def groups(plan: Plan, points: Sequence[Point], rows: Mapping[str, Row], figure: str) -> tuple[Group, ...]:
    """Return one group for each setting that has a row, in the order of the plan."""
    found: dict[Values, list[Row]] = {}
    for point in points:
        if row := rows.get(point.digest):
            found.setdefault(tuple((name, point.value(name)) for name in plan.axes), []).append(row)
    return tuple(_group(values, many, figure) for values, many in found.items())


def _group(values: Values, rows: Sequence[Row], figure: str) -> Group:
    known = tuple(row.figures[figure] for row in rows if np.isfinite(row.figures.get(figure, np.nan)))
    return Group(values, known, len(rows) - len(known))


def welch_test(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how often chance alone would part the means of two groups of figures by as much as they are, 0 to 1.

    Both sides of Student's distribution at t = difference / its standard error, with Welch's degrees of freedom n: with
    t = sqrt(n) tan(a) its tail is the integral of cos(a)^(n - 1), taken by Gauss and Legendre's rule.

    Parameters
    ----------
    first, second : sequence of float
        At least two figures each, about normally distributed.

    References
    ----------
    B. L. Welch, "The generalization of 'Student's' problem when several different population variances are involved",
    1947.

    Examples
    --------
    >>> round(welch_test([3.0, 4.0, 5.0], [1.0, 2.0, 3.0]), 4)
    0.0705
    """
    apart = abs(float(np.mean(first) - np.mean(second)))
    squares = [float(np.var(group, ddof=1)) / len(group) for group in (first, second)]
    total = sum(squares)
    if total == 0:
        return float(apart == 0)
    n = total**2 / sum(one**2 / (len(group) - 1) for one, group in zip(squares, (first, second), strict=True))
    start = atan(apart / sqrt(total * n))
    places, weights = unit_interval(POINTS)
    angles = start + (pi / 2 - start) * places
    tail = (pi / 2 - start) * float(weights @ np.cos(angles) ** (n - 1))
    return min(2 * tail * exp(lgamma((n + 1) / 2) - lgamma(n / 2)) / sqrt(pi), 1.0)


def like_the_best(found: Sequence[Group], *, low: bool = False) -> tuple[Group, list[Group], list[Group]]:
    """Return the best group, those that chance may have put behind it, and those that are worse by more than chance.

    Each other group is held against the best by `welch_test`. The best was found by looking at all of them, so its p is
    multiplied by how many pairs there are (Bonferroni). Groups of a single figure can be told from nothing.

    Parameters
    ----------
    found : sequence of Group
        At least one has figures; those without any are left out.
    low : bool
        Whether smaller is better.
    """
    known = [group for group in found if group.figures]
    best = (min if low else max)(known, key=lambda group: group.mean)
    others = [group for group in known if group is not best]
    pairs = len(known) * (len(known) - 1) / 2
    worse = [group for group in others if _is_apart(best, group, SURE / pairs)]
    return best, [group for group in others if group not in worse], worse


def _is_apart(best: Group, other: Group, sure: float) -> bool:
    enough = min(len(best.figures), len(other.figures)) > 1
    return enough and welch_test(best.figures, other.figures) <= sure


def spread_words(found: Sequence[Group], written: Any, called: Any, *, low: bool = False) -> list[str]:
    """Return what figures of many settings show and what is chance, in sentences.

    Parameters
    ----------
    found : sequence of Group
    written : callable
        Writes a figure.
    called : callable
        Names a group.
    low : bool
        Whether smaller is better.
    """
    known = [group for group in found if group.figures]
    failed = sum(group.failed for group in found)
    trouble = plural("{n} of all points failed.", "{n} of all points failed.", failed) if failed else ""
    if not known:
        return [trouble] if trouble else []
    best, alike, worse = like_the_best(known, low=low)
    first = plural(
        "The best mean is {mean}, with {best}: {n} repeat.",
        "The best mean is {mean}, with {best}, over {n} repeats, which by chance alone go from {low} to {high}.",
        len(best.figures),
        mean=written(best.mean),
        best=called(best),
        low=written(min(best.figures)),
        high=written(max(best.figures)),
    )
    return [words for words in (first, _compared_words(best, alike, worse, called), trouble) if words]


def _listed(names: Sequence[str]) -> str:
    """Return names in a row; where they differ in the last word alone, what comes before it is written once."""
    shared = "".join(names[0].rpartition(" ")[:2]) if names else ""
    if not shared or not all(name.startswith(shared) for name in names):
        return "; ".join(names)
    return ", ".join([names[0], *(name.removeprefix(shared) for name in names[1:])])


def _compared_words(best: Group, alike: Sequence[Group], worse: Sequence[Group], called: Any) -> str:
    if not alike and not worse:
        return ""
    if len(best.figures) < 2:
        return say("One repeat cannot tell what chance alone does: with more seeds the settings can be compared.")
    names = _listed([called(group) for group in alike])
    if len(alike) > NAMED:
        names = plural("{n} other setting", "{n} other settings", len(alike))
    if not alike:
        return say("Every other setting is worse by more than chance (Welch's test, at 5 % over all pairs).")
    if not worse:
        return say(
            "No other setting can be told from it: chance alone could part them so (Welch's test, at 5 % "
            "over all pairs)."
        )
    return plural(
        "Chance alone could have put {names} behind it; {n} other is worse by more than that (Welch's test, "
        "at 5 % over all pairs).",
        "Chance alone could have put {names} behind it; the {n} others are worse by more than that (Welch's test, "
        "at 5 % over all pairs).",
        len(worse),
        names=names,
    )

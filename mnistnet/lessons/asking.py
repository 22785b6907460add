"""Shorter ways to ask what lessons ask often: for a digit, a share in percent, a yes or no."""

from collections.abc import Mapping, Sequence

from mnistnet.lessons.questions import Choice, Number, Pick
from mnistnet.words import say

__all__ = ["alike", "between", "digit", "larger", "narrowed", "percent", "yes_or_no"]

TOP = 9
BOTH, NEAR = "both", 0.1


def digit(
    words: str,
    right: int,
    reason: str,
    hints: tuple[str, str],
    also: frozenset[int] = frozenset(),
    pictured: bool = True,
) -> Pick:
    """Return a question whose answer is a digit; those in `also` are as right."""
    return Pick(
        words=words,
        hints=hints,
        reason=reason,
        names=(say("digit"),),
        right=(right,),
        highest=(TOP,),
        also=frozenset((one,) for one in also),
        pictured=pictured,
    )


def percent(words: str, share: float, reason: str, hint: str, tolerance: float = 10, pictured: bool = True) -> Number:
    """Return a question for a share, 0 to 1, to be guessed in percent; the second hint narrows it down."""
    value = round(100 * float(share), 1)
    return Number(
        words=words,
        hints=(hint, between(value, 2 * tolerance, 0, 100, "%")),
        reason=reason,
        value=value,
        tolerance=tolerance,
        low=0,
        high=100,
        unit="%",
        pictured=pictured,
    )


def yes_or_no(words: str, is_so: bool, reason: str, hints: tuple[str, str]) -> Choice:
    """Return a question to be answered by yes or no."""
    options = {"yes": say("Yes"), "no": say("No")}
    return Choice(words=words, hints=hints, reason=reason, options=options, right="yes" if is_so else "no")


def alike() -> dict[str, str]:
    """Return the option for two values that are less than a tenth apart."""
    return {BOTH: say("both alike, less than a tenth apart")}


def larger(values: Mapping[str, float]) -> str:
    """Return which of two values is the larger, by name; `BOTH` where they are less than a tenth apart."""
    (first, one), (second, other) = values.items()
    if abs(one - other) < NEAR * max(abs(one), abs(other)):
        return BOTH
    return first if one > other else second


def between(value: float, width: float, low: float, high: float, unit: str = "") -> str:
    """Return a hint: two round numbers, about `width` apart, between which the value lies."""
    apart = float(f"{width:.0e}")  # one digit that is not 0: its multiples are round
    start = min(max(low, apart * (value // apart)), max(low, high - apart))
    end = min(high, start + apart)
    ends = {name: say("{end:,g}", end=end).replace("-", "−") for name, end in (("start", start), ("end", end))}
    if unit:
        return say("It lies between {start} and {end} {unit}.", **ends, unit=unit)
    return say("It lies between {start} and {end}.", **ends)


def narrowed(order: Sequence[int]) -> tuple[str, str]:
    """Return two hints to the first of an order: one of its first three, one of its first two, by size."""
    three, two = (", ".join(map(str, sorted(order[:count]))) for count in (3, 2))
    return say("It is one of {digits}.", digits=three), say("It is one of {digits}.", digits=two)

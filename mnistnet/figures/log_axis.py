"""A logarithmic axis goes up in equal ratios; its ticks are numbers that can be read, not their first digits."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["accuracy_axis", "log_axis", "misread"]

STEPS = ((1.3, (1, 2, 5)), (3, (1, 5)), (6, (1,)))  # up to so many decades: which numbers of each have a tick


def log_axis(values: Iterable[float | None]) -> dict[str, Any]:
    """Return the settings of a logarithmic axis for `values`, with ticks such as 2, 1, 0.5, 0.2, 0.1.

    Values that have no logarithm (0, below 0, none) are passed over; without any other the axis is linear.
    """
    given = np.array([value for value in values if value is not None], float)
    given = given[np.isfinite(given) & (given > 0)]
    if not len(given):
        return {"type": "linear"}
    ticks = _ticks(float(given.min()), float(given.max()))
    return {"type": "log", "tickmode": "array", "tickvals": ticks, "ticktext": [_written(tick) for tick in ticks]}


def misread(accuracies: Iterable[float | None], least: float) -> NDArray[np.float32]:
    """Return the shares misread, none below `least`: a logarithmic axis has no place for none at all."""
    given = np.array([np.nan if value is None else value for value in accuracies], float)
    return np.maximum(1 - given, least).astype(np.float32)


def accuracy_axis(accuracies: Iterable[float | None]) -> tuple[dict[str, Any], float]:
    """Return an axis on which 90, 99 and 99.9 % stand equally far apart, so that good networks can be told apart.

    What is drawn is the share misread, by logarithm and upside down; the ticks say the accuracy.

    Returns
    -------
    settings : dict
    least : float
        The share misread at which to draw "none".
    """
    wrong = 1 - np.array([value for value in accuracies if value is not None], float)
    some = wrong[np.isfinite(wrong) & (wrong > 1e-9)]
    if not len(some):
        return {"type": "log", "range": [0.06, -2.06], "tickvals": [1, 0.01], "ticktext": ["0 %", "100 %"]}, 0.01
    low, high = float(some.min()), float(some.max())
    none = len(some) < len(wrong)
    least = low / 2 if none else low
    ticks = _ticks(low, high)
    written = [f"{100 * (1 - tick):.7g} %" for tick in ticks]
    if none:
        ticks, written = [least, *ticks], ["100 %", *written]
    ends = [float(np.log10(high * 1.15)), float(np.log10(least / 1.15))]
    return {"type": "log", "tickmode": "array", "tickvals": ticks, "ticktext": written, "range": ends}, least


def _ticks(low: float, high: float) -> list[float]:
    """Return ticks from just below `low` to just above `high`; where no round number lies there, the two ends."""
    decades = np.log10(high / low)
    firsts = next((firsts for most, firsts in STEPS if decades <= most), (1,))
    every = max(1, round(decades / 6))  # of very many decades only some have a tick
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    ticks = [float(f"{first}e{power}") for power in powers if power % every == 0 for first in firsts]
    inside = [tick for tick in ticks if low / 1.1 <= tick <= high * 1.1]
    return inside if len(inside) > 1 else sorted({float(f"{end:.2g}") for end in (low, high)} | set(inside))


def _written(tick: float) -> str:
    """Return a number without an exponent where that is short."""
    if not 1e-5 < tick < 1e6:
        return f"{tick:.0e}"
    return f"{tick:,.0f}" if tick == round(tick) else np.format_float_positional(tick, trim="-")

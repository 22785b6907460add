"""A measure of trust: what it asks, how it is written, and from which values on it ought to worry you."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.words import mark

__all__ = ["MEASURES", "Measure", "alarm", "written"]

Array = NDArray[Any]
STAGES = (0.0, 0.25, 0.6, 1.0)  # the alarm at a measure's four marks


@dataclass(frozen=True)
class Measure:
    """One column of the scoreboard.

    Attributes
    ----------
    name : str
        An attribute of `Score`.
    title, short : str
        What people call it; `say` translates it.
    sentence : str
        What it asks and which values are good; `say` translates it.
    marks : tuple of four floats
        Perfect, good, doubtful, bad.
    unit : str
        "share" is written in percent, "number" as it is.
    source : str
        Author, title, year.
    relative : bool
        Marks are distances from the best method of the same view, as a share of it.
    """

    name: str
    title: str
    short: str
    sentence: str
    marks: tuple[float, float, float, float]
    unit: str
    source: str
    relative: bool = False


_ALL = (
    Measure(
        "r",
        mark("correlation with Shapley's value"),
        mark("pattern (r)"),
        mark(
            "Is the pattern right? r is the correlation with Shapley's value, pixel by pixel; 1 is perfect. It is "
            "blind to sizes."
        ),
        (1, 0.99, 0.9, 0.5),
        "number",
        "L. S. Shapley, A Value for n-Person Games, 1953 (the yardstick)",
    ),
    Measure(
        "relative_rmse",
        mark("relative root mean square error against Shapley's value"),
        mark("sizes (RMSE)"),
        mark(
            "Are the sizes right? The error against Shapley's value as a share of its size; 0 % is perfect, 100 % is "
            "as far off as an empty map."
        ),
        (0, 0.05, 0.3, 1),
        "share",
        "L. S. Shapley, A Value for n-Person Games, 1953 (the yardstick)",
    ),
    Measure(
        "gap",
        mark("completeness gap"),
        mark("adds up (gap)"),
        mark("Does it add up? How far the sum of the map is from what truly happened to the node; 0 % is perfect."),
        (0, 0.05, 0.3, 1),
        "share",
        "M. Sundararajan, A. Taly, Q. Yan, Axiomatic Attribution for Deep Networks, 2017 (completeness)",
    ),
    Measure(
        "infidelity",
        mark("infidelity"),
        mark("forecast (infidelity)"),
        mark(
            "Does it foretell? The squared error in foretelling what happens when random groups of pixels are erased; "
            "0 % is perfect, 100 % is as bad as an empty map. No map of single pixels reaches 0 where pixels "
            "act together."
        ),
        (0, 0.1, 0.5, 1),
        "share",
        "C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. I. Inouye, P. Ravikumar, On the (In)fidelity and Sensitivity of "
        "Explanations, 2019",
    ),
    Measure(
        "insertion_minus_deletion",
        mark("insertion minus deletion"),
        mark("order (ins. − del.)"),
        mark(
            "Is the order right? The area between the curves of putting pixels in and erasing them in the map's order, "
            "as a share of all ups and downs of Shapley's map. Higher is better; only methods of one layer can be "
            "compared."
        ),
        (0, 0.05, 0.2, 0.5),
        "number",
        "V. Petsiuk, A. Das, K. Saenko, RISE: Randomized Input Sampling for Explanation of Black-box Models, 2018",
        relative=True,
    ),
)
MEASURES = MappingProxyType({measure.name: measure for measure in _ALL})


def alarm(measure: Measure, values: Array) -> Array:
    """Return how much each value ought to worry you, from 0 (perfect) to 1 (bad); NaN stays NaN.

    Parameters
    ----------
    measure : Measure
    values : ndarray of shape (methods, views)
    """
    values = np.asarray(values, np.float64)
    marks = np.array(measure.marks)
    if measure.relative:
        best = np.fmax.reduce(values, axis=0)
        values = (best - values) / np.where(best == 0, 1, np.abs(best))
    if marks[0] > marks[-1]:
        values, marks = -values, -marks
    return np.asarray(np.interp(values, marks, STAGES) + 0 * values)


def written(measure: Measure, value: float) -> str:
    """Return a value to the precision that means something; "–" where there is none."""
    if not np.isfinite(value):
        return "–"
    if measure.unit == "share":
        return _share(100 * value)
    if measure.name == "r" and value > 0.9995:
        return "1" if value > 1 - 1e-9 else ">0.999"
    places = 3 if measure.name == "r" else 2
    return (f"{value:.3g}" if abs(value) >= 10 else f"{value:.{places}f}").replace("-", "−")


def _share(percent: float) -> str:
    if percent < 0.1:
        return "0 %" if percent < 1e-4 else "< 0.1 %"
    if percent < 9.95:
        return f"{percent:.1f} %"
    return f"{percent:.0f} %" if percent < 1000 else f"{percent / 100:,.0f} ×"

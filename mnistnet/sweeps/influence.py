"""How near influence maps come to Shapley's value, and how faithful they are, picture by picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.books.networks import load_network
from mnistnet.digits import Digits
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, pearson, relative_rmse, scoreboard
from mnistnet.faithfulness.yardstick import yardstick
from mnistnet.influence import METHODS, InfluenceMaps
from mnistnet.influence.game import DoesNotApply
from mnistnet.network import Network
from mnistnet.sweeps.point import Point
from mnistnet.words import say

__all__ = ["FAITHFUL", "NEAR", "figures_of_maps", "judged_maps", "measured_maps"]

NEAR = ("r", "relative_rmse", "gap")
FAITHFUL = (*NEAR, "infidelity", "insertion_minus_deletion", "doubt")
BASE, TOGGLES = "scratch", 128


def figures_of_maps(values: Mapping[str, list[Any]], names: Sequence[str]) -> tuple[str, ...]:
    """Return "method view figure" for all that any point of a plan gives."""
    methods = dict.fromkeys(name for one in values.get("methods", [_usual_methods()]) for name in one)
    bases = [load_network(name).views for name in values.get("base", [BASE])]
    views = dict.fromkeys(view for one in values.get("views", bases) for view in one)
    return tuple(f"{method} {view} {name}" for method in methods for view in views for name in names)


def measured_maps(point: Point, digits: Digits) -> dict[str, float]:
    """Return how near each method's maps of one test digit come to Shapley's value: r, relative RMSE and gap."""
    network, picture, methods, views = _task(point, digits)
    rng = np.random.default_rng(point.sequence())
    toggles = int(point.value("toggles", TOGGLES))
    truth = yardstick(network, picture, rng=rng, views=views, toggles=toggles)
    found: dict[str, float] = {}
    for name in methods:
        try:
            maps = METHODS[name].function(network, picture, rng=rng, views=views)
        except DoesNotApply:
            continue
        for view in views:
            near = dict(zip(NEAR, _near(maps, truth, view), strict=True))
            found |= {f"{name} {view} {figure}": value for figure, value in near.items()}
    return found


def judged_maps(point: Point, digits: Digits) -> dict[str, float]:
    """Return the scoreboard of one test digit: all figures of each method at each view."""
    network, picture, methods, views = _task(point, digits)
    rng = np.random.default_rng(point.sequence())
    toggles = int(point.value("toggles", TOGGLES))
    *_, last = scoreboard(network, picture[None], methods, views, rng=rng, reference_toggles=toggles)
    return {
        f"{score.method} {score.view} {figure}": float(getattr(score, figure))
        for score in last.scores
        for figure in FAITHFUL
    }


def _task(point: Point, digits: Digits) -> tuple[Network, NDArray[np.uint8], Sequence[str], Sequence[str]]:
    """Return network, picture, methods and views of a point."""
    test, network = digits.split("test"), load_network(point.value("base", BASE))
    if point.repeat >= len(test):
        raise ValueError(say("There are {most:,} pictures, not {count:,}.", most=len(test), count=point.repeat + 1))
    methods = point.value("methods", _usual_methods())
    if unknown := [name for name in methods if name not in METHODS]:
        raise ValueError(say("There is no method {unknown}.", unknown=", ".join(unknown)))
    return network, test.images[point.repeat], methods, point.value("views", network.views)


def _usual_methods() -> tuple[str, ...]:
    return tuple(name for name in IN_UNITS_OF_THE_NODE if name != "gradient_times_input")


def _near(maps: InfluenceMaps, truth: InfluenceMaps, view: str) -> tuple[float, float, float]:
    """Return r and relative RMSE, means over nodes, and the gap: sums over nodes of differences and changes."""
    change = np.abs(maps.change[view]).sum()
    gap = float(np.abs(maps.difference(view)).sum() / change) if change else float("nan")
    return _mean(pearson(maps[view], truth[view])), _mean(relative_rmse(maps[view], truth[view])), gap


def _mean(figures: NDArray[Any]) -> float:
    known = figures[np.isfinite(figures)]
    return float(known.mean()) if len(known) else float("nan")

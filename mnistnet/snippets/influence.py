"""The program behind one influence map: any method, any node, any view, about twenty lines each."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.influence import METHODS, DoesNotApply, InfluenceMaps, shapley_exact
from mnistnet.influence.backwards import require_slopes
from mnistnet.influence.chain import chain_of
from mnistnet.network import Network
from mnistnet.snippets import by_masks, by_slopes, one_by_one, orders
from mnistnet.snippets.by_waves import has_waves, waves
from mnistnet.snippets.case import Case, is_short, map_line, receipt_line
from mnistnet.snippets.program import Snippet, signed
from mnistnet.snippets.steepness import deep_lift

__all__ = ["influence"]

Array = NDArray[Any]
Parts = list[list[str]]
Builder = Callable[[Case], Parts]
PLAIN: MappingProxyType[str, Callable[[Case], Parts | None]] = MappingProxyType(
    {
        "one_pixel": one_by_one.one_pixel,
        "occlusion": one_by_one.occlusion,
        "two_ended": one_by_one.two_ended,
        "gradient": by_slopes.gradient,
        "gradient_times_input": by_slopes.gradient_times_input,
        "smooth_gradient": by_slopes.smooth_gradient,
        "integrated_gradients": by_slopes.integrated_gradients,
        "deep_lift": deep_lift,
        "expected_gradients": by_slopes.expected_gradients,
        "mask_mean_gradient": by_masks.mask_mean_gradient,
        "two_level": by_masks.two_level,
        "shapley_permutations": orders.permutations,
    }
)
SHAPLEY = ("shapley", "shapley_exact")
EXACT_AT_A1 = ("mask_mean_gradient", "two_level", *SHAPLEY)
BASELINES = 50  # of expected gradients
POINTS = {"integrated_gradients": 32, "expected_gradients": 16}  # with which the library begins on its way
IN_TRUTH = "the receipt's “in all” and “what truly happened to the node”"
NEARLY = "the receipt's “what truly happened to the node”, to which the map adds up nearly; it takes too long a program"


def influence(
    network: Network,
    image: Array,
    baseline: Array | None,
    view: str,
    node: int,
    method: str,
    *,
    maps: InfluenceMaps | None = None,
) -> Snippet:
    """Return the program that prints what a page shows of one node's influence map.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.
    baseline : ndarray of shape (rows, columns) or None
        None is blank paper.
    view, node : str, int
    method : str
        A name in `mnistnet.influence.METHODS`.
    maps : InfluenceMaps, optional
        The maps of that method for that view, if they are there already.

    Returns
    -------
    Snippet
        It prints the sum of the map and its strongest pixel. Where a program of 30 lines cannot draw
        what the library draws, and for Shapley values, it prints what truly happened to the node, to
        which the map adds up.

    Raises
    ------
    DoesNotApply
        If the method has no meaning for this view of this network.
    """
    case = Case(network, np.asarray(image), None if baseline is None else np.asarray(baseline), view, node)
    title = f"{METHODS[method].title} at {case.name}"
    if method not in PLAIN and method not in SHAPLEY:
        raise DoesNotApply(f"There is no short program for the method {method} yet.")
    if builder := _adding_up(case, method):
        return case.snippet(title, builder(case), receipt_line(case.change()), IN_TRUTH)
    counted = replace(case, baseline=_digits()) if method == "expected_gradients" and baseline is None else case
    parts = waves(case) if method in SHAPLEY else PLAIN[method](counted)
    if parts is None or not is_short(parts):
        require_slopes(chain_of(network), view)
        return case.snippet(title, orders.true_change(case), f"in truth {signed(case.change())}", NEARLY)
    maps = maps or METHODS[method].function(network, image, baseline, views=[view])
    more = by_slopes.places(counted, POINTS[method]) if method in POINTS else {}
    return counted.snippet(title, parts, map_line(maps[view][node]), _where(method), **more)


def _adding_up(case: Case, method: str) -> Builder | None:
    """Return the program that prints a sum which is the true change; None where the map itself can be had."""
    if case.view == "a1" and method in EXACT_AT_A1:
        return orders.added_up
    if method not in SHAPLEY or has_waves(case):
        return None
    if method == "shapley_exact":
        shapley_exact(case.network, case.image, case.baseline, views=[case.view], tolerance=0.1)  # or DoesNotApply
    return orders.few_orders


def _where(method: str) -> str:
    """Return where the numbers of a map stand."""
    sums = {"one_pixel": "the receipt's “all pixels, each alone”", "shapley": "the receipt's “in all”"}
    first = sums.get(method, "the sum of the node's map")
    return f"{first}, and the strongest pixel, as the words over that pixel of the map say"


def _digits() -> Array:
    """Return the digits that expected gradients count from where they are given no baseline."""
    digits = load_digits().split("train").images
    return digits[np.random.default_rng(0).choice(len(digits), BASELINES, replace=False)]

"""The program behind one influence map: every method, any node, any view, about twenty lines each."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.influence import METHODS, InfluenceMaps, shapley_exact
from mnistnet.influence.backwards import require_slopes
from mnistnet.influence.chain import chain_of
from mnistnet.network import Network
from mnistnet.snippets.assemble import is_short
from mnistnet.snippets.by_method import PATH, POINTS, WAVES, drawn
from mnistnet.snippets.case import Case, map_line, receipt_line
from mnistnet.snippets.path import places
from mnistnet.snippets.program import Snippet, signed
from mnistnet.snippets.waves import has_waves

__all__ = ["influence"]

Array = NDArray[Any]
BASELINES = 50  # of expected gradients


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
        Of the kind "map" it prints the sum of the map and its strongest pixel. Where a program of 30 lines cannot
        draw what the library draws it prints what truly happened to the node: "receipt" with a map that adds up
        to it exactly, "truth" without one.

    Raises
    ------
    DoesNotApply
        If the method has no meaning for this view of this network, or no program yet.
    """
    case = Case(network, np.asarray(image), None if baseline is None else np.asarray(baseline), view, node)
    title = f"{METHODS[method].title} at {case.name}"
    if code := _adding_up(case, method):
        return case.snippet(title, code, receipt_line(case.change()), "receipt")
    counted = replace(case, baseline=_digits()) if METHODS[method].own_baselines and baseline is None else case
    code = drawn(counted, method)
    if not code or not is_short(code):
        require_slopes(chain_of(network), view)
        return case.snippet(title, case.code("true_change"), f"in truth {signed(case.change())}", "truth")
    maps = maps or METHODS[method].function(network, image, baseline, views=[view])
    more = places(counted, POINTS) if METHODS[method].program == PATH else {}
    return counted.snippet(title, code, map_line(maps[view][node]), "map", more)


def _adding_up(case: Case, method: str) -> str:
    """Return the program that prints a sum which is the true change; empty where the map itself can be had."""
    if case.view == "a1" and METHODS[method].sums_at_a1:
        row, unit = divmod(case.node, case.network.dense_layers[0].fan_out)
        return case.code("added_up", ROWS=case.along_rows, ROW=row, UNIT=unit)
    if METHODS[method].program != WAVES or has_waves(case):
        return ""
    if method == "shapley_exact":
        shapley_exact(case.network, case.image, case.baseline, views=[case.view], tolerance=0.1)  # or DoesNotApply
    return case.code("orders", ORDERS=2, MAP=False)


def _digits() -> Array:
    """Return the digits that expected gradients count from where they are given no baseline."""
    digits = load_digits().split("train").images
    return digits[np.random.default_rng(0).choice(len(digits), BASELINES, replace=False)]

"""The program behind one influence map: every method, any node, any view, about twenty lines each."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.sources import load_digits
from mnistnet.influence import METHODS, DoesNotApply, InfluenceMaps, shapley_exact
from mnistnet.influence.backwards import require_slopes
from mnistnet.influence.chain import chain_of
from mnistnet.network import Network
from mnistnet.snippets.assemble import is_short, program_names
from mnistnet.snippets.case import Case, map_line, receipt_line
from mnistnet.snippets.chain_rule import backward, before, steepness
from mnistnet.snippets.layers import sent
from mnistnet.snippets.path import bends, is_straight, places, steep
from mnistnet.snippets.program import Snippet, signed
from mnistnet.snippets.rules import bend_of, slope
from mnistnet.snippets.waves import constants, has_waves

__all__ = ["influence"]

Array = NDArray[Any]
SHAPLEY = ("shapley", "shapley_exact")
EXACT_AT_A1 = ("mask_mean_gradient", "two_level", *SHAPLEY)
BASELINES = 50  # of expected gradients
POINTS = {"integrated_gradients": 48, "expected_gradients": 48}  # with which the library begins on its way


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
    counted = replace(case, baseline=_digits()) if method == "expected_gradients" and baseline is None else case
    code = _drawing(counted, method)
    if not code or not is_short(code):
        require_slopes(chain_of(network), view)
        return case.snippet(title, case.code("true_change"), f"in truth {signed(case.change())}", "truth")
    maps = maps or METHODS[method].function(network, image, baseline, views=[view])
    more = places(counted, POINTS[method]) if method in POINTS else {}
    return counted.snippet(title, code, map_line(maps[view][node]), "map", more)


def _adding_up(case: Case, method: str) -> str:
    """Return the program that prints a sum which is the true change; empty where the map itself can be had."""
    if case.view == "a1" and method in EXACT_AT_A1:
        row, unit = divmod(case.node, case.network.dense_layers[0].fan_out)
        return case.code("added_up", ROWS=case.along_rows, ROW=row, UNIT=unit)
    if method not in SHAPLEY or has_waves(case):
        return ""
    if method == "shapley_exact":
        shapley_exact(case.network, case.image, case.baseline, views=[case.view], tolerance=0.1)  # or DoesNotApply
    return case.code("orders", ORDERS=2, MAP=False)


def _drawing(case: Case, method: str) -> str:
    """Return the program that draws the map as the library does; empty where it would take too long a one."""
    if method in SHAPLEY:
        return case.code("shapley_waves", **constants(case), PARTNERS=False)
    if method == "shapley_permutations":
        return case.code("orders", ORDERS=16, MAP=True)
    if method == "deep_lift":
        back = steepness(case.network, case.view, case.node)
        text = "".join(back)
        return case.code(method, {"back": back}, BENT="steepness(" in text, SOFTMAX="through(" in text)
    if method in POINTS and bends(case):
        return ""  # the library goes from bend to bend, which takes more than thirty lines
    if method in POINTS:
        return case.code("straight_way", {"steep": steep(case)}) if is_straight(case) else case.code("on_the_way")
    if method == "smooth_gradient":
        return case.code(method, NOISE=float(f"{0.15 * abs(case.network.encoding.scale):.6g}"))
    if method == "two_level" and case.along_rows:
        return ""
    if method == "mask_mean_gradient":
        return _mean_gradient(case)
    if method not in program_names():
        raise DoesNotApply(f"There is no short program for the method {method} yet.")
    return case.code(method)


def _mean_gradient(case: Case) -> str:
    """Return the program of mask mean gradient; where the first layer bends, a pixel's presence changes its slope."""
    rule = case.network.dense_layers[0].activation
    if not bend_of(rule):
        return case.code("mask_mean_gradient_of_corners")
    if case.along_rows:
        return ""
    bent = [
        f"z1 = {sent(case.network, 1, 'x0 @ W1 + b1 + team @ u')}",
        *before(case.network, case.view),
        *backward(case.network, case.view, case.node),
        f"slope1 = {slope(rule, 'z1')}",
        f"bend = (team.mean(axis=1) - 0.5) @ (slope1 * {bend_of(rule)}) / slope1.sum(axis=0)",
    ]
    return case.code("mask_mean_gradient", {"bent": bent})


def _digits() -> Array:
    """Return the digits that expected gradients count from where they are given no baseline."""
    digits = load_digits().split("train").images
    return digits[np.random.default_rng(0).choice(len(digits), BASELINES, replace=False)]

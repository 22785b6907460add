"""How the program of each method is made: the file of its name, or what its record asks for under another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mnistnet.influence import METHODS, DoesNotApply
from mnistnet.snippets.assemble import program_names
from mnistnet.snippets.case import Case
from mnistnet.snippets.chain_rule import backward, before, steepness
from mnistnet.snippets.layers import sent
from mnistnet.snippets.path import bends, is_straight, steep
from mnistnet.snippets.rules import bend_of, slope
from mnistnet.snippets.waves import constants

__all__ = ["PATH", "POINTS", "WAVES", "drawn"]

WAVES, PATH = "waves", "path"  # what more than one method asks for
POINTS = 48  # with which the library begins on its way


def drawn(case: Case, method: str) -> str:
    """Return the program that draws a method's map as the library does; empty where it would take too long a one.

    Raises
    ------
    DoesNotApply
        If the method has no program yet.
    """
    name = METHODS[method].program or method
    if name in BUILDERS:
        return BUILDERS[name](case)
    if name not in program_names():
        raise DoesNotApply(f"There is no short program for the method {method} yet.")
    return case.code(name)


def _waves(case: Case) -> str:
    return case.code("shapley_waves", **constants(case), PARTNERS=False)


def _orders(case: Case) -> str:
    return case.code("orders", ORDERS=16, MAP=True)


def _deep_lift(case: Case) -> str:
    back = steepness(case.network, case.view, case.node)
    text = "".join(back)
    return case.code("deep_lift", {"back": back}, BENT="steepness(" in text, SOFTMAX="through(" in text)


def _path(case: Case) -> str:
    """Return the program of the way from the baseline; none where the library goes from bend to bend: too long."""
    if bends(case):
        return ""
    return case.code("straight_way", {"steep": steep(case)}) if is_straight(case) else case.code("on_the_way")


def _smooth_gradient(case: Case) -> str:
    return case.code("smooth_gradient", NOISE=float(f"{0.15 * abs(case.network.encoding.scale):.6g}"))


def _two_level(case: Case) -> str:
    return "" if case.along_rows else case.code("two_level")


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


BUILDERS: Mapping[str, Callable[[Case], str]] = MappingProxyType(
    {
        WAVES: _waves,
        PATH: _path,
        "orders": _orders,
        "deep_lift": _deep_lift,
        "smooth_gradient": _smooth_gradient,
        "two_level": _two_level,
        "mask_mean_gradient": _mean_gradient,
    }
)

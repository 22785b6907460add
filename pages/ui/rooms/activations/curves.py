"""The Activations page: what is computed once for all visitors, and its sentences."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from mnistnet import Network
from mnistnet.activations import sigmoid, softmax
from mnistnet.basics.curves import Curve, activation_curves
from mnistnet.basics.linear import collapsed
from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.basics.plane import Plane, learn_plane, plane_problem, regions, share_right
from mnistnet.basics.scaling import accuracy, accuracy_shifted, accuracy_unscaled
from mnistnet.figures import share
from pages.ui.holdings import digit_sets, results

RANGE = np.linspace(-6, 6, 481)
BENDS = ("sigmoid", "tanh", "relu")
SHIFTS = (1, 2, 3, 4)


@st.cache_resource(max_entries=1, show_spinner=False)
def curves() -> list[Curve]:
    """Return the curves of all activations."""
    return activation_curves(RANGE)


def point_table(point: float) -> list[dict[str, str]]:
    """Return value and slope of each activation at the point, in words."""
    return [
        {"activation": c.name, "sends on": f"{c.values[0]:.3f}", "slope there": f"{c.slopes[0]:.3f}"}
        for c in activation_curves([point])
    ]


@dataclass(frozen=True, eq=False)
class Lesson:
    """Three networks on one problem: a deep linear one, the single matrix it equals, and one with a bend."""

    plane: Plane
    linear: Network
    single: Network
    bent: Network
    gap: float

    @property
    def shown(self) -> tuple[tuple[str, Network], ...]:
        """The three with their names, in order."""
        deep = len(self.linear.dense_layers)
        return (f"{deep} linear layers", self.linear), ("one matrix", self.single), ("with a bend", self.bent)

    def right(self, network: Network) -> float:
        """Return the share of the points that a network puts on the right side."""
        return share_right(network, self.plane)


def lesson(problem: str, depth: int, width: int, bend: str) -> Lesson:
    """Return the three networks, trained; kept for all visitors."""
    return _lesson(problem, depth, width, bend)


@st.cache_resource(max_entries=64, ttl="1h", show_spinner="Training three small networks …")
def _lesson(problem: str, depth: int, width: int, bend: str) -> Lesson:
    plane = plane_problem(problem, np.random.default_rng(0))
    linear, bent = (
        learn_plane(plane, hidden=(width,) * depth, activation=activation).astype(np.float64)
        for activation in ("identity", bend)
    )
    single = collapsed(linear)
    gap = np.abs(regions(linear)[1] - regions(single)[1]).max()
    return Lesson(plane, linear, single, bent, float(gap))


def widths_words(network: Network) -> str:
    """Return the widths of a network's layers and how many numbers it has."""
    widths = [2, *(layer.fan_out for layer in network.dense_layers)]
    return f"{'–'.join(map(str, widths))}, {network.parameters} numbers"


def overflow_table(value: float, dtype: str) -> list[dict[str, str]]:
    """Return what the formula as written and the safe one give for a number, and what NumPy says."""
    row = [value, 0.0, 1.0]
    cases = (
        ("sigmoid, as written", naive_sigmoid, value),
        ("sigmoid, safe", sigmoid, value),
        ("softmax of three sums, as written", naive_softmax, row),
        ("softmax of three sums, safe", softmax, row),
    )
    return [_case(name, function, sums, dtype) for name, function, sums in cases]


def _case(name: str, function: Callable, sums: float | list[float], dtype: str) -> dict[str, str]:
    seen = watched(function, sums, dtype)
    values = ", ".join(f"{value:.3g}" for value in np.atleast_1d(seen.values))
    return {"formula": name, "result": values, "NumPy says": "; ".join(seen.warnings) or "✓ nothing"}


def feeding(network: Network) -> dict[str, float]:
    """Return the accuracy on the test digits as they are, unscaled, and moved by some pixels; measured once."""
    return _feeding(network.digest, digit_sets.digest(), network)


@st.cache_data(max_entries=128, ttl="1h", show_spinner="Reading the test digits in many ways …")
def _feeding(digest: str, set_of: str, _network: Network) -> dict[str, float]:
    digits = results.test_digits()
    fed = {"as in training": accuracy(_network, digits), "0 to 255": accuracy_unscaled(_network, digits)}
    return fed | {f"moved {n}": accuracy_shifted(_network, digits, n) for n in SHIFTS}


def feeding_words(fed: dict[str, float]) -> str:
    """Return a sentence about how much a wrong scale and a shift cost."""
    normal = fed["as in training"]
    return (
        f"As in training it reads {share(normal)} of the test digits right, with pixels from 0 to 255 "
        f"{share(fed['0 to 255'])}; moved by one pixel {share(fed['moved 1'])}, by four {share(fed['moved 4'])} (the "
        "mean of up, down, left and right)."
    )

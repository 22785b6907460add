"""Programs of the methods that multiply each pixel's ink by how fast the node follows it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence import Game
from mnistnet.influence.path import straight_path
from mnistnet.snippets.backwards import slopes_function
from mnistnet.snippets.case import END, Case
from mnistnet.snippets.layers import sent
from mnistnet.snippets.program import input_shape
from mnistnet.snippets.steepness import seed

__all__ = [
    "expected_gradients",
    "gradient",
    "gradient_times_input",
    "integrated_gradients",
    "places",
    "smooth_gradient",
]

Array = NDArray[Any]
Parts = list[list[str]]


def gradient(case: Case) -> Parts:
    """Return the program of the plain slope at the picture; the baseline plays no part."""
    lines = [
        f"a1 = {case.first_sums('x')}",
        f"influence = (slopes(a1) @ W1.T).reshape{case.shape}  # of every pixel, blank ones too",
    ]
    return [case.opening(), slopes_function(case), case.pictures()[:1], lines, END]


def gradient_times_input(case: Case) -> Parts:
    """Return the program of the slope times what the pixel differs by."""
    lines = [
        f"a1 = {case.first_sums('x')}",
        f"influence = ((x - x0) * (slopes(a1) @ W1.T)).reshape{case.shape}",
    ]
    return [case.opening(), slopes_function(case), case.pictures(), lines, END]


def smooth_gradient(case: Case) -> Parts:
    """Return the program of the mean slope over 64 noisy pictures, with the very noise of the library."""
    noise = f"{0.15 * abs(case.network.encoding.scale):.6g}"
    rows = f"{case.network.image_shape[0]}, " if case.along_rows else ""
    lines = [
        f"a1 = {case.first_sums('x')}",
        'R = np.linalg.qr(W1, mode="r")  # noise @ R scatters as noise on all pixels does at a1',
        f"noise = np.random.default_rng(0).normal(0, {noise}, (32, {rows}len(R))) @ R",
        "slope = slopes(np.concatenate([a1 + noise, a1 - noise])).mean(axis=0)",
        f"influence = (slope @ W1.T).reshape{case.shape}",
    ]
    return [case.opening(), slopes_function(case), case.pictures()[:1], lines, END]


def integrated_gradients(case: Case) -> Parts:
    """Return the program that adds up slopes on the way from the baseline to the picture."""
    return _on_the_way(case, case.pictures())


def expected_gradients(case: Case) -> Parts:
    """Return the same with the mean over all the baselines of the case."""
    x, x0 = case.pictures()
    if case.baseline is not None and case.baseline.ndim > 2:
        x0 = x0.replace("reshape(1,", f"reshape({len(case.baseline)},") + "  # many digits"
    return _on_the_way(case, [x, x0])


def _on_the_way(case: Case, pictures: list[str]) -> Parts:
    if _is_straight(case):
        return [case.opening(), pictures, _straight(case), END]
    way = [
        f"influence = np.zeros({case.shape})",
        'for t, weight in zip(file["t"], file["weight"]):  # places on the way, close where slopes change',
        "    between = x0 + t * (x - x0)",
        f"    step = weight * (x - x0) * (slopes({case.first_sums('between')}) @ W1.T)",
        "    influence += step.sum(axis=0).reshape(influence.shape)",
    ]
    return [case.opening(), slopes_function(case), pictures, way, END]


def places(case: Case, points: int) -> dict[str, Array]:
    """Return where on its way from each baseline to the picture the library takes slopes, and their weights."""
    if _is_straight(case):
        return {}
    many = [case.baseline] if case.baseline is None or case.baseline.ndim < 3 else list(case.baseline)
    share = 2 / len(many) if case.baseline is not None and case.baseline.ndim > 2 else 1
    ways = [straight_path(Game.of(case.network, case.image, one), [case.view], points, share) for one in many]
    shape = (max(len(t) for t, _ in ways), len(many), *(1 for _ in input_shape(case.network)))
    arrays = {"t": np.zeros(shape), "weight": np.zeros(shape)}
    for i, (t, weight) in enumerate(ways):
        for name, values in (("t", t), ("weight", weight / len(many))):
            arrays[name][: len(t), i] = values.reshape(-1, *shape[2:])
    return arrays


def _is_straight(case: Case) -> bool:
    """Say whether only one activation lies between the pixels and the view, and it acts node by node."""
    return case.view in ("z1", "a2") and case.network.dense_layers[0].rule.slope is not None


def _straight(case: Case) -> list[str]:
    """Return the lines for z1 and a2: a1 moves straight, so a node's mean slope is its change over that of its sum."""
    called = sent(case.network, 1, "")[:-2]
    steep = f"({called}(a1) - {called}(a0)) / np.where(a1 == a0, 1, a1 - a0)" if called else "np.ones_like(a1 - a0)"
    return [
        f"a1, a0 = {case.first_sums('x')}, {case.first_sums('x0')}",
        f"steep = {steep}  # mean slope on the way",
        *seed(case),
        f"influence = ((x - x0) * (steep * g @ W1.T)).mean(axis=0).reshape{case.shape}",
    ]

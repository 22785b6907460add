"""The program of the exact Shapley value: a sigmoid is a sum of waves, and a wave of a sum is a product."""

import numpy as np

from mnistnet.influence import Game
from mnistnet.influence.waves import even_places, waves_of
from mnistnet.snippets.case import END, Case

__all__ = ["has_waves", "shares", "waves"]

TOLERANCES = {"z1": 1e-13, "a2": 1e-9}  # a node of z1 may hardly move, and shall have its three figures


def has_waves(case: Case) -> bool:
    """Say whether the exact program applies: z1 and a2 of a network that reads the whole picture by sigmoids."""
    first = case.network.dense_layers[0].activation
    return case.view in ("z1", "a2") and first == "sigmoid" and not case.along_rows


def waves(case: Case) -> list[list[str]]:
    """Return the program of exact Shapley values at z1 or a2."""
    if case.view == "z1":
        lines = [f"phi = shares({case.node})"]
    else:
        lines = [f"phi = sum(W2[h, {case.node}] * shares(h) for h in range({case.network.dense_layers[0].fan_out}))"]
    lines += [f"influence = np.zeros({case.shape})", "influence.flat[players] = phi"]
    return [case.opening(), case.pictures(), shares(case), lines, END]


def shares(case: Case) -> list[str]:
    """Return the lines that make ``players`` and ``def shares(h)``, the Shapley values of node h of z1."""
    step, count, points = _finest(case)
    middle = case.first_sums("(x + x0) / 2")
    return [
        "players = np.flatnonzero(x != x0)",
        "u = (x - x0)[0, players, None] * W1[players]  # what each pixel adds to a1",
        f"middle = ({middle})[0]",
        f"t = (np.arange({count}) + 0.5) * {step:.4g}  # sigmoid(a) = 1/2 + integral of sin(t a) / sinh(pi t)",
        "",
        "def shares(h):",
        "    c, s = np.cos(np.outer(t, u[:, h]) / 2), np.sin(np.outer(t, u[:, h]) / 2)",
        "    others = 0",
        f"    for p, weight in np.transpose(np.polynomial.legendre.leggauss({2 * points}))[{points}:]:",
        "        waves = c + 1j * p * s  # their product is the mean over teams of density (1 + p) / 2",
        "        others = others + weight * (waves.prod(axis=1, keepdims=True) / waves).real",
        f"    return 2 * {step:.4g} * (np.cos(t * middle[h]) / np.sinh(np.pi * t)) @ (s * others)",
    ]


def _finest(case: Case) -> tuple[float, int, int]:
    """Return step and count of the times t, and half the number of points p, that serve all nodes needed."""
    game = Game.of(case.network, case.image, case.baseline)
    width = case.network.dense_layers[0].fan_out
    nodes = [case.node] if case.view == "z1" else range(width)
    count, points, tolerance = 2, 1, TOLERANCES[case.view]
    for node in nodes:
        found = waves_of(game.moves[:, node], float(game.start[0, 0, node]), float(game.end[0, 0, node]), tolerance)
        count = max(count, len(found.weights))
        points = max(points, len(even_places(found, tolerance)[0]))
    digits = np.log(4 / tolerance)
    step = float(f"{digits / np.pi / count:.4g}")
    return step, count, points

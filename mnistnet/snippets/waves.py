"""How finely the program of exact Shapley values must add up its waves to show three true figures."""

from typing import Any

import numpy as np

from mnistnet.influence import Game
from mnistnet.influence.waves import even_places, waves_of
from mnistnet.snippets.case import Case

__all__ = ["constants", "has_waves"]

TOLERANCES = {"z1": 1e-13, "a2": 1e-9}  # a node of z1 may hardly move, and shall have its three figures


def has_waves(case: Case) -> bool:
    """Say whether the exact program applies: z1 and a2 of a network that reads the whole picture by sigmoids."""
    first = case.network.dense_layers[0].activation
    return case.view in ("z1", "a2") and first == "sigmoid" and not case.along_rows


def constants(case: Case) -> dict[str, Any]:
    """Return the node and step and count of the times t, and half the number of densities, that serve it."""
    game = Game.of(case.network, case.image, case.baseline)
    nodes = [case.node] if case.view == "z1" else range(case.network.dense_layers[0].fan_out)
    count, points, tolerance = 2, 1, TOLERANCES[case.view]
    for node in nodes:
        found = waves_of(game.moves[:, node], float(game.start[0, 0, node]), float(game.end[0, 0, node]), tolerance)
        count = max(count, len(found.weights))
        points = max(points, len(even_places(found, tolerance)[0]))
    step = float(f"{np.log(4 / tolerance) / np.pi / count:.4g}")
    return {"NODE": case.node, "AT_A2": case.view == "a2", "STEP": step, "COUNT": count, "POINTS": points}

"""The way from a baseline to the picture, on which slopes are added up: where, and what is one straight line of it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence import Game
from mnistnet.influence.chain import chain_of
from mnistnet.influence.path import straight_path
from mnistnet.influence.piecewise import in_pieces
from mnistnet.snippets.blocks import input_shape
from mnistnet.snippets.case import Case
from mnistnet.snippets.chain_rule import seed
from mnistnet.snippets.layers import sent

__all__ = ["bends", "is_straight", "places", "steep"]

Array = NDArray[Any]


def places(case: Case, points: int) -> dict[str, Array]:
    """Return where on its way from each baseline to the picture the library takes slopes, and their weights."""
    if is_straight(case):
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


def bends(case: Case) -> bool:
    """Say whether the library goes from bend to bend, exactly, for which no short program is long enough."""
    return not is_straight(case) and case.view in in_pieces(chain_of(case.network))


def is_straight(case: Case) -> bool:
    """Say whether only one activation lies between the pixels and the view, and it acts node by node."""
    return case.view in ("z1", "a2") and case.network.dense_layers[0].rule.slope is not None


def steep(case: Case) -> list[str]:
    """Return the lines for z1 and a2: a1 moves straight, so a node's mean slope is its change over that of its sum."""
    risen = f"{sent(case.network, 1, 'a1')} - {sent(case.network, 1, 'a0')}"
    return [
        f"steep = ({risen}) / np.where(a1 == a0, 1, a1 - a0)  # mean slope on the way",
        *seed(case.network, case.view, case.node),
    ]

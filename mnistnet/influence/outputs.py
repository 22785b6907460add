"""Activations of many toggled teams at once, whose nodes lie along the first axis, written over their sums."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.chain import Chain

__all__ = ["outputs_of"]

Array = NDArray[Any]
SMALL, LARGE = 1e-30, 1e30  # between which powers can be added up in single precision


def outputs_of(chain: Chain, sums: Array, view: str) -> Array:
    """Return the outputs for sums of shape (nodes, k, n), which may be written over."""
    if not chain.is_shared(view):
        rule = chain.dense_layers[int(view[1:]) - 1].rule
        if rule.in_place is None:
            return rule(sums)
        with np.errstate(over="ignore"):
            rule.in_place(sums)
        return sums
    with np.errstate(over="ignore"):
        powers = np.exp(sums)
        total = powers.sum(axis=0)
    if not (total.min(initial=1) > SMALL and total.max(initial=1) < LARGE):
        sums -= sums.max(axis=0)
        powers = np.exp(sums, out=powers)
        total = powers.sum(axis=0)
    powers *= 1 / total
    return np.asarray(powers)

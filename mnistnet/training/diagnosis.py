"""A diagnosis says whether every layer still learns: how large its gradient is and how many of its nodes are stuck."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.network import Network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.size import PROBE

__all__ = ["PROBE", "diagnosis"]

Array = NDArray[Any]


def diagnosis(walk: Backpropagation, network: Network, inputs: Array, targets: Array) -> dict[str, tuple[float, ...]]:
    """Return how well each dense layer learns from some pictures.

    Parameters
    ----------
    walk : Backpropagation
        Its gradient and room are written over.
    network : Network
        The network that it was made from.
    inputs, targets : ndarray
        Encoded pictures and wanted outputs.

    Returns
    -------
    dict with one number a layer for each of
        "gradient_sizes": root mean square of the gradient by the weights;
        "inactive": share of nodes whose slope is (all but) zero for every one of the pictures;
        "saturated": share of all activations with a slope that small, for sigmoid and tanh.
    """
    with np.errstate(all="ignore"):
        walk.forward(inputs)
        walk.backward(inputs, targets)
        sizes = [float(np.sqrt(np.mean(np.square(stage.gradient.weights)))) for stage in walk.stages]
    flat = [_flat(network, k, stage.activations[: len(inputs) * stage.rows]) for k, stage in enumerate(walk.stages)]
    return {
        "gradient_sizes": tuple(sizes),
        "inactive": tuple(float(where.all(axis=0).mean()) for where in flat),
        "saturated": tuple(
            float(where.mean()) if ACTIVATIONS[stage.activation].stuck_below else 0.0
            for stage, where in zip(walk.stages, flat, strict=True)
        ),
    }


def _flat(network: Network, k: int, activations: Array) -> NDArray[np.bool_]:
    """Return where the slope of layer k's activation has all but vanished, in the shape of its activations."""
    rule = network.dense_layers[k].rule
    if rule.slope is None:  # softmax nodes share one slope: none is stuck alone
        return np.zeros(activations.shape, bool)
    return np.asarray(rule.slope(activations, activations) <= rule.stuck_below)

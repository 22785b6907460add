"""One weight is moved: its slope predicts what the loss will do, and the network says what it truly does."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.arithmetic.backward import Backward, backward
from mnistnet.arithmetic.sums import node_of
from mnistnet.arithmetic.ways import WAYS
from mnistnet.network import Network
from mnistnet.training.losses import LOSSES

__all__ = ["Moved", "Parameter", "moved"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Parameter:
    """One weight or bias.

    Attributes
    ----------
    layer, node : int
        The dense layer, counted from 1, and a node of it.
    sender : int or None
        Which of the node's inputs the weight belongs to; None is the bias.
    """

    layer: int
    node: int
    sender: int | None


@dataclass(frozen=True, eq=False)
class Moved:
    """What the loss and the outputs do while one parameter moves and all others stay.

    Attributes
    ----------
    value : float
        The parameter where it stands.
    slope : float
        In what measure the loss grows with it there: the true gradient, whatever the learning rule is.
    loss : float
        Where it stands.
    steps : ndarray of shape (n,)
    losses : ndarray of shape (n,)
    outputs : ndarray of shape (n, classes)
    """

    value: float
    slope: float
    loss: float
    steps: Array
    losses: Array
    outputs: Array

    @property
    def predicted(self) -> Array:
        """Return the slope times each step: by how much the loss would change if its curve were its tangent."""
        return self.slope * self.steps

    @property
    def true(self) -> Array:
        """Return by how much the loss does change with each step."""
        return self.losses - self.loss


def moved(network: Network, image: ArrayLike, back: Backward, parameter: Parameter, steps: ArrayLike) -> Moved:
    """Return what the loss does while one parameter is moved by each of some steps.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
    back : Backward
        The network's own walk with this picture, which says what is wanted and by which loss it is judged.
    parameter : Parameter
    steps : ndarray of shape (n,)

    Raises
    ------
    ValueError
        If there is no such layer or node.
    """
    true = back if WAYS[back.way].learning_rule == "gradient" else backward(network, image, back.label, "quadratic")
    at = true.weight(parameter.layer, parameter.node, parameter.sender)
    moves = np.atleast_1d(np.asarray(steps, np.float64))
    _, unit = node_of(network, parameter.layer, parameter.node)
    dense, signals = back.network.dense_layers[parameter.layer - 1], back.signals[parameter.layer - 1]
    sums = np.tile(dense.pre_activations(signals), (len(moves), 1, 1))
    sums[:, :, unit] += moves[:, None] * at.products.first
    outputs = _onwards(back.network, parameter.layer, sums)
    losses = LOSSES[WAYS[back.way].loss].function(outputs, back.wanted, network.output_activation)
    return Moved(at.value, at.gradient, back.loss, moves, losses, outputs)


def _onwards(network: Network, layer: int, sums: Array) -> Array:
    """Return the outputs, shape (n, classes), for sums of a dense layer of shape (n, blocks, nodes)."""
    signal = network.dense_layers[layer - 1].rule(sums)
    for behind in network.dense_layers[layer:]:
        signal = behind.rule(behind.pre_activations(signal.reshape(len(sums), -1, behind.fan_in)))
    return np.asarray(signal.reshape(len(sums), -1))

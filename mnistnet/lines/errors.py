"""The error comes back: from what the answers should have been, through the same lines, to every node."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.lines.gap import Lines
from mnistnet.network import Network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.learning_rules import check_learning_rule
from mnistnet.training.losses import LOSSES, target_table
from mnistnet.words import say

__all__ = ["Errors", "errors"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Errors:
    """How wrong a network's answer to one picture was, and whose doing that is.

    Attributes
    ----------
    loss : float
    loss_name, learning_rule : str
        Names in `LOSSES` and `LEARNING_RULES`: those that the network learned by.
    wanted, outputs : ndarray of shape (classes,)
        What the outputs should have been, and what they were.
    deltas : tuple of ndarray of shape (nodes,)
        For every dense layer, in what measure the loss grows with each node's sum.
    back : tuple of ndarray of shape (nodes,)
        What is handed on to the layer before: the deltas, or by the rule "raw-errors-back" the errors alone.
    """

    loss: float
    loss_name: str
    learning_rule: str
    wanted: Array
    outputs: Array
    deltas: tuple[Array, ...]
    back: tuple[Array, ...]

    def handed_back(self, network: Network, layer: int, count: int) -> Lines:
        """Return the lines that hand most of the error of dense layer `layer` (2 or more) back to the one before."""
        weights = network.dense_layers[layer - 1].weights.astype(np.float64)
        errors = self.back[layer - 1].reshape(-1, weights.shape[1])
        blocks, places = np.nonzero(errors)
        sent = errors[blocks, places, None] * weights[:, places].T  # (that is a row of nodes before for every error)
        best = np.argsort(-np.abs(sent), axis=None, kind="stable")[:count]
        rows, before = np.divmod(best, len(weights))
        nodes = blocks[rows] * len(weights) + before, blocks[rows] * weights.shape[1] + places[rows]
        return Lines(*nodes, sent.ravel()[best])


def errors(network: Network, image: ArrayLike, label: int) -> Errors:
    """Return how the error of one picture comes back through the layers, in double precision.

    Parameters
    ----------
    network : Network
        It is asked by the loss and the rule of its own training; where these are not known by cross-entropy behind a
        softmax, else by the quadratic cost, and by the gradient.
    image : ndarray of shape (rows, columns)
    label : int
        The answer that would have been right.

    Raises
    ------
    ValueError
        If an activation has no slope to learn from.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> found = errors(load_network("nielsen"), load_digits().split("test").images[0], label=4)
    >>> [len(delta) for delta in found.deltas]
    [30, 10]
    """
    walk, pixels, wanted = prepared(network, image, label)
    outputs = walk.forward(pixels)[0].copy()
    walk.backward(pixels, wanted[None])
    name, rule = loss_and_rule(network)
    loss = float(LOSSES[name].function(outputs[None], wanted[None], network.output_activation)[0])
    deltas = tuple(stage.deltas.ravel().copy() for stage in walk.stages)
    back = tuple(stage.errors.ravel().copy() for stage in walk.stages)
    return Errors(loss, name, rule, wanted, outputs, deltas, back)


def prepared(
    network: Network, image: ArrayLike, label: int, way: tuple[str, str] | None = None
) -> tuple[Backpropagation, Array, Array]:
    """Return a walk in double precision for one picture, the encoded picture, and what is wanted of the outputs.

    `way` names a loss and a learning rule; the network's own by default.

    Raises
    ------
    ValueError
        If an activation has no slope to learn from, or there is no such answer.
    """
    if unfit := [layer.activation for layer in network.dense_layers if not layer.rule.trains or layer.rule.flat]:
        raise ValueError(say("The activation {rule} has no slope to learn from.", rule=unfit[0]))
    if not 0 <= label < network.classes:
        raise ValueError(say("The classes are 0 to {last}, not {target}.", last=network.classes - 1, target=label))
    double, settings = network.astype(np.float64), network.training.settings
    name, rule = way or loss_and_rule(network)
    table = target_table(network.classes, float(settings.get("target_low", 0)), float(settings.get("target_high", 1)))
    wanted = table.astype(np.float64)[label]
    if way and name == "cross-entropy" and network.output_activation == "softmax" and abs(wanted.sum() - 1) > 1e-6:
        wanted /= wanted.sum()  # outputs - targets is the gradient where both are shares
    return Backpropagation(double, name, 1, rule), double.encode(image), wanted


def loss_and_rule(network: Network) -> tuple[str, str]:
    """Return the names of the loss and of the learning rule that a network learned by."""
    usual = "cross-entropy" if network.output_activation == "softmax" else "quadratic"
    settings = network.training.settings
    name, rule = str(settings.get("loss", usual)), str(settings.get("learning_rule", "gradient"))
    name = name if name in LOSSES else usual
    try:
        check_learning_rule(rule, name, tuple(layer.activation for layer in network.dense_layers))
    except ValueError:
        rule = "gradient"
    return name, rule

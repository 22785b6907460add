"""Backwards through a network: how wrong each answer was, whose doing that is, and where each weight should go."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.arithmetic.products import Products
from mnistnet.arithmetic.sums import node_of
from mnistnet.arithmetic.ways import WAYS, own_way
from mnistnet.lines.errors import prepared
from mnistnet.network import Network
from mnistnet.training.losses import LOSSES

__all__ = ["Backward", "NodeError", "WeightStep", "backward"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class NodeError:
    """How much a node has to answer for.

    Attributes
    ----------
    products : Products or None
        What the nodes behind hand back, times the weights that lead to them; None for an answer.
    error : float
        Their sum; for an answer its output minus what was wanted.
    slope : float or None
        Of the node's bend; None where it cancels out or is not one number (softmax).
    taken_off : float
        What a softmax takes off every error, where its outputs are judged by the quadratic cost; else 0.
    delta : float
        In what measure the loss grows with the node's sum. ``error * slope``, ``error`` where the slope cancels out,
        and ``output * (error - taken_off)`` at a softmax that is judged by the quadratic cost.
    """

    products: Products | None
    error: float
    slope: float | None
    taken_off: float
    delta: float


@dataclass(frozen=True, eq=False)
class WeightStep:
    """What one weight, or bias, is to do.

    Attributes
    ----------
    products : Products
        What passed through the weight, times the delta of the node where it arrived; one pair, but one for every row
        where a layer works along the rows of a picture with the same weights.
    value : float
        The weight.
    """

    products: Products
    value: float

    @property
    def gradient(self) -> float:
        """In what measure the loss grows with the weight; by the rule "raw-errors-back" what takes its place."""
        return self.products.total

    def change(self, rate: float) -> float:
        """Return how far the weight is moved with a learning rate."""
        return -rate * self.gradient


@dataclass(frozen=True, eq=False)
class Backward:
    """A picture and its label, forwards and backwards through a network, in double precision.

    Attributes
    ----------
    network : Network
    label : int
    way : str
        A name in `WAYS`.
    loss : float
    parts : ndarray of shape (classes,)
        What each output adds to the loss.
    outputs, wanted : ndarray of shape (classes,)
    signals : tuple of ndarray of shape (blocks, fan_in)
        What arrives at every dense layer; it has one block, or one for every row of the picture.
    activations, deltas, back : tuple of ndarray of shape (blocks, nodes)
        What every dense layer sends on, in what measure the loss grows with its sums, and what it hands back: the
        deltas, or by the rule "raw-errors-back" the errors.
    gradient : ndarray of shape (parameters,)
        Laid out as `mnistnet.training.parameters.vector_of` says.
    """

    network: Network
    label: int
    way: str
    loss: float
    parts: Array
    outputs: Array
    wanted: Array
    signals: tuple[Array, ...]
    activations: tuple[Array, ...]
    deltas: tuple[Array, ...]
    back: tuple[Array, ...]
    gradient: Array

    def node(self, layer: int, node: int) -> NodeError:
        """Return how the error of a node comes about; ValueError where there is no such node."""
        block, unit = node_of(self.network, layer, node)
        delta = float(self.deltas[layer - 1][block, unit])
        if layer == len(self.deltas):
            error, taken_off = float(self.outputs[unit] - self.wanted[unit]), self._taken_off()
            return NodeError(None, error, None if self._cancels else self._slope(layer, block, unit), taken_off, delta)
        behind = self.network.dense_layers[layer]
        row, place = divmod(node, behind.fan_in)
        places = row * behind.fan_out + np.arange(behind.fan_out)
        products = Products(places, self.back[layer][row], behind.weights[place])
        return NodeError(products, products.total, self._slope(layer, block, unit), 0.0, delta)

    def weight(self, layer: int, node: int, sender: int | None) -> WeightStep:
        """Return what the weight from one of its inputs to a node, or for None its bias, is to do.

        `sender` counts within the inputs of one node. The node's block does not matter: its weights are shared.
        """
        _, unit = node_of(self.network, layer, node)
        dense, signals = self.network.dense_layers[layer - 1], self.signals[layer - 1]
        blocks = np.arange(len(signals))
        passed = np.ones(len(signals)) if sender is None else signals[:, sender]
        places = blocks * dense.fan_in + (0 if sender is None else sender)
        value = (
            dense.weights[sender, unit] if sender is not None else 0.0 if dense.biases is None else dense.biases[unit]
        )
        return WeightStep(Products(places, passed, self.deltas[layer - 1][:, unit]), float(value))

    def gradients(self, layer: int, node: int) -> Products:
        """Return every input of a node times its delta: the gradient of each of its weights.

        Along the rows of a picture all rows have the same weights: there each product is what one pixel adds.
        """
        _, unit = node_of(self.network, layer, node)
        signals, deltas = self.signals[layer - 1], self.deltas[layer - 1][:, unit]
        return Products(np.arange(signals.size), signals.ravel(), np.repeat(deltas, signals.shape[1]))

    @property
    def _cancels(self) -> bool:
        return LOSSES[WAYS[self.way].loss].skips_slope

    def _taken_off(self) -> float:
        if self._cancels or self.network.output_activation != "softmax":
            return 0.0
        return float((self.outputs - self.wanted) @ self.outputs)

    def _slope(self, layer: int, block: int, unit: int) -> float | None:
        outputs, rule = self.activations[layer - 1][block], self.network.dense_layers[layer - 1].rule
        return None if rule.slope is None else float(np.asarray(rule.slope(outputs, outputs))[unit])


def backward(network: Network, image: ArrayLike, label: int, way: str | None = None) -> Backward:
    """Return how the loss of one picture comes back through all layers, number by number.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
    label : int
        The answer that would have been right.
    way : str, optional
        One of `ways_of` the network; its own by default.

    Raises
    ------
    ValueError
        If an activation has no slope to learn from, or there is no such answer.

    References
    ----------
    M. Nielsen, *Neural Networks and Deep Learning*, chapter 2, the four equations.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> found = backward(load_network("nielsen"), load_digits().split("test").images[0], label=4)
    >>> found.node(1, 7).products.places.tolist()
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    name = own_way(network) if way is None else way
    chosen = WAYS[name]
    walk, pixels, wanted = prepared(network, image, label, (chosen.loss, chosen.learning_rule))
    outputs = walk.forward(pixels)[0].copy()
    walk.backward(pixels, wanted[None])
    sent = tuple(stage.activations[: stage.rows].copy() for stage in walk.stages)
    arriving = (pixels, *sent[:-1])
    signals = tuple(one.reshape(-1, stage.fan_in) for one, stage in zip(arriving, walk.stages, strict=True))
    deltas, back = (
        tuple(getattr(stage, kind)[: stage.rows].copy() for stage in walk.stages) for kind in ("deltas", "errors")
    )
    parts = LOSSES[chosen.loss].function(outputs[:, None], wanted[:, None], network.output_activation)
    return Backward(
        network.astype(np.float64),
        label,
        name,
        float(parts.sum()),
        parts,
        outputs,
        wanted,
        signals,
        sent,
        deltas,
        back,
        walk.gradient.copy(),
    )

"""Backpropagation finds, in one walk back through the layers, how the loss changes with every weight."""

import itertools
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.training.losses import LOSSES
from mnistnet.training.parameters import layer_views, vector_of
from mnistnet.training.stage import Stage

__all__ = ["Backpropagation"]

Array = NDArray[Any]


class Backpropagation:
    """A network's parameters, their gradient, and all the room that finding it takes, made once.

    Parameters
    ----------
    network : Network
        Where the parameters start; it is not changed.
    loss : str
        A name in `mnistnet.training.losses.LOSSES`.
    pictures : int
        The largest batch that will come.
    learning_rule : str
        A name in `mnistnet.training.learning_rules.LEARNING_RULES`.

    Attributes
    ----------
    parameters, gradient : ndarray of shape (parameters,)
        Laid out as `mnistnet.training.parameters.vector_of` says. By the rule "raw-errors-back" what
        stands in `gradient` below the outputs is not the gradient of the loss but takes its place.
    stages : list of Stage
        One a dense layer.

    References
    ----------
    D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating
    errors", 1986; the four equations are those of M. Nielsen, *Neural Networks and Deep Learning*, ch. 2.
    """

    def __init__(self, network: Network, loss: str, pictures: int, learning_rule: str = "gradient") -> None:
        self.parameters = vector_of(network)
        self.gradient = np.zeros_like(self.parameters)
        self.weight_count = sum(layer.weights.size for layer in network.dense_layers)
        self.skips_slope = LOSSES[loss].skips_slope
        self.raw_errors_back = learning_rule == "raw-errors-back"
        shapes = [network.view_shapes[view] for view in network.views[1::2]]
        self.stages = [
            Stage(mine, slope, layer.activation, prod(shape) // layer.fan_out, pictures, self.raw_errors_back)
            for mine, slope, layer, shape in zip(
                layer_views(network, self.parameters),
                layer_views(network, self.gradient),
                network.dense_layers,
                shapes,
                strict=True,
            )
        ]

    def forward(self, inputs: Array, dropout: float = 0.0, rng: np.random.Generator | None = None) -> Array:
        """Return the outputs, shape (pictures, classes), for encoded pictures (pictures, ...).

        They stand in a buffer that the next call writes over. Dropout needs an `rng`.
        """
        pictures, first = len(inputs), self.stages[0]
        first.forward(inputs.reshape(-1, first.fan_in))
        for below, stage in itertools.pairwise(self.stages):
            if dropout and rng is not None:
                below.drop_out(dropout, pictures * below.rows, rng)
            stage.forward(self._inputs_of(stage, below, pictures))
        return self.stages[-1].activations[:pictures]

    def backward(self, inputs: Array, targets: Array) -> None:
        """Fill in `gradient`: that of the mean loss over the pictures that went `forward` last.

        The output layer's deltas are outputs - targets (times the slope, where the loss does not
        cancel it), every other layer's are ``deltas_above @ weights_above.T`` times its slope; the
        gradient by a weight is its input times its node's delta, summed over the samples. By the rule
        "raw-errors-back" the errors above, before they met their slope, go through the weights instead.
        """
        pictures, first = len(targets), self.stages[0]
        self._output_deltas(targets)
        for stage, below in zip(self.stages[:0:-1], self.stages[-2::-1], strict=True):
            stage.weight_gradients(self._inputs_of(stage, below, pictures))
            back = stage.errors[: pictures * stage.rows]
            down = below.errors[: pictures * below.rows]
            np.dot(back, stage.parameters.weights.T, out=down.reshape(len(back), stage.fan_in))
            below.times_slope(len(down))
        first.weight_gradients(inputs.reshape(-1, first.fan_in))

    def _output_deltas(self, targets: Array) -> None:
        """Fill in the last layer's errors and deltas, for the mean over the pictures."""
        last, pictures = self.stages[-1], len(targets)
        np.subtract(last.activations[:pictures], targets, out=last.errors[:pictures])
        if not self.skips_slope:
            last.times_slope(pictures)
        if pictures > 1:
            last.deltas[:pictures] /= pictures
            if self.raw_errors_back:
                last.errors[:pictures] /= pictures

    def _inputs_of(self, stage: Stage, below: Stage, pictures: int) -> Array:
        """Return what the layer below sends on, read as the inputs of `stage`."""
        return below.signal[: pictures * below.rows].reshape(pictures * stage.rows, stage.fan_in)

"""Learning from one picture at a time, several times as fast: the first layer's weights are changed once a block.

The first layer holds most of the weights (784 x 200 of 158,800), and plain one-by-one learning
changes every one of them after every picture. But all that the next picture needs of that layer is
its weighted sums. After the pictures s < t moved the weights by x_s d_s (input times step of each
node), the sums for picture t are

    x_t W  =  x_t W_start  +  sum over s < t of  (x_t . x_s) d_s

so for a block of pictures one matrix product gives every x_t W_start, one gives every x_t . x_s (the
Gram matrix), and one puts all the changes into W at the end. Nothing is left out: up to rounding
the weights are those of the plain loop.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.stage import Stage

__all__ = ["BLOCK", "OneByOne"]

Array = NDArray[Any]
BLOCK = 64  # longer blocks make better use of each product, but the sum over s < t grows with them


class OneByOne:
    """Takes one plain gradient step per picture, as if each were a batch of its own.

    Parameters
    ----------
    walk : Backpropagation
        Its parameters are changed; its first layer must see whole pictures.
    """

    def __init__(self, walk: Backpropagation) -> None:
        self._first, self._skips_slope = walk.stages[0], walk.skips_slope
        self._upper = [_UpperLayer(stage, walk.raw_errors_back) for stage in walk.stages[1:]]
        self._downwards = list(zip(self._upper[:0:-1], self._upper[-2::-1], strict=True))
        self._last = walk.stages[-1]
        nodes, dtype = self._first.fan_out, walk.parameters.dtype
        self._steps = np.zeros((BLOCK, nodes), dtype)
        # Views of the steps before picture t and of its own: made once, since every block needs them.
        self._views = [(self._steps[:t], self._steps[t]) for t in range(BLOCK)]
        self._correction, self._scratch = np.empty(nodes, dtype), np.empty(nodes, dtype)
        self._output_scratch = np.empty(self._last.fan_out, dtype)

    def learn(self, inputs: Array, targets: Array, rate: float, outputs: Array) -> None:
        """Learn from a block of up to `BLOCK` pictures.

        Parameters
        ----------
        inputs : ndarray of shape (n, pixels)
            Encoded pictures.
        targets, outputs : ndarray of shape (n, classes)
            What the network should say; `outputs` is filled with what it said before it learned.
        rate : float
            The learning rate.
        """
        weights, biases = self._first.parameters.weights, self._first.parameters.biases
        sums, overlaps = np.dot(inputs, weights), np.dot(inputs, inputs.T)
        if biases is not None:  # a bias is the weight of one more input, which is always 1
            sums += biases
            overlaps += 1
        for layer in self._upper:
            layer.open()
        small = np.array(rate, weights.dtype)
        for t, signal, overlap, target, output in zip(range(BLOCK), sums, overlaps, targets, outputs, strict=False):
            before, own = self._views[t]
            overlap[:t].dot(before, self._correction)
            np.add(signal, self._correction, signal)
            self._learn_from_one(signal, target, small, own, output)
        for layer in self._upper:
            layer.close()
        weights += np.dot(inputs.T, self._steps[: len(inputs)], self._first.gradient.weights)
        if biases is not None:
            biases += self._steps[: len(inputs)].sum(axis=0)

    def _learn_from_one(self, signal: Array, target: Array, rate: Array, own: Array, output: Array) -> None:
        """Change the upper layers' weights for one picture and fill in the first layer's `own` step.

        `signal` holds the first layer's weighted sums. A step here is what a node's weighted sum
        should do: minus the learning rate times its delta.
        """
        ACTIVATIONS[self._first.activation].write_over(signal)
        first = signal
        for layer in self._upper:
            signal = layer.forward(signal)
        output[...] = signal
        back = self._upper[-1].back if self._upper else own
        np.subtract(target, signal, back)
        np.multiply(back, rate, back)
        step = self._upper[-1].start_step() if self._upper else own
        if not self._skips_slope:
            ACTIVATIONS[self._last.activation].pull_back_over(step, signal, self._output_scratch)
        for layer, below in self._downwards:
            layer.backward(below.back)
            ACTIVATIONS[below.activation].pull_back_over(below.start_step(), below.signal, below.scratch)
        if self._upper:
            self._upper[0].backward(own)
            ACTIVATIONS[self._first.activation].pull_back_over(own, first, self._scratch)


class _UpperLayer:
    """A layer above the first, at work on one picture; its weights lie the other way round, which is faster here.

    `back` is what goes back through the weights, `step` is what the weights make. By the gradient they are
    one array; by the rule "raw-errors-back" they are two, of which only the step meets the slope.
    """

    def __init__(self, stage: Stage, raw_errors_back: bool) -> None:
        self._stage, self.activation = stage, stage.activation
        dtype = stage.parameters.weights.dtype
        self._weights, self._change = (np.empty((stage.fan_out, stage.fan_in), dtype) for _ in range(2))
        self.signal, self.step, self.scratch = (np.empty(stage.fan_out, dtype) for _ in range(3))
        self.back = np.empty_like(self.step) if raw_errors_back else self.step
        self._step_column = self.step[:, np.newaxis]
        self._biases = stage.parameters.biases
        self._inputs = np.empty(stage.fan_in, dtype)

    def open(self) -> None:
        """Fetch the weights from where they are kept."""
        self._weights[...] = self._stage.parameters.weights.T

    def close(self) -> None:
        """Put the weights back."""
        self._stage.parameters.weights[...] = self._weights.T

    def forward(self, inputs: Array) -> Array:
        """Return the activations for one picture."""
        self._inputs = inputs
        self._weights.dot(inputs, self.signal)
        if self._biases is not None:
            np.add(self.signal, self._biases, self.signal)
        ACTIVATIONS[self.activation].write_over(self.signal)
        return self.signal

    def start_step(self) -> Array:
        """Return the step, which starts as what goes back and still has to meet the slope."""
        if self.step is not self.back:
            np.copyto(self.step, self.back)
        return self.step

    def backward(self, down: Array) -> None:
        """Pass what goes back down through the weights, then let the weights and biases make the step."""
        self.back.dot(self._weights, down)
        self._step_column.dot(self._inputs[np.newaxis], self._change)  # every step times every input
        np.add(self._weights, self._change, self._weights)
        if self._biases is not None:
            np.add(self._biases, self.step, self._biases)

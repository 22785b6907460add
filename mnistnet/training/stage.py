"""A stage is one dense layer at work: its parameters, their gradient, and room for what passes through it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.training.parameters import LayerView

__all__ = ["Stage"]

Array = NDArray[Any]


class Stage:
    """One dense layer with all the arrays that training it needs, made once and written over again and again.

    A layer that works along the rows of a picture sees each row as a sample of its own: n pictures
    are n * rows samples. Read that way every dense layer is a plain matrix, and a Flatten layer is
    nothing but another way to read the same numbers.

    Attributes
    ----------
    parameters, gradient : LayerView
        The layer's part of the long vectors.
    activations : ndarray of shape (pictures * rows, fan_out)
        What the nodes give (forward).
    signal : ndarray of the same shape
        What they send on: the activations, or what dropout leaves of them.
    deltas : ndarray of the same shape
        The gradient of the loss by the pre-activations (backward).
    errors : ndarray of the same shape
        What goes back through the weights. By the gradient that is the deltas, and the same array; by
        the rule "raw-errors-back" it is what the deltas were before they met the slope.
    """

    def __init__(
        self,
        parameters: LayerView,
        gradient: LayerView,
        activation: str,
        rows: int,
        pictures: int,
        raw_errors_back: bool = False,
    ) -> None:
        self.parameters, self.gradient = parameters, gradient
        self.activation, self.rows = activation, rows
        self.fan_in, self.fan_out = parameters.weights.shape
        shape, dtype = (pictures * rows, self.fan_out), parameters.weights.dtype
        self.activations, self.deltas, self._scratch = (np.empty(shape, dtype) for _ in range(3))
        self.errors = np.empty(shape, dtype) if raw_errors_back else self.deltas
        self.signal = self.activations
        self._kept: Array | None = None
        self._ones = np.ones(len(self.activations), dtype)

    def forward(self, inputs: Array) -> None:
        """Fill in the activations for inputs of shape (samples, fan_in)."""
        np.dot(inputs, self.parameters.weights, out=self.activations[: len(inputs)])
        self.activate(len(inputs))

    def activate(self, samples: int) -> None:
        """Turn the weighted sums that stand in `activations` into activations."""
        sums = self.activations[:samples]
        if self.parameters.biases is not None:
            np.add(sums, self.parameters.biases, out=sums)
        ACTIVATIONS[self.activation].write_over(sums)
        self.signal, self._kept = self.activations, None

    def drop_out(self, share: float, samples: int, rng: np.random.Generator) -> None:
        """Silence a random share of the nodes and strengthen the others, so that the sum stays on average."""
        drawn = rng.random((samples, self.fan_out), dtype=np.float32)
        self._kept = (drawn >= share).astype(self.activations.dtype) / (1 - share)
        self.signal = self.activations[:samples] * self._kept

    def weight_gradients(self, inputs: Array) -> None:
        """Fill in the gradient by weights and biases from the deltas and the inputs that led to them."""
        deltas = self.deltas[: len(inputs)]
        np.dot(inputs.T, deltas, out=self.gradient.weights)
        if self.gradient.biases is not None:
            np.dot(self._ones[: len(inputs)], deltas, out=self.gradient.biases)

    def times_slope(self, samples: int) -> None:
        """Make deltas, the gradient by the pre-activations, of errors, which are the gradient by the signal."""
        errors, deltas = self.errors[:samples], self.deltas[:samples]
        if self._kept is not None:
            np.multiply(errors, self._kept, out=errors)
        if self.errors is not self.deltas:
            np.copyto(deltas, errors)
        ACTIVATIONS[self.activation].pull_back_over(deltas, self.activations[:samples], self._scratch[:samples])

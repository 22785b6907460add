"""Small training tasks that several tests share."""

import numpy as np

from mnistnet import Digits, load_digits
from mnistnet.training import LayerPlan, Settings


def small_digits(count=400):
    """Return the first embedded training digits."""
    digits = load_digits().split("train")
    return Digits(digits.images[:count], digits.labels[:count], "small")


def small_settings(**changes):
    """Return settings that train in a blink."""
    layers = (LayerPlan(12, "sigmoid"), LayerPlan(10, "softmax"))
    return Settings(layers).replace(**{"epochs": 2, "batch_size": 20, "learning_rate": 0.5} | changes)


def rows_settings(**changes):
    """Return settings for layers along the rows of a picture."""
    layers = (LayerPlan(6, "relu"), LayerPlan(4, "tanh"), LayerPlan(None), LayerPlan(10, "softmax"))
    return Settings(layers, along_rows=True).replace(**{"epochs": 2, "batch_size": 20, "optimiser": "adam"} | changes)


def same_bits(first, second):
    """Return whether two networks hold exactly the same numbers."""
    pairs = zip(first.dense_layers, second.dense_layers, strict=True)
    return all(
        np.array_equal(a.weights, b.weights) and (a.biases is b.biases is None or np.array_equal(a.biases, b.biases))
        for a, b in pairs
    )


def last(run):
    """Return the last report of a training generator."""
    *_, report = run
    return report

"""The activations that there are, one entry each: whoever adds one writes it here and nowhere else."""

from types import MappingProxyType

import numpy as np

from mnistnet.activations import in_place
from mnistnet.activations.activation import Activation, Written
from mnistnet.activations.functions import (
    LEAK,
    below,
    density,
    gelu,
    identity,
    leaky_relu,
    logit,
    relu,
    sigmoid,
    softmax,
    step,
    tanh,
)

__all__ = ["ACTIVATIONS"]

_ENTRIES = {
    entry.name: entry
    for entry in (
        Activation(
            "sigmoid",
            sigmoid,
            lambda a, z: z * (1 - z),
            r"\frac{1}{1+e^{-a}}",
            in_place.sigmoid,
            in_place.sigmoid_slope,
            inverse=logit,
            reach=(0, 1),
            bend=lambda z: z * (1 - z) * (1 - 2 * z),
            waves=1.0,
            stuck_below=0.01,
            written=Written(
                ("def sigmoid(a):", "    return 1 / (1 + np.exp(-a))"),
                (  # float32 overflows at -89
                    "def sigmoid(a):",
                    "    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a",
                ),
                slope="{z} * (1 - {z})",
                inverse="np.log({z} / (1 - {z}))",
                bend="(1 - 2 * z1)",
            ),
        ),
        Activation(
            "tanh",
            tanh,
            lambda a, z: 1 - z * z,
            r"\tanh a",
            in_place.tanh,
            in_place.tanh_slope,
            inverse=np.arctanh,
            reach=(-1, 1),
            bend=lambda z: -2 * z * (1 - z * z),
            waves=2.0,  # tanh(a) = 2 sigmoid(2 a) - 1
            stuck_below=0.04,
            written=Written(name="np.tanh", slope="(1 - {z}**2)", inverse="np.arctanh({z})", bend="(-2 * z1)"),
        ),
        Activation(
            "relu",
            relu,
            lambda a, z: step(a),
            r"\max(a, 0)",
            in_place.relu,
            in_place.relu_slope,
            inverse=identity,  # of positive activations
            reach=(0, np.inf),
            kink=True,
            straight=True,
            written=Written(("def relu(a):", "    return np.maximum(a, 0)"), slope="({z} > 0)", inverse="{z}"),
        ),
        Activation(
            "step",
            step,
            lambda a, z: np.zeros_like(a),
            r"1 \text{ if } a > 0 \text{ else } 0",
            reach=(0, 1),
            flat=True,
            trains=False,
            written=Written(("def step(a):", "    return (a > 0).astype(a.dtype)"), slope="np.zeros_like({z})"),
        ),
        Activation(
            "leaky_relu",
            leaky_relu,
            lambda a, z: np.where(z > 0, 1, LEAK).astype(np.asarray(z).dtype),
            r"\max(a, 0.01 a)",
            inverse=lambda z: np.where(z > 0, z, z / LEAK),
            kink=True,
        ),
        Activation(
            "gelu",
            gelu,
            lambda a, z: (below(a) + a * density(a)).astype(np.asarray(a).dtype, copy=False),
            r"a \cdot P(X \le a), X \sim N(0, 1)",
            reach=(-0.17, np.inf),
            trains=False,
        ),
        Activation(
            "identity",
            identity,
            lambda a, z: np.ones_like(a),
            "a",
            in_place.nothing,
            in_place.nothing,
            inverse=identity,
            straight=True,
            written=Written(name="np.positive", slope="np.ones_like({z})", inverse="{z}"),
        ),
        Activation(
            "softmax",
            softmax,
            None,
            r"\frac{e^{a_c}}{\sum_d e^{a_d}}",
            in_place.softmax,
            in_place.softmax_slope,
            reach=(0, 1),
            written=Written(
                (
                    "def softmax(a):",
                    "    powers = np.exp(a - a.max(axis=-1, keepdims=True))",
                    "    return powers / powers.sum(axis=-1, keepdims=True)",
                )
            ),
        ),
    )
}
ACTIVATIONS = MappingProxyType(_ENTRIES)

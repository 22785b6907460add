"""What a layer of a Keras model does to each number, as its plan says it: by a word, or as a layer of its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mnistnet.activations.functions import LEAK
from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.keras_plan import Planned, demand, planned_layer
from mnistnet.words import say

__all__ = ["rule_of"]

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "linear": "",
        "relu": "relu",
        "sigmoid": "sigmoid",
        "tanh": "tanh",
        "gelu": "gelu",
        "softmax": "softmax",
        "log_softmax": "softmax",
    }
)
OTHERS = frozenset(  # which Keras has and no network here
    ("celu", "elu", "exponential", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh",
     "log_sigmoid", "mish", "relu6", "selu", "silu", "soft_shrink", "softplus", "softsign", "sparse_plus",
     "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh_shrink", "threshold")
)  # fmt: skip
SLOPE_OF_WORD, SLOPE_OF_LAYER = 0.2, 0.3  # below zero, in Keras, unless told


def rule_of(layer: Planned) -> str:
    """Return the activation of a layer, "" where it leaves numbers as they are.

    Raises
    ------
    NoPlan
        If what the plan says is odd.
    WeightFileError
        If it says an activation that is not read, or a leaky ReLU of another slope.
    """
    if layer.kind == "ReLU":
        if layer.options.get("max_value") is not None or layer.number("threshold", 0, -1e6, 1e6):
            raise _unknown(say("ReLU with other ends"))
        return _leaky(layer.number("negative_slope", 0, 0, 1000))
    if layer.kind == "LeakyReLU":
        key = "alpha" if "alpha" in layer.options else "negative_slope"
        return _leaky(layer.number(key, SLOPE_OF_LAYER, 0, 1000))
    if layer.kind == "Softmax":
        demand(layer.number("axis", -1, -1, 1) in (-1, 1))
        return "softmax"
    return _of_word(layer.options.get("activation", False)) if layer.kind in ("Dense", "Activation") else ""


def _of_word(word: Any) -> str:
    if word == "leaky_relu":
        return _leaky(SLOPE_OF_WORD)
    if isinstance(word, str) and word in OTHERS:
        raise _unknown(word)
    if isinstance(word, dict) and word.get("class_name") in ("ReLU", "LeakyReLU", "Softmax"):
        return rule_of(planned_layer(word))
    word = "linear" if word is None else word
    demand(isinstance(word, str) and word in WORDS)
    return WORDS[word]


def _leaky(slope: float) -> str:
    if slope in (0, 1):
        return "" if slope else "relu"
    if abs(slope - LEAK) < 1e-6:
        return "leaky_relu"
    raise WeightFileError(
        say(
            "This file has leaky ReLUs of slope {slope:g}; only those of slope {LEAK} are read.", slope=slope, LEAK=LEAK
        )
    )


def _unknown(word: str) -> WeightFileError:
    return WeightFileError(
        say(
            "Nodes of this network do {word}; only ReLU, leaky ReLU, GELU, sigmoid, tanh and softmax are read.",
            word=word,
        )
    )

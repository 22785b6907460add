"""What a layer of a Keras model does to each number, as its plan says it: by a word, or as a layer of its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mnistnet.weight_files.keras_plan import Planned, demand, planned_layer
from mnistnet.weight_files.said import leaky_rule, unknown_rule
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
            raise unknown_rule(say("ReLU with other ends"))
        return leaky_rule(layer.number("negative_slope", 0, 0, 1000))
    if layer.kind == "LeakyReLU":
        key = "alpha" if "alpha" in layer.options else "negative_slope"
        return leaky_rule(layer.number(key, SLOPE_OF_LAYER, 0, 1000))
    if layer.kind == "Softmax":
        demand(layer.number("axis", -1, -1, 1) in (-1, 1))
        return "softmax"
    return _of_word(layer.options.get("activation", False)) if layer.kind in ("Dense", "Activation") else ""


def _of_word(word: Any) -> str:
    if word == "leaky_relu":
        return leaky_rule(SLOPE_OF_WORD)
    if isinstance(word, str) and word in OTHERS:
        raise unknown_rule(word)
    if isinstance(word, dict) and word.get("class_name") in ("ReLU", "LeakyReLU", "Softmax"):
        return rule_of(planned_layer(word))
    word = "linear" if word is None else word
    demand(isinstance(word, str) and word in WORDS)
    return WORDS[word]

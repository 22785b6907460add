"""Some files say in a text beside the numbers which activations their network uses, as scikit-learn's do."""

from collections.abc import Mapping, Sequence

from mnistnet.activations.functions import LEAK
from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["ACTIVATION_WORDS", "leaky_rule", "said_by", "said_of_layers", "unknown_rule"]

ACTIVATION_WORDS = {
    "sigmoid": "sigmoid",
    "logistic": "sigmoid",
    "sigm": "sigmoid",
    "logsig": "sigmoid",
    "tansig": "tanh",
    "poslin": "relu",
    "purelin": "identity",
    "relu": "relu",
    "tanh": "tanh",
    "leaky_relu": "leaky_relu",
    "leakyrelu": "leaky_relu",
    "gelu": "gelu",
    "identity": "identity",
    "linear": "identity",
    "softmax": "softmax",
}
OUTPUTS = ("out_activation_", "output_activation", "activation_out", "output")


def said_by(texts: Mapping[str, str]) -> dict[str, str]:
    """Return "activation" and "output" as far as short texts with such names say them in known words."""
    found: dict[str, str] = {}
    for name, text in texts.items():
        word, last = ACTIVATION_WORDS.get(text.strip().lower()), name.rpartition(".")[2].lower()
        if word is None:
            continue
        if last in OUTPUTS:
            found.setdefault("output", word)
        elif "activation" in last and word != "softmax":
            found.setdefault("activation", word)
    return found


def said_of_layers(rules: Sequence[str], output: str) -> dict[str, str]:
    """Return "activation" and "output" of layers whose rules are known: one word, or "each" where they differ."""
    said = {"output": output} if output else {}
    return said | ({"activation": rules[0] if len(set(rules)) == 1 else "each"} if rules else {})


def leaky_rule(slope: float) -> str:
    """Return the activation with such a slope below zero, "" where it bends nothing; WeightFileError if none has it."""
    if slope in (0, 1):
        return "" if slope else "relu"
    if abs(slope - LEAK) < 1e-6:
        return "leaky_relu"
    raise WeightFileError(
        say(
            "This file has leaky ReLUs of slope {slope:g}; only those of slope {LEAK} are read.", slope=slope, LEAK=LEAK
        )
    )


def unknown_rule(word: str) -> WeightFileError:
    """Return the exception for an activation that no network here has."""
    return WeightFileError(
        say(
            "Nodes of this network do {word}; only ReLU, leaky ReLU, GELU, sigmoid, tanh and softmax are read.",
            word=word,
        )
    )

"""Some files say in a text beside the numbers which activations their network uses, as scikit-learn's do."""

from collections.abc import Mapping

__all__ = ["ACTIVATION_WORDS", "said_by"]

ACTIVATION_WORDS = {
    "sigmoid": "sigmoid",
    "logistic": "sigmoid",
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

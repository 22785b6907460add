"""A guess is what a weight file cannot say: the activation, the output, and how pixels became inputs.

The candidates come from the habits of those who write such files. A wrong activation or encoding shows at
once in the accuracy. A wrong output does not: softmax, sigmoid and identity all keep the largest answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mnistnet.network import PixelEncoding

__all__ = ["ENCODINGS", "Guess", "guesses"]

ENCODINGS: Mapping[str, PixelEncoding] = MappingProxyType(
    {
        "0 to 1": PixelEncoding(),
        "0.01 to 1": PixelEncoding(0.01, 0.99),
        "mean 0, deviation 1": PixelEncoding(-0.1307 / 0.3081, 1 / 0.3081),  # of MNIST's training pixels
        "-1 to 1": PixelEncoding(-1, 2),
        "0 to 255": PixelEncoding(0, 255),
    }
)
_HABITS: Mapping[str, tuple[tuple[str, ...], str, str]] = MappingProxyType(
    {  # activations, the likely first; output; the likely encoding
        "scratch": (("sigmoid", "relu", "tanh"), "softmax", "0 to 1"),
        "nielsen": (("sigmoid",), "sigmoid", "0 to 1"),
        "your-own": (("sigmoid", "relu", "tanh"), "sigmoid", "0.01 to 1"),
        "torch": (("relu", "sigmoid", "tanh"), "softmax", "0 to 1"),
        "keras": (("relu", "sigmoid", "tanh"), "softmax", "0 to 1"),
    }
)


@dataclass(frozen=True)
class Guess:
    """One way to use the numbers in a weight file.

    Attributes
    ----------
    activation : str
        Of the hidden layers, a name in `mnistnet.activations.ACTIVATIONS`.
    output : str
        The activation of the last layer.
    encoding : PixelEncoding
    """

    activation: str
    output: str
    encoding: PixelEncoding

    @property
    def encoding_name(self) -> str:
        """The range of the inputs, for people."""
        return next((name for name, encoding in ENCODINGS.items() if encoding == self.encoding), str(self.encoding))


def guesses(habit: str, hidden_layers: int) -> tuple[Guess, ...]:
    """Return the candidate settings of a habit, the likely first; without hidden layers only encodings differ."""
    activations, output, usual = _HABITS[habit]
    encodings = sorted(ENCODINGS, key=lambda name: name != usual)
    return tuple(
        Guess(activation, output, ENCODINGS[name])
        for activation in (activations if hidden_layers else activations[:1])
        for name in encodings
    )

"""A guess is what a weight file cannot say: the activation, the output, and how pixels became inputs.

The candidates come from the habits of those who write such files; `likelihood` measures them on digits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mnistnet.network import PixelEncoding
from mnistnet.words import mark, say

__all__ = ["ENCODINGS", "HIDDEN", "MOMENTS", "Guess", "guesses", "with_moments"]

ENCODINGS: Mapping[str, PixelEncoding] = MappingProxyType(
    {
        "0 to 1": PixelEncoding(),
        "0.01 to 1": PixelEncoding(0.01, 0.99),
        "mean 0, deviation 1": PixelEncoding(-0.1307 / 0.3081, 1 / 0.3081),  # of MNIST's training pixels
        "-1 to 1": PixelEncoding(-1, 2),
        "-0.5 to 0.5": PixelEncoding(-0.5, 1),
        "0 to 255": PixelEncoding(0, 255),
    }
)
HIDDEN = ("relu", "sigmoid", "tanh", "leaky_relu", "gelu", "identity")  # what hidden nodes are tried with
MOMENTS: Mapping[str, str] = MappingProxyType(
    {
        "": "{range}",
        "mean": mark("{range}, each less its mean"),
        "deviation": mark("{range}, each less its mean, over its deviation"),
    }
)
_HABITS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {  # what is likely: activation, output, encoding
        "scratch": ("sigmoid", "softmax", "0 to 1"),
        "nielsen": ("sigmoid", "sigmoid", "0 to 1"),
        "your-own": ("sigmoid", "sigmoid", "0.01 to 1"),
        "torch": ("relu", "softmax", "0 to 1"),
        "keras": ("relu", "softmax", "0 to 1"),
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
    way : int
        Which of the ways to put its arrays together, where there are several: a normalisation may stand before or
        behind an activation.
    moments : str
        What is taken of each pixel's mean and deviation over MNIST, which the file does not hold: a name in `MOMENTS`.
    """

    activation: str
    output: str
    encoding: PixelEncoding
    way: int = 0
    moments: str = ""

    @property
    def encoding_name(self) -> str:
        """The range of the inputs, for people."""
        name = next((name for name, encoding in ENCODINGS.items() if encoding == self.encoding), "")
        name = name or _of_dark_ink(self.encoding) or str(self.encoding)
        return say(MOMENTS[self.moments], range=name)

    @property
    def numbers(self) -> tuple[int, str]:
        """What tells the weights that it computes with from those of other guesses about the same file."""
        return self.way, self.moments


def _of_dark_ink(encoding: PixelEncoding) -> str:
    """Return the name of a range that begins with ink and ends with blank paper, "" if it has none."""
    light = (encoding.ink, -encoding.scale)
    name = next((name for name, one in ENCODINGS.items() if np.allclose((one.offset, one.scale), light)), "")
    return say("{range}, blank paper the most", range=name) if name else ""


def guesses(
    habit: str,
    hidden_layers: int,
    said: Mapping[str, str] | None = None,
    ways: int = 1,
    encoding: PixelEncoding | None = None,
) -> tuple[Guess, ...]:
    """Return the candidate settings of a habit, the likely first; without hidden layers only encodings differ.

    Parameters
    ----------
    habit : str
        See `Contents.habit`.
    hidden_layers : int
    said : mapping of str to str, optional
        "activation" and "output" where the file says them.
    ways : int
        How many ways there are to put its arrays together.
    encoding : PixelEncoding, optional
        Where the file says it.
    """
    said = said or {}
    activation, output, usual = _HABITS[habit]
    first = said.get("activation", activation)
    tried = (first,) if "activation" in said or not hidden_layers or habit == "nielsen" else (first, *HIDDEN)
    ranges = (encoding,) if encoding else tuple(ENCODINGS[name] for name in _sorted(usual))
    return tuple(
        Guess(rule, said.get("output", output), one, way)
        for way in range(ways)
        for rule in dict.fromkeys(tried)
        for one in ranges
    )


def with_moments(usual: Sequence[Guess]) -> tuple[Guess, ...]:
    """Return candidates, and behind them those that take moments of the pixels."""
    first, rules = usual[0], dict.fromkeys(guess.activation for guess in usual)
    return (
        *usual,
        *(
            Guess(rule, first.output, ENCODINGS[name], moments=moments)
            for moments, name in (("deviation", "0 to 1"), ("mean", "0 to 1"), ("mean", "0 to 255"))
            for rule in rules
        ),
    )


def _sorted(usual: str) -> list[str]:
    return sorted(ENCODINGS, key=lambda name: name != usual)

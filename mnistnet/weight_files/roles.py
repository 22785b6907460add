"""The name of an array says what it is for: weights, biases, or a part of a normalisation, and of which layer.

People write W1, w_1, weights.0, fc1.weight, hiddenWeights, Theta1, coefs_0, dense/kernel:0. A name is taken apart into
words and numbers; one word says the role, and the rest, which weights and biases share, says the layer.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Role", "layer_name", "role_of"]

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d{1,18}", re.ASCII)
ROLES = {
    "weights": "w iw lw weight weights kernel kernels coef coefs coefficient coefficients theta thetas syn synapse "
    "synapses matrix",
    "biases": "b bias biases intercept intercepts",
    "scale": "gamma",
    "shift": "beta",
}
BIASES = frozenset(("bias", "biases"))
WORDS = {word: role for role, words in ROLES.items() for word in words.split()}
NARROW = re.compile(r"([wb])_?(ih|ho|hh|xh|hy|hx|oh|ih\d|[ihoxy]|in|hid|hidden|out|output|input)", re.ASCII)
SUFFIX = re.compile(r"(.+?)[._/ ](weights?|kernel|gamma|w|W|coef)", re.ASCII)
NOISE = frozenset(
    re.findall(
        r"\w+",
        "modules parameters buffers module orig mod arr array params param state dict model net value layers layer",
    )
)
COPIES = frozenset(  # what training keeps beside the weights, in their shapes
    re.findall(
        r"\w+",
        "d v m s g ms vs grad grads gradient gradients delta deltas nabla optim optimizer optimiser momentum momentums "
        "velocity velocities adam moment moments cache caches exp avg sq ema best prev previous old init initial mask",
    )
)


@dataclass(frozen=True)
class Role:
    """What a name says.

    Attributes
    ----------
    role : str
        "weights", "biases", "scale", "shift", "mean", "variance", or "" where the name says none of these.
    layer : tuple of str
        The other words and numbers: weights and biases of a layer have the same.
    is_copy : bool
        Whether it seems to be a gradient, a moment or an older copy.
    """

    role: str
    layer: tuple[str, ...]
    is_copy: bool

    @property
    def family(self) -> tuple[str, ...]:
        """The words of the layer without its numbers: W1, W2, W3 are one family."""
        return tuple(word for word in self.layer if not word.isdecimal())

    @property
    def order(self) -> tuple[tuple[int, str], ...]:
        """What sorts names as people do: 2 before 10."""
        return tuple((int(word), "") if word.isdecimal() else (-1, word) for word in self.layer)

    @property
    def number(self) -> int | None:
        """The last number of the layer."""
        return next((int(word) for word in reversed(self.layer) if word.isdecimal()), None)


@lru_cache(4096)
def role_of(name: str) -> Role:
    """Return what the name of an array says of it."""
    words = [word.lower() for word in WORD.findall(name[-200:].removesuffix(":0"))]
    for first, role in (("mean", "mean"), ("var", "variance"), ("variance", "variance")):
        for i in range(len(words) - 1):
            if words[i] in ("running", "moving") and words[i + 1] == first:
                return _role(role, words[:i] + words[i + 2 :])
    for i in range(len(words) - 1, -1, -1):
        if words[i] == "w" and not BIASES.isdisjoint(words[:i]):
            continue  # ConvNetJS calls the numbers of all arrays so: biases.w
        if words[i] in WORDS:
            return _role(WORDS[words[i]], words[:i] + words[i + 1 :])
        narrow = NARROW.fullmatch(words[i])
        if narrow:
            return _role("weights" if narrow[1] == "w" else "biases", [*words[:i], narrow[2], *words[i + 1 :]])
    return _role("", words)


def layer_name(name: str) -> str:
    """Return what a file calls the layer of an array: "fc1" of "fc1.weight", nothing of "W1"."""
    match = SUFFIX.fullmatch(name[-200:].removesuffix(":0"))
    parts = re.split(r"[./]", match[1]) if match else []
    kept = [part for part in parts if part.lower() not in ("", "_modules", "_parameters", "_orig_mod", "params")]
    return ".".join(dict.fromkeys(kept)) if all(part.isprintable() for part in kept) else ""


def _role(role: str, words: list[str]) -> Role:
    return Role(role, tuple(word for word in words if word not in NOISE), not COPIES.isdisjoint(words))

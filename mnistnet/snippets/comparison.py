"""Programs for the Compare page: two networks read the same digits, and two of their layers are laid side by side."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.comparison import ONLY_FIRST, ONLY_SECOND, Comparison, compare, linear_cka
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.many import SILENCE, rules
from mnistnet.snippets.program import DEFINITIONS, Snippet, indented, network_arrays, program

__all__ = ["alike", "comparison"]

Array = NDArray[Any]
PIXELS = "pixels"
FIRST, SECOND = ("W", "b"), ("V", "c")  # what the weights and biases of the two are called in the file


def comparison(first: Network, second: Network, digits: Digits, both: Comparison | None = None) -> Snippet:
    """Return the program for how many digits two networks answer differently, and whether chance parts them.

    The file holds the first network's weights as W1, b1, ..., the second's as V1, c1, ...

    Parameters
    ----------
    first, second : Network
        For pictures of the digits' size.
    digits : Digits
    both : Comparison, optional
        Their answers, if they are known.

    Raises
    ------
    ValueError
        If they do not choose from the same number of classes, or cannot read these pictures.

    Notes
    -----
    Read as rows of `len(weights)` numbers, a layer along the rows of a picture is a plain matrix, and laying
    its rows end to end is nothing but another way to read the same numbers.
    """
    known = both or compare(first, second, digits)
    one, other = known.counts[ONLY_FIRST], known.counts[ONLY_SECOND]
    differ = int((known.first.answers != known.second.answers).sum())
    lines = [
        f"first = answers({_told(first, FIRST, len(first.dense_layers))})",
        f"second = answers({_told(second, SECOND, len(second.dense_layers))})",
        'right = [each == file["labels"] for each in (first, second)]',
        "one, other = int((right[0] > right[1]).sum()), int((right[1] > right[0]).sum())",
        "n, k = one + other, min(one, other)  # the digits that part them fall like coins",
        "p = min(1, 2 * sum(comb(n, i) for i in range(k + 1)) / 2**n)",
        'shares = " and ".join(f"{100 * each.mean():.1f} %" for each in right)',
        'parted = f"only one: {one} and {other}, p {p:.2g}"',
        'print(f"right {shares}; answered differently: {(first != second).sum()}; {parted}")',
    ]
    arrays = network_arrays(first) | _second(second) | {"images": digits.images, "labels": digits.labels}
    return Snippet(
        "Two networks, the same digits",
        program(_opening(first, second, ["from math import comb", ""]), _answers(first), lines),
        "comparison.npz",
        arrays,
        f"right {100 * known.first.accuracy:.1f} % and {100 * known.second.accuracy:.1f} %; "
        f"answered differently: {differ}; only one: {one} and {other}, p {known.p_value:.2g}",
        "the accuracy of both, the digits on which they disagree, the two counts of digits that only one reads right, "
        "and as p how often chance alone would part them so",
    )


def alike(
    first: Network, second: Network, first_layer: str, second_layer: str, digits: Digits, most: int = 1000
) -> Snippet:
    """Return the program for how alike two layers are: their linear CKA.

    Parameters
    ----------
    first, second : Network
    first_layer, second_layer : str
        "pixels", or what a layer sends on, such as "z2".
    digits : Digits
    most : int
        Of more digits only the first so many are used, as `mnistnet.comparison.likeness` does.

    Raises
    ------
    ValueError
        If a network has no such layer.
    """
    images = digits.images[:most]
    values = [_values(first, first_layer, images), _values(second, second_layer, images)]
    depths = [0 if layer == PIXELS else int(layer[1:]) for layer in (first_layer, second_layer)]
    lines = [
        f"x = layer({_told(first, FIRST, depths[0])})",
        f"y = layer({_told(second, SECOND, depths[1])})",
        "sizes = np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y)",
        'print(f"likeness {np.linalg.norm(x.T @ y) ** 2 / sizes:.2f}")',
    ]
    arrays = {name: array for name, array in network_arrays(first).items() if int(name[1:]) <= depths[0]}
    arrays |= {name: array for name, array in _second(second).items() if int(name[1:]) <= depths[1]}
    return Snippet(
        f"How alike {first_layer} and {second_layer} are",
        program(_opening(first, second), _layer(first), lines),
        "alike.npz",
        arrays | {"images": images},
        f"likeness {linear_cka(*values):.2f}",
        f"in the grid of “How alike are they inside?”, at {first_layer} of the first and {second_layer} of the second",
    )


def _values(network: Network, layer: str, images: Array) -> Array:
    """Return what a layer sends on for every digit, one row each, or raise ValueError."""
    if layer != PIXELS and (layer not in network.views or layer[0] != "z"):
        raise ValueError(f"This network has no layer {layer!r}; it has pixels and {', '.join(network.views[1::2])}.")
    values = network.encode(images) if layer == PIXELS else network.trace(images)[layer]
    return values.reshape(len(images), -1)


def _second(network: Network) -> dict[str, Array]:
    """Return the weights of the second network by the names that they have in the file."""
    return {SECOND["Wb".index(name[0])] + name[1:]: array for name, array in network_arrays(network).items()}


def _opening(first: Network, second: Network, imports: list[str] | None = None) -> list[str]:
    """Return imports, the file and the activations of both networks."""
    used = dict.fromkeys(layer.activation for network in (first, second) for layer in network.dense_layers)
    defined = [line for rule in used if rule in DEFINITIONS for line in ("", *DEFINITIONS[rule])]
    file_name = "comparison.npz" if imports else "alike.npz"
    silence = [SILENCE] if "sigmoid" in used else []
    return [*(imports or []), "import numpy as np", "", *silence, f'file = dict(np.load("{file_name}"))', *defined]


def _forward(network: Network) -> list[str]:
    """Return the lines that send all digits through either network."""
    return [
        f'z = offset + scale * (file["images"].astype(np.{network.dtype.name}) / 255)',
        "for k, rule in enumerate(rules, 1):",
        '    weights, biases = file[f"{W}{k}"], file.get(f"{b}{k}", 0)',
        "    z = rule(z.reshape(-1, len(weights)) @ weights + biases)  # rows as long as it takes",
    ]


def _answers(network: Network) -> list[str]:
    body = [*_forward(network), "return z.argmax(axis=1)"]
    return ["def answers(W, b, rules, offset=0, scale=1):", *indented(body)]


def _layer(network: Network) -> list[str]:
    body = [*_forward(network), 'z = z.reshape(len(file["images"]), -1).astype(float)', "return z - z.mean(axis=0)"]
    return ["def layer(W, b, rules, offset=0, scale=1):", *indented(body)]


def _told(network: Network, letters: tuple[str, str], deep: int) -> str:
    """Return the arguments that say which network: letters, activations and, where it is its own, the encoding."""
    encoding = (float(network.encoding.offset), float(network.encoding.scale))
    given = "" if encoding == (0, 1) else f", {encoding[0]!r}, {encoding[1]!r}"
    called = ", ".join(rules(network).split(", ")[:deep])
    return f'"{letters[0]}", "{letters[1]}", [{called}]{given}'

"""Programs for the Compare page: two networks read the same digits, and two of their layers are laid side by side."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.comparison import ONLY_FIRST, ONLY_SECOND, Comparison, compare, linear_cka
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.blocks import SILENCE, rules
from mnistnet.snippets.program import Blocks, Snippet, network_arrays, snippet
from mnistnet.snippets.rules import definition

__all__ = ["alike", "comparison"]

Array = NDArray[Any]
PIXELS = "pixels"
FIRST, SECOND = ("W", "b"), ("V", "c")  # what the weights and biases of the two are called in the file


def comparison(first: Network, second: Network, digits: Digits, answers: Comparison | None = None) -> Snippet:
    """Return the program for how many digits two networks answer differently, and whether chance parts them.

    The file holds the first network's weights as W1, b1, ..., the second's as V1, c1, ...

    Parameters
    ----------
    first, second : Network
        For pictures of the digits' size.
    digits : Digits
    answers : Comparison, optional
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
    known = answers or compare(first, second, digits)
    one, other = known.counts[ONLY_FIRST], known.counts[ONLY_SECOND]
    differ = int((known.first.answers != known.second.answers).sum())
    both = [
        f"first = answers({_told(first, FIRST, len(first.dense_layers))})",
        f"second = answers({_told(second, SECOND, len(second.dense_layers))})",
    ]
    arrays = network_arrays(first) | _second(second) | {"images": digits.images, "labels": digits.labels}
    return snippet(
        "Two networks, the same digits",
        "comparison",
        {**_blocks(first, second, "comparison.npz"), "both": both},
        arrays,
        f"right {100 * known.first.accuracy:.1f} % and {100 * known.second.accuracy:.1f} %; "
        f"answered differently: {differ}; only one: {one} and {other}, p {known.p_value:.2g}",
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
    both = [
        f"x = layer({_told(first, FIRST, depths[0])})",
        f"y = layer({_told(second, SECOND, depths[1])})",
    ]
    arrays = network_arrays(first, depths[0]) | _second(second, depths[1]) | {"images": images}
    return snippet(
        f"How alike {first_layer} and {second_layer} are",
        "alike",
        {**_blocks(first, second, "alike.npz"), "both": both},
        arrays,
        f"likeness {linear_cka(*values):.2f}",
    )


def _values(network: Network, layer: str, images: Array) -> Array:
    """Return what a layer sends on for every digit, one row each, or raise ValueError."""
    if layer != PIXELS and (layer not in network.views or layer[0] != "z"):
        raise ValueError(f"This network has no layer {layer!r}; it has pixels and {', '.join(network.views[1::2])}.")
    values = network.encode(images) if layer == PIXELS else network.trace(images)[layer]
    return values.reshape(len(images), -1)


def _second(network: Network, deep: int | None = None) -> dict[str, Array]:
    """Return the weights of the second network by the names that they have in the file."""
    return {SECOND["Wb".index(name[0])] + name[1:]: array for name, array in network_arrays(network, deep).items()}


def _blocks(first: Network, second: Network, file_name: str) -> Blocks:
    """Return how both networks begin: the file, their activations, and their pixels."""
    used = dict.fromkeys(layer.activation for network in (first, second) for layer in network.dense_layers)
    defined = [line for rule in used for line in definition(rule)]
    silence = [SILENCE] if "sigmoid" in used else []
    pixels = f'file["images"].astype(np.{first.dtype.name}) / 255'
    return {
        "network": [*silence, f'file = dict(np.load("{file_name}"))', *defined],
        "pixels": [f"z = offset + scale * ({pixels})"],
    }


def _told(network: Network, letters: tuple[str, str], deep: int) -> str:
    """Return the arguments that say which network: letters, activations and, where it is its own, the encoding."""
    encoding = (float(network.encoding.offset), float(network.encoding.scale))
    given = "" if encoding == (0, 1) else f", {encoding[0]!r}, {encoding[1]!r}"
    called = ", ".join(rules(network).split(", ")[:deep])
    return f'"{letters[0]}", "{letters[1]}", [{called}]{given}'

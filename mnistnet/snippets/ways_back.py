"""The ways back from a wanted answer to a picture, each as the lines of a program that make ``picture``."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from mnistnet.digits.sources import load_digits
from mnistnet.inverse.back_query import has_the_sources_inputs
from mnistnet.network import Network, PixelEncoding
from mnistnet.snippets.climb import climb
from mnistnet.snippets.layers import unflattened
from mnistnet.snippets.rules import inverse
from mnistnet.snippets.wish import FINISHED, Way, Wish

__all__ = ["WAYS"]


def _back_query(wish: Wish) -> Way:
    network = wish.network
    lines = [_wanted_sums(network)]
    for k in range(len(network.dense_layers), 1, -1):
        lines += _layer_before(network, k, f"(a{k} - b{k}) @ W{k}.T")
    lines += _picture(network.encoding, "stretched((a1 - b1) @ W1.T)")
    return Way("back_query", {"wanted": [f"wanted = {wish.text}"], "back": lines})


def _picture(encoding: PixelEncoding, inputs: str) -> list[str]:
    """Return the line that makes pixels of the inputs that came out of the weights."""
    offset, scale = float(encoding.offset), float(encoding.scale)
    if (offset, scale) == (0, 1):
        return [f"picture = {inputs}"]
    if has_the_sources_inputs(encoding):
        return [f"picture = ({inputs} - {offset!r}) / {scale!r}  # the pixels that give this input"]
    return [f"picture = {inputs}" if scale > 0 else f"picture = 1 - {inputs}"]


def _layer_before(network: Network, k: int, outputs: str) -> list[str]:
    """Return the lines that lead from what layer k - 1 shall send on to its sums."""
    rule = network.dense_layers[k - 2].activation
    flat = unflattened(network, k)
    if rule not in ("sigmoid", "tanh"):  # ReLU is its own inverse where it is positive
        stretched = f"stretched({outputs})" if rule == "relu" else f"({outputs})" if flat else outputs
        return [f"a{k - 1} = {stretched}{flat}"]
    z = f"z{k - 1}" if rule == "sigmoid" else f"2 * z{k - 1} - 1"
    return [f"z{k - 1} = stretched({outputs}){flat}", f"a{k - 1} = {inverse(rule, z)}"]


def _weight_product(wish: Wish) -> Way:
    network = wish.network
    last = len(network.dense_layers)
    product = f"W{last}[:, {wish.row}]" if wish.is_one_digit else f"(W{last} @ share)"
    for k in range(last - 1, 0, -1):
        product += f"{unflattened(network, k + 1)} @ W{k}.T"
    sign = "" if network.encoding.scale > 0 else "-"  # less input is more ink
    lines = [] if wish.is_one_digit else _share(wish)
    return Way("weight_product", {"product": [*lines, f"product = {sign}{product}"]})


def _mean_digit(wish: Wish) -> Way:
    digits = load_digits().split("train")
    if wish.is_one_digit:
        return Way("mean_digit", arrays={"digits": digits.images[digits.labels == wish.row]})
    means = np.stack([digits.images[digits.labels == label].mean(axis=0) for label in range(10)])
    return Way("mean_digit", {"share": _share(wish)}, {"means": means})


def _share(wish: Wish) -> list[str]:
    """Return the lines for how much of each class is wanted."""
    if np.ptp(wish.wanted) == 0:
        return [f"share = np.full({len(wish.wanted)}, {1 / len(wish.wanted):.6g})"]
    return [f"wanted = {wish.text}", "share = (wanted - wanted.min()) / (wanted - wanted.min()).sum()"]


def _preimage(wish: Wish) -> Way:
    return Way("found_before", arrays={"picture": wish.picture}, note=FINISHED)


def _wanted_sums(network: Network) -> str:
    """Return the line for the sums that must arrive at the outputs."""
    last, rule = f"a{len(network.dense_layers)}", network.output_activation
    if rule == "softmax":
        return f"{last} = np.log(wanted) - np.log(wanted).mean()  # behind a softmax only differences count"
    return f"{last} = {inverse(rule, 'wanted')}"


WAYS: MappingProxyType[str, Callable[[Wish], Way]] = MappingProxyType(
    {
        "back-query": _back_query,
        "weight-product": _weight_product,
        "climb": climb,
        "preimage": _preimage,
        "mean-digit": _mean_digit,
    }
)

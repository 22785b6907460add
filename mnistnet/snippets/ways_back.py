"""The ways back from a wanted answer to a picture, each as the lines of a program that make ``picture``."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from mnistnet.digits.sources import load_digits
from mnistnet.inverse.back_query import has_the_sources_inputs
from mnistnet.network import Network, PixelEncoding
from mnistnet.snippets.climb import climb
from mnistnet.snippets.wish import Way, Wish, unflattened

__all__ = ["WAYS"]

# How a program calls the inverse of an activation, given what that gives.
INVERSES = {"sigmoid": "np.log({z} / (1 - {z}))", "tanh": "np.arctanh(2 * {z} - 1)"}


def _back_query(wish: Wish) -> Way:
    network = wish.network
    last = len(network.dense_layers)
    lines = [
        "def stretched(values):",
        "    return 0.01 + 0.98 * (values - values.min()) / (values.max() - values.min())",
        "",
        f"wanted = {wish.text}",
        *_wanted_sums(network),
    ]
    for k in range(last, 0, -1):
        bias = "" if network.dense_layers[k - 1].biases is None else f" - b{k}"
        sums = f"(a{k}{bias})" if bias else f"a{k}"
        if k == 1:
            lines += _picture(network.encoding, f"stretched({sums} @ W1.T)")
            break
        lines += _layer_before(network, k, f"{sums} @ W{k}.T")
    return lines, {}


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
    if rule not in INVERSES:  # ReLU is its own inverse where it is positive
        stretched = f"stretched({outputs})" if rule == "relu" else f"({outputs})" if flat else outputs
        return [f"a{k - 1} = {stretched}{flat}"]
    return [f"z{k - 1} = stretched({outputs}){flat}", f"a{k - 1} = {INVERSES[rule].format(z=f'z{k - 1}')}"]


def _weight_product(wish: Wish) -> Way:
    network = wish.network
    last = len(network.dense_layers)
    lines = [] if wish.is_one_digit else _share(wish)
    product = f"W{last}[:, {wish.row}]" if wish.is_one_digit else f"(W{last} @ share)"
    for k in range(last - 1, 0, -1):
        product += f"{unflattened(network, k + 1)} @ W{k}.T"
    sign = "" if network.encoding.scale > 0 else "-"
    return [*lines, f"product = {product}", f"ink = np.maximum({sign}product, 0)", "picture = ink / ink.max()"], {}


def _mean_digit(wish: Wish) -> Way:
    digits = load_digits().split("train")
    if wish.is_one_digit:
        lines = ['picture = file["digits"].mean(axis=0) / 255  # all training digits with this label']
        return lines, {"digits": digits.images[digits.labels == wish.row]}
    means = np.stack([digits.images[digits.labels == label].mean(axis=0) for label in range(10)])
    return [*_share(wish), 'picture = np.tensordot(share, file["means"], axes=1) / 255'], {"means": means}


def _share(wish: Wish) -> list[str]:
    """Return the lines for how much of each class is wanted."""
    if np.ptp(wish.wanted) == 0:
        return [f"share = np.full({len(wish.wanted)}, {1 / len(wish.wanted):.6g})"]
    return [f"wanted = {wish.text}", "share = (wanted - wanted.min()) / (wanted - wanted.min()).sum()"]


def _preimage(wish: Wish) -> Way:
    return ['picture = file["picture"]  # found before, in small steps from blank paper'], {"picture": wish.picture}


def _wanted_sums(network: Network) -> list[str]:
    """Return the lines for the sums that must arrive at the outputs."""
    last = f"a{len(network.dense_layers)}"
    if network.output_activation == "softmax":
        return [f"{last} = np.log(wanted) - np.log(wanted).mean()  # behind a softmax only differences count"]
    inverse = {"sigmoid": "np.log(wanted / (1 - wanted))", "tanh": "np.arctanh(wanted)"}
    return [f"{last} = {inverse.get(network.output_activation, 'wanted')}"]


WAYS: MappingProxyType[str, Callable[[Wish], Way]] = MappingProxyType(
    {
        "Back-query": _back_query,
        "Weight product": _weight_product,
        "Climb": climb,
        "Preimage": _preimage,
        "Mean digit": _mean_digit,
    }
)

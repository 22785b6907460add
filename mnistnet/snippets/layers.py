"""What the layers of a network do, as lines of a program, one line a layer: ``z1 = sigmoid(x @ W1 + b1)``."""

import numpy as np

from mnistnet.network import Flatten, Network
from mnistnet.snippets.rules import called

__all__ = ["UNROLLED", "flattens", "forward", "indented", "outputs", "place", "sent", "sums", "unflattened"]

UNROLLED = 5  # dense layers; a program with more of them has a loop


def forward(network: Network, view: str, *, start: int = 1, name: str = "") -> list[str]:
    """Return the lines that compute a view from x, one a layer.

    With ``start=2`` z1 is there already, and so on; `name` is what the view itself is called.
    """
    last = int(view[1:])
    lines = [f"z{k} = {sent(network, k, sums(network, k))}" for k in range(start, last + (view[0] == "z"))]
    lines += [f"{view} = {sums(network, last)}"] if view[0] == "a" else []
    return [*lines[:-1], lines[-1].replace(view, name, 1)] if name else lines


def outputs(network: Network, name: str = "outputs", most: int = UNROLLED) -> list[str]:
    """Return the lines from x to the outputs, shape (n, classes): a loop if it is more than `most` layers."""
    if len(network.dense_layers) <= most:
        return forward(network, network.views[-1], name=name)
    rules = ", ".join(called(layer.activation) for layer in network.dense_layers)
    return [
        f"{name} = x",
        f"for k, rule in enumerate([{rules}], 1):",
        '    W = file[f"W{k}"]',
        f'    {name} = rule({name}.reshape(-1, len(W)) @ W + file.get(f"b{{k}}", 0))',
    ]


def sums(network: Network, k: int, inputs: str = "") -> str:
    """Return the expression for a_k: ``z1 @ W2 + b2``; `inputs` is what layer k receives, if it is not z_{k-1}."""
    inputs = inputs or ("x" if k == 1 else f"z{k - 1}")
    if flattens(network, k):
        inputs = f"{inputs}.reshape(len({inputs}), -1)" if inputs.isalnum() else f"{inputs}.reshape(2, -1)"
    return f"{inputs} @ W{k} + b{k}"


def sent(network: Network, k: int, total: str) -> str:
    """Return the expression for z_k, given one for a_k: ``sigmoid(a2)``."""
    rule = network.dense_layers[k - 1].activation
    return total if rule == "identity" else f"{called(rule)}({total})"


def flattens(network: Network, k: int) -> bool:
    """Say whether the rows of a pattern are laid end to end right before dense layer k, the first excepted."""
    layers = network.layers[: network.layers.index(network.dense_layers[k - 1])]
    before = sum(isinstance(layer, Flatten) for layer in layers)
    return k > 1 and before > 0 and len(network.view_shapes[f"z{k - 1}"]) > 1


def unflattened(network: Network, k: int, many: str = "") -> str:
    """Return the call that gives what layer k receives its rows back, where they were laid end to end before it."""
    return f".reshape({many}{', '.join(map(str, network.view_shapes[f'z{k - 1}']))})" if flattens(network, k) else ""


def place(network: Network, view: str, node: int) -> str:
    """Return the index of a node in a view of many pictures: ``:, 7``, or ``:, 3, 12`` along the rows."""
    return ", ".join([":", *map(str, np.unravel_index(node, network.view_shapes[view]))])


def indented(lines: list[str]) -> list[str]:
    """Return the lines four blanks further in."""
    return [f"    {line}" for line in lines]

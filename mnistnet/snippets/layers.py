"""What the layers of a network do, as lines of a program: one line a layer, or a loop where there are many."""

import numpy as np

from mnistnet.network import Dense, Flatten, Network
from mnistnet.snippets.program import indented

__all__ = ["UNROLLED", "flattens", "forward", "node_function", "place", "sent", "sums", "trace_function"]

UNROLLED = 3  # dense layers; beyond that a loop is shorter


def forward(network: Network, view: str, *, start: int = 1) -> list[str]:
    """Return the lines that compute a view from x, one a layer: ``z1 = sigmoid(x @ W1 + b1)``.

    With ``start=2`` z1 is there already, and so on.
    """
    last = int(view[1:])
    lines = [f"z{k} = {sent(network, k, sums(network, k))}" for k in range(start, last + (view[0] == "z"))]
    return lines if view[0] == "z" else [*lines, f"{view} = {sums(network, last)}"]


def sums(network: Network, k: int) -> str:
    """Return the expression for a_k: ``z1 @ W2 + b2``."""
    inputs = "x" if k == 1 else f"z{k - 1}"
    if flattens(network, k):
        inputs = f"{inputs}.reshape(len({inputs}), -1)"
    return f"{inputs} @ W{k}" + (f" + b{k}" if network.dense_layers[k - 1].biases is not None else "")


def sent(network: Network, k: int, total: str) -> str:
    """Return the expression for z_k, given one for a_k: ``sigmoid(a2)``."""
    called = _called(network, k)
    return f"{called}({total})" if called else total


def flattens(network: Network, k: int) -> bool:
    """Say whether the rows of a pattern are laid end to end right before dense layer k, the first excepted."""
    before = sum(isinstance(layer, Flatten) for layer in network.layers[: network.layers.index(_dense(network, k))])
    return k > 1 and before > 0 and len(network.view_shapes[f"z{k - 1}"]) > 1


def place(network: Network, view: str, node: int) -> str:
    """Return the index of a node in a view of many pictures: ``:, 7``, or ``:, 3, 12`` along the rows."""
    return ", ".join([":", *map(str, np.unravel_index(node, network.view_shapes[view]))])


def node_function(network: Network, view: str, node: int) -> list[str]:
    """Return ``def node(x)``, which gives one node's value for every picture, shape (n,)."""
    lines = [*forward(network, view), f"return {view}[{place(network, view, node)}]"]
    return ["def node(x):", *indented(lines)]


def trace_function(network: Network, until: str | None = None) -> list[str]:
    """Return ``def trace(x)``, which gives every view up to `until` by its name: {"a1": ..., "z1": ..., ...}.

    For more than three dense layers a loop, which needs no named weights: ``opening(..., named=False)``.
    """
    views = network.views[: network.views.index(until or network.views[-1]) + 1]
    if int(views[-1][1:]) > UNROLLED:
        return ["def trace(x):", *indented(_loop(network, int(views[-1][1:])))]
    steps = ((view, int(view[1:])) for view in views)
    lines = [f"{view} = {sums(network, k) if view[0] == 'a' else sent(network, k, f'a{k}')}" for view, k in steps]
    answer = ", ".join(f'"{view}": {view}' for view in views)
    return ["def trace(x):", *indented([*lines, f"return {{{answer}}}"])]


def _loop(network: Network, deep: int) -> list[str]:
    """Return the body of a trace through many layers."""
    numbers = range(1, deep + 1)
    rules = ", ".join(_called(network, k) or "np.positive" for k in numbers)
    flat = " or ".join(f"k == {k}" for k in numbers if flattens(network, k))
    lay_flat = [f"    if {flat}:  # lay the rows end to end", "        z = z.reshape(len(z), -1)"] if flat else []
    biased = all(_dense(network, k).biases is not None for k in numbers)
    biases = 'file[f"b{k}"]' if biased else 'file.get(f"b{k}", 0)'
    return [
        "views, z = {}, x",
        f"for k, rule in enumerate([{rules}], 1):",
        *lay_flat,
        f'    views[f"a{{k}}"] = z @ file[f"W{{k}}"] + {biases}',
        '    views[f"z{k}"] = z = rule(views[f"a{k}"])',
        "return views",
    ]


def _called(network: Network, k: int) -> str:
    """Return what a program calls the activation of dense layer k; nothing for the identity."""
    rule = _dense(network, k).activation
    return {"tanh": "np.tanh", "identity": ""}.get(rule, rule)


def _dense(network: Network, k: int) -> Dense:
    return network.dense_layers[k - 1]

"""The chain rule as lines of a program: from one node back to every sum of the first layer."""

import numpy as np

from mnistnet.network import Network
from mnistnet.snippets.layers import flattens, forward, indented, place, sent, sums
from mnistnet.snippets.rules import called, has_slope, slope

__all__ = ["backward", "before", "look_function", "seed", "slopes_function", "steepness"]


def slopes_function(network: Network, view: str, node: int) -> list[str]:
    """Return ``def slopes(a1)``, which gives d node / d a1 for every row of a1, in the shape of a1."""
    *lines, last = [*_first(network, view), *before(network, view), *backward(network, view, node)]
    lines += [last.replace("g = ", "return ", 1)] if view != "a1" else [last, "return g"]
    return [f"def slopes(a1):  # how fast node {node} of {view} follows each sum of the first layer", *indented(lines)]


def look_function(network: Network, view: str, node: int) -> list[str]:
    """Return ``def look(a1)``, which gives the node's value, shape (n,), and d node / d a1, in the shape of a1."""
    lines = [*_first(network, view), *forward(network, view, start=2), *backward(network, view, node)]
    value = f"{view}[{place(network, view, node)}]"
    return ["def look(a1):  # the node's value, and its slopes", *indented([*lines, f"return {value}, g"])]


def before(network: Network, view: str) -> list[str]:
    """Return the lines from z1 to the last activations that the chain rule needs."""
    return forward(network, view if view[0] == "z" else f"z{max(int(view[1:]) - 1, 1)}", start=2)


def backward(network: Network, view: str, node: int) -> list[str]:
    """Return the lines that lead from z1, z2, ... back to ``g``, d node / d a1."""
    if view == "a1":
        return _one_of(network, view, node, "a1")
    lines = _from_sum(network, view, node) if view[0] == "a" else _from_output(network, view, node)
    for k in range(_passed(view), 1, -1):
        shape = f".reshape(z{k - 1}.shape)" if flattens(network, k) else ""
        lines += _through(network, k - 1, f"(g @ W{k}.T){shape}" if shape else f"g @ W{k}.T")
    return lines


def steepness(network: Network, view: str, node: int) -> list[str]:
    """Return the lines from a1 of baseline and picture to ``g``, with steepnesses in place of slopes."""
    last = _passed(view)
    forth = [_sums_of_both(network, k) for k in range(2, last + 1)]
    back = seed(network, view, node)
    if view == "a1":
        return back
    back = _steep(network, last, back)
    for k in range(last, 1, -1):
        shape = f".reshape{network.view_shapes[f'z{k - 1}']}" if flattens(network, k) else ""
        back += _steep(network, k - 1, [f"g = (g @ W{k}.T){shape}" if shape else f"g = g @ W{k}.T"])
    return [*forth, *back]


def _passed(view: str) -> int:
    """Return how many activations lie before a view."""
    return int(view[1:]) - (view[0] == "a")


def _first(network: Network, view: str) -> list[str]:
    return ["z1 = " + sent(network, 1, "a1")] if view != "a1" else []


def _from_sum(network: Network, view: str, node: int) -> list[str]:
    """Return the first step back from a_k: its weights, times the slopes of z_{k-1}."""
    k, index = int(view[1:]), np.unravel_index(node, network.view_shapes[view])
    if len(index) == 1:
        inputs = network.view_shapes[f"z{k - 1}"]
        return _through(network, k - 1, f"W{k}[:, {index[0]}]" + (f".reshape{inputs}" if len(inputs) > 1 else ""))
    seed = [f"g = np.zeros_like(z{k - 1})", f"g[:, {index[0]}] = W{k}[:, {index[1]}]"]
    return [*seed, *_through(network, k - 1, "g")]


def _from_output(network: Network, view: str, node: int) -> list[str]:
    """Return the first step back from z_k, through its activation."""
    shape, k = network.view_shapes[view], int(view[1:])
    if len(shape) > 1:
        return [*_one_of(network, view, node, view), *_through(network, k, "g")]
    one = f"np.eye({shape[0]})[{node}]"
    if network.dense_layers[k - 1].activation == "softmax":
        return [f"g = z{k} * ({one} - z{k}[:, [{node}]])"]
    return _through(network, k, one)


def _one_of(network: Network, view: str, node: int, name: str) -> list[str]:
    return [f"g = np.zeros_like({name})", f"g[{place(network, view, node)}] = 1"]


def _through(network: Network, k: int, g: str) -> list[str]:
    """Return the step back through the activation of layer k."""
    rule = network.dense_layers[k - 1].activation
    if not has_slope(rule):  # softmax
        return [f"g = {g}", f"g = z{k} * (g - (g * z{k}).sum(axis=-1, keepdims=True))"]
    return [f"g = {g} * {slope(rule, f'z{k}')}"]


def _sums_of_both(network: Network, k: int) -> str:
    """Return the line for a_k of baseline and picture, from their a_{k-1}."""
    sends = sent(network, k - 1, f"a{k - 1}")
    return f"a{k} = {sums(network, k, sends)}"


def seed(network: Network, view: str, node: int) -> list[str]:
    """Return how the node listens: to its own sum, or by its weights to the layer before."""
    shapes, k = network.view_shapes, int(view[1:])
    index = [int(i) for i in np.unravel_index(node, shapes[view])]
    inputs = shapes[f"z{k - 1}"] if view[0] == "a" and k > 1 else ()
    if len(index) > 1 and inputs:
        return [f"g = np.zeros({inputs})", f"g[{index[0]}] = W{k}[:, {index[1]}]"]
    if inputs:
        return [f"g = W{k}[:, {index[0]}]" + (f".reshape{inputs}" if len(inputs) > 1 else "")]
    if len(index) > 1:
        return [f"g = np.zeros({shapes[view]})", f"g[{index[0]}, {index[1]}] = 1"]
    return [f"g = np.eye({shapes[view][0]})[{index[0]}]"]


def _steep(network: Network, k: int, lines: list[str]) -> list[str]:
    """Return the lines, what they give multiplied by the steepness of layer k."""
    rule = network.dense_layers[k - 1].activation
    if rule == "identity":
        return lines
    if rule == "softmax":
        return [*lines, f"g = through(softmax, g, a{k})"]
    times = f" * steepness({called(rule)}, a{k})"
    return [*lines, f"g = g{times}"] if lines[-1].startswith("g[") else [*lines[:-1], lines[-1] + times]

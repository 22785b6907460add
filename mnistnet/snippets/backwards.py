"""The chain rule as lines of a program: how fast one node follows every sum of the first layer."""

import numpy as np

from mnistnet.snippets.case import Case
from mnistnet.snippets.layers import flattens, forward, place, sent
from mnistnet.snippets.program import indented

__all__ = ["backward", "look_function", "slopes_function"]

SLOPES = {  # g times the slope, which can be told from the activation's own value
    "sigmoid": "{g} * {z} * (1 - {z})",
    "tanh": "{g} * (1 - {z} ** 2)",
    "relu": "{g} * ({z} > 0)",
    "step": "{g} * np.zeros_like({z})",
    "identity": "{g} * np.ones_like({z})",
}


def slopes_function(case: Case) -> list[str]:
    """Return ``def slopes(a1)``, which gives d node / d a1 for every row of a1, in the shape of a1."""
    lines = ["z1 = " + sent(case.network, 1, "a1")] if case.view != "a1" else []
    lines += forward(case.network, _last(case), start=2) + backward(case)
    return [
        f"def slopes(a1):  # how fast {case.name} follows each sum of the first layer",
        *indented(
            [*lines[:-1], lines[-1].replace("g = ", "return ", 1)] if case.view != "a1" else [*lines, "return g"]
        ),
    ]


def look_function(case: Case) -> list[str]:
    """Return ``def look(a1)``, which gives the node's value, shape (n,), and d node / d a1, in the shape of a1."""
    lines = ["z1 = " + sent(case.network, 1, "a1")] if case.view != "a1" else []
    lines += [*forward(case.network, case.view, start=2), *backward(case)]
    value = f"{case.view}[{place(case.network, case.view, case.node)}]"
    return ["def look(a1):  # the node's value, and its slopes", *indented([*lines, f"return {value}, g"])]


def backward(case: Case) -> list[str]:
    """Return the lines that lead from z1, z2, ... back to ``g``, d node / d a1."""
    k = int(case.view[1:])
    if case.view == "a1":
        return _one_of(case, "a1")
    lines = _from_sum(case, k) if case.view[0] == "a" else _from_output(case, k)
    for j in range(k - (case.view[0] == "a"), 1, -1):
        shape = f".reshape(z{j - 1}.shape)" if flattens(case.network, j) else ""
        lines += _through(case, j - 1, f"(g @ W{j}.T){shape}" if shape else f"g @ W{j}.T")
    return lines


def _last(case: Case) -> str:
    """Return the last activations that the chain rule needs."""
    return case.view if case.view[0] == "z" else f"z{max(int(case.view[1:]) - 1, 1)}"


def _from_sum(case: Case, k: int) -> list[str]:
    """Return the first step back from a_k: its weights, times the slopes of z_{k-1}."""
    place = np.unravel_index(case.node, case.network.view_shapes[case.view])
    if len(place) == 1:
        before = case.network.view_shapes[f"z{k - 1}"]
        shape = f".reshape{before}" if len(before) > 1 else ""
        return _through(case, k - 1, f"W{k}[:, {place[0]}]{shape}")
    seed = [f"g = np.zeros_like(z{k - 1})", f"g[:, {place[0]}] = W{k}[:, {place[1]}]"]
    return [*seed, *_through(case, k - 1, "g")]


def _from_output(case: Case, k: int) -> list[str]:
    """Return the first step back from z_k, through its activation."""
    shape = case.network.view_shapes[case.view]
    if len(shape) > 1:
        return [*_one_of(case, f"z{k}"), *_through(case, k, "g")]
    one = f"np.eye({shape[0]})[{case.node}]"
    if case.network.dense_layers[k - 1].activation == "softmax":
        return [f"g = z{k} * ({one} - z{k}[:, [{case.node}]])"]
    return _through(case, k, one)


def _one_of(case: Case, name: str) -> list[str]:
    place = np.unravel_index(case.node, case.network.view_shapes[case.view])
    return [f"g = np.zeros_like({name})", f"g[:, {', '.join(map(str, place))}] = 1"]


def _through(case: Case, k: int, g: str) -> list[str]:
    """Return the step back through the activation of layer k."""
    rule = case.network.dense_layers[k - 1].activation
    if rule == "softmax":
        return [f"g = {g}", f"g = z{k} * (g - (g * z{k}).sum(axis=-1, keepdims=True))"]
    return ["g = " + SLOPES[rule].format(g=g, z=f"z{k}")]

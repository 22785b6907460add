"""The program of DeepLIFT: the chain rule with the steepness from baseline to picture in place of every slope."""

import numpy as np

from mnistnet.snippets.case import END, Case
from mnistnet.snippets.layers import flattens, sent
from mnistnet.snippets.program import indented

__all__ = ["deep_lift", "seed"]

STEEPNESS = [
    "def steepness(rule, a):  # of the straight line from the baseline's sum to the picture's",
    *indented(["run = a[1] - a[0]", "return (rule(a[1]) - rule(a[0])) / np.where(run == 0, 1, run)"]),
]
THROUGH_SOFTMAX = [
    "def through_softmax(g, a):  # by its mean slopes on the straight way from a[0] to a[1]",
    *indented(["places = np.linspace(a[0], a[1], 2001)[1::2]", "p = softmax(places)"]),
    *indented(["return (p * (g - (g * p).sum(axis=-1, keepdims=True))).mean(axis=0)"]),
]


def deep_lift(case: Case) -> list[list[str]]:
    """Return the program of DeepLIFT's rescale rule."""
    sums = [f"a1 = {case.first_sums('np.concatenate([x0, x])')}  # of both", *_sums(case)]
    back = _back(case)
    lines = [*sums, *back, f"influence = ((x - x0) * (g @ W1.T)).reshape{case.shape}"]
    text = "".join(back)
    rules = [
        lines for name, lines in (("steepness(", STEEPNESS), ("through_softmax(", THROUGH_SOFTMAX)) if name in text
    ]
    return [case.opening(), *rules, case.pictures(), lines, END]


def _sums(case: Case) -> list[str]:
    """Return the lines that compute a2, a3, ... of both pictures, as far as the chain rule needs them."""
    lines = []
    for k in range(2, _passed(case) + 1):
        before = sent(case.network, k - 1, f"a{k - 1}")
        flat = f"{before}.reshape(2, -1)" if flattens(case.network, k) else before
        biases = "" if case.network.dense_layers[k - 1].biases is None else f" + b{k}"
        lines.append(f"a{k} = {flat} @ W{k}{biases}")
    return lines


def _back(case: Case) -> list[str]:
    """Return the lines that lead back to ``g``, what every sum of the first layer is multiplied with."""
    lines = seed(case)
    if case.view == "a1":
        return lines
    lines = _through(case, _passed(case), lines)
    for k in range(_passed(case), 1, -1):
        back = f"g @ W{k}.T"
        if flattens(case.network, k):
            back = f"({back}).reshape{case.network.view_shapes[f'z{k - 1}']}"
        lines += _through(case, k - 1, [f"g = {back}"])
    return lines


def _passed(case: Case) -> int:
    """Return how many activations lie before the view."""
    return int(case.view[1:]) - (case.view[0] == "a")


def seed(case: Case) -> list[str]:
    """Return how the node listens: to its own sum, or by its weights to the layer before."""
    shapes, k = case.network.view_shapes, int(case.view[1:])
    place = [int(i) for i in np.unravel_index(case.node, shapes[case.view])]
    if case.view[0] == "a" and k > 1:
        before = shapes[f"z{k - 1}"]
        if len(place) > 1:
            return [f"g = np.zeros({before})", f"g[{place[0]}] = W{k}[:, {place[1]}]"]
        return [f"g = W{k}[:, {place[0]}]" + (f".reshape{before}" if len(before) > 1 else "")]
    if len(place) > 1:
        return [f"g = np.zeros({shapes[case.view]})", f"g[{place[0]}, {place[1]}] = 1"]
    return [f"g = np.eye({shapes[case.view][0]})[{place[0]}]"]


def _through(case: Case, k: int, lines: list[str]) -> list[str]:
    """Return the lines, what they give multiplied by the steepness of layer k."""
    rule = case.network.dense_layers[k - 1].activation
    if rule == "identity":
        return lines
    if rule == "softmax":
        return [*lines, f"g = through_softmax(g, a{k})"]
    steepness = f" * steepness({'np.tanh' if rule == 'tanh' else rule}, a{k})"
    return [*lines, f"g = g{steepness}"] if lines[-1].startswith("g[") else [*lines[:-1], lines[-1] + steepness]

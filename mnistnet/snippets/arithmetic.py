"""Programs for the Arithmetic page: a sum term by term, backwards to a node, one weight moved, one digit learned."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.arithmetic import WAYS, Backward, Parameter, backward, moved, node_sum
from mnistnet.arithmetic.toy import TOY, toy_picture
from mnistnet.digits import Digits
from mnistnet.network import Network, TrainingRecord
from mnistnet.snippets.blocks import encoded, opening, rules
from mnistnet.snippets.layers import flattens, forward
from mnistnet.snippets.program import Snippet, network_arrays, signed, snippet
from mnistnet.snippets.training import SMALLEST, slopes_line, step

__all__ = ["backwards", "learned_once", "nudged", "one_sum", "toy"]

Array = NDArray[Any]
LARGEST = 3


def one_sum(network: Network, image: Array, layer: int, node: int, count: int = LARGEST) -> Snippet:
    """Return the program that writes out the sum of one node, its largest terms one by one.

    Parameters and errors are those of `mnistnet.arithmetic.node_sum`, and how many terms are told one by one.
    """
    one = node_sum(network, image, layer, node)
    row, unit = divmod(node, network.dense_layers[layer - 1].fan_out)
    place = f"[0][{row}]" if len(network.view_shapes[f"z{layer}"]) == 2 else "[0]"
    flat = "[0].ravel()" if flattens(network, layer) else place
    until, received = f"z{layer}", "x" if layer == 1 else f"z{layer - 1}"
    largest = one.products.largest(count)
    others = float(np.delete(one.products.values, largest).sum())
    told = ", ".join(signed(value) for value in one.products.values[largest])
    return snippet(
        f"The sum of node {node} in layer {layer}, term by term",
        "one_sum",
        {
            "network": opening(network, "one_sum.npz", until),
            "picture": [f"x = {encoded(network, 'image', image)}"],
            "layers": [
                *forward(network, until),
                f"received, sent, W, b = {received}{flat}, {until}{place}, W{layer}, b{layer}",
            ],
        },
        network_arrays(network, layer) | {"image": np.asarray(image)},
        f"{told}, others {signed(others)}, bias {signed(one.bias)}, sum {signed(one.sum)}, output {signed(one.output)}",
        NODE=unit,
        LARGEST=len(largest),
    )


def backwards(network: Network, image: Array, label: int, way: str, at: Parameter, rate: float) -> Snippet:
    """Return the program that goes back to one node and one of its weights.

    Parameters
    ----------
    network, image, label, way
        As for `mnistnet.arithmetic.backward`.
    at : Parameter
        A weight, no bias.
    rate : float
        The learning rate.
    """
    found = backward(network, image, label, way)
    row, unit = divmod(at.node, network.dense_layers[at.layer - 1].fan_out)
    weight = found.weight(at.layer, at.node, at.sender)
    return snippet(
        f"Backwards to node {at.node} in layer {at.layer}",
        "backwards",
        {
            "network": opening(network, "backwards.npz", named=False),
            "rules": [f"rules = [{rules(network)}]", slopes_line(network)],
            "picture": [f"x = {encoded(network, 'image', image)}"],
            "errors": [f"errors = z[-1] - {_wanted(network)}"],
        },
        network_arrays(network) | {"image": np.asarray(image)},
        f"delta {signed(found.node(at.layer, at.node).delta)}, gradient {signed(weight.gradient)}, "
        f"weight {weight.value:+.6g} goes to {weight.value + weight.change(rate):+.6g}",
        RATE=float(rate),
        RAW_ERRORS_BACK=WAYS[way].learning_rule == "raw-errors-back",
        LAYER=at.layer,
        NODE=unit,
        SENDER=at.sender,
        ROW=row,
        **_aim(network, found),
    )


def nudged(network: Network, image: Array, label: int, way: str, at: Parameter, step: float) -> Snippet:
    """Return the program that moves one weight or bias and compares the loss with what its slope predicts."""
    found = backward(network, image, label, way)
    result = moved(network, image, found, at, [step])
    unit = at.node % network.dense_layers[at.layer - 1].fan_out
    place = f'file["b{at.layer}"], {unit}' if at.sender is None else f'file["W{at.layer}"], ({at.sender}, {unit})'
    return snippet(
        "One weight moved",
        "nudged",
        {
            "network": opening(network, "nudged.npz", named=False),
            "rules": [f"rules = [{rules(network)}]"],
            "picture": [f"x = {encoded(network, 'image', image)}"],
            "wanted": [f"wanted = {_wanted(network)}"],
            "parameter": [f"parameter, place = {place}"],
        },
        network_arrays(network) | {"image": np.asarray(image)},
        f"slope {signed(result.slope)}, predicted {signed(float(result.predicted[0]))}, "
        f"in truth {signed(float(result.true[0]))}",
        STEP=float(step),
        SMALLEST=SMALLEST["float64"],
        **_aim(network, found),
    )


def learned_once(network: Network, image: Array, label: int, way: str, rate: float) -> Snippet:
    """Return the program for one step of learning from one picture, all weights at once."""
    chosen = WAYS[way]
    record = dict(network.training.settings) | {"loss": chosen.loss, "learning_rule": chosen.learning_rule}
    digit = Digits(np.asarray(image)[None], np.array([label], np.uint8), "one digit")
    return step(replace(network, training=TrainingRecord(record)), digit, rate)


def toy(pixels: tuple[int, ...], label: int) -> Snippet:
    """Return the program of the small network of whole numbers."""
    found = backward(TOY, toy_picture(pixels), label, "quadratic")
    trace = TOY.trace(toy_picture(pixels))
    sums = [_whole(trace[view][0]) for view in ("a1", "a2")]
    deltas = [_whole(delta[0]) for delta in found.deltas]
    gradients = [
        _rows(np.outer(signals[0], delta[0])) for signals, delta in zip(found.signals, found.deltas, strict=True)
    ]
    names = [f"W{k}, b{k} = np.array({_rows(d.weights)}), np.array({_rows(d.biases)})" for k, d in _layers()]
    return snippet(
        "A whole small network",
        "toy",
        {"network": names},
        {},
        f"sums {sums[0]} and {sums[1]}, loss {found.loss:g}, deltas {deltas[1]} and {deltas[0]}, "
        f"gradients {gradients[1]} and {gradients[0]}",
        PIXELS=list(pixels),
        LABEL=label,
    )


def _layers() -> list[tuple[int, Any]]:
    return list(enumerate(TOY.dense_layers, 1))


def _rows(array: Array) -> str:
    return str(array.astype(int).tolist())


def _whole(values: Array) -> list[int]:
    return [int(value) for value in values]


def _wanted(network: Network) -> str:
    return f"np.where(np.arange({network.classes}) == LABEL, HIGH, LOW)"


def _aim(network: Network, found: Backward) -> dict[str, Any]:
    """Return the constants that say what is wanted, and by which loss it is judged."""
    aims = np.delete(found.wanted, found.label).max(initial=0), found.wanted[found.label]
    low, high = (float(f"{aim:.7g}") for aim in aims)  # kept in 32 bits
    facts = {"LOSS": WAYS[found.way].loss, "OUTPUT": network.output_activation, "LABEL": found.label}
    return facts | {"LOW": low, "HIGH": high}

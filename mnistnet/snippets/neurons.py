"""Programs for the Neurons page: what a neuron's sum is made of, its figures, and what is lost without it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import neurons
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.layers import forward
from mnistnet.snippets.many import UNROLLED, answers_function, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, encoded, network_arrays, opening, program, signed

__all__ = ["neuron_figures", "neuron_sum", "surgery"]


def neuron_sum(network: Network, image: NDArray[Any], layer: int, neuron: int) -> Snippet:
    """Return the program that adds up input times weight, and the bias, to the sum of one neuron.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8, or floats from 0 to 1
    layer : int
        1 is the first dense layer.
    neuron : int
        Its column in the weights.

    Raises
    ------
    ValueError
        If the network has no such layer.
    IndexError
        If the layer has no such neuron.
    """
    paid = neurons.receipt(network, image, layer, neuron)
    dense, shape = network.dense_layers[layer - 1], network.view_shapes[f"z{layer}"]
    along_rows = len(shape) == 2
    received = f"{'x' if layer == 1 else f'z{layer - 1}'}[0]"
    if not along_rows and layer > 1 and len(network.view_shapes[f"z{layer - 1}"]) == 2:
        received += ".ravel()"
    times = f"{shape[0]} * " if along_rows else ""
    bias = "0.0  # this layer has no biases" if dense.biases is None else f"{times}b{layer}[{neuron}]"
    output = f"z{layer}[0, :, {neuron}].mean()" if along_rows else f"z{layer}[0, {neuron}]"
    lines = [
        f"received = {received}",
        f"products = received * W{layer}[:, {neuron}]",
        f"bias = {bias}",
        f"output = {output}",
        "total = products.sum()",
        'print(f"products {total:+.3g}, bias {bias:+.3g}, sum {total + bias:+.3g}, output {output:+.3g}")',
    ]
    until = f"z{layer}"
    steps = [f"x = {encoded(network, 'image', image)}", *forward(network, until)]
    return Snippet(
        f"The sum of neuron {neuron} in layer {layer}",
        program(opening(network, "neuron.npz", until), steps, lines),
        "neuron.npz",
        _until(network, layer) | {"image": np.asarray(image)},
        f"products {signed(float(paid.products.sum()))}, bias {signed(paid.bias)}, sum {signed(paid.sum)}, "
        f"output {signed(paid.output)}",
        f"in the receipt of a{layer}: all products together, the bias, the sum, and what the neuron sends on",
    )


def neuron_figures(network: Network, digits: Digits, layer: int, neuron: int) -> Snippet:
    """Return the program for a neuron's bias B, its influence I and how often it fires.

    Parameters, errors: as `neuron_sum`, with the digits for which it fires or does not.
    """
    outputs = neurons.responses(network, digits.images, layer)
    table = neurons.neuron_table(network, layer, outputs)
    dense, along_rows = network.dense_layers[layer - 1], len(network.view_shapes[f"z{layer}"]) == 2
    limit = 0.5 if dense.activation in ("sigmoid", "softmax") else 0
    bias = "0.0  # this layer has no biases" if dense.biases is None else f"b{layer}[{neuron}]"
    sent = f"z{layer}[:, :, {neuron}].mean(axis=1)" if along_rows else f"z{layer}[:, {neuron}]"
    lines = [
        f"bias = {bias}",
        f"influence = np.abs(W{layer}[:, {neuron}].astype(float)).mean()",
        f"fires = {sent} > {limit}",
        'print(f"B {bias:+.3g}, I {influence:.3f}, fires for {100 * fires.mean():.1f} % of the digits")',
    ]
    until = f"z{layer}"
    steps = [f"x = {inputs(network)}", *forward(network, until)]
    return Snippet(
        f"Bias, influence and firing of neuron {neuron} in layer {layer}",
        program(beginning(network, "neuron.npz", until), steps, lines),
        "neuron.npz",
        _until(network, layer) | {"images": digits.images},
        f"B {signed(table.biases[neuron])}, I {table.influences[neuron]:.3f}, "
        f"fires for {100 * table.fires[neuron]:.1f} % of the digits",
        "in the sentence about the neuron: its bias, its influence, and for which share of the test digits it fires",
    )


def surgery(
    network: Network,
    digits: Digits,
    layer: int,
    neuron: int,
    *,
    remove: bool = True,
    bias_shift: float = 0.0,
    scale: float = 1.0,
) -> Snippet:
    """Return the program that changes one neuron and reads the digits before and after.

    Parameters and errors are those of `mnistnet.neurons.operate`; `remove` comes before the other two.
    """
    operated = neurons.operate(
        network,
        layer,
        neuron,
        remove=remove,
        bias_shift=0 if remove else bias_shift,
        scale=1 if remove else scale,
    )
    before, after = neurons.verdicts(network, digits), neurons.verdicts(operated, digits)
    shown, made = network, []
    dense = network.dense_layers[layer - 1]
    if not remove and bias_shift and dense.biases is None:
        shown = operated  # only with biases can one of them be shifted
        made = [f"{_named(network, 'b', layer)} = np.zeros({dense.fan_out}, np.{network.dtype.name})"]
    lines = [
        *made,
        f"x = {inputs(network)}",
        "before = answers(x)",
        *_operation(network, layer, neuron, remove, bias_shift, scale),
        "after = answers(x)",
        'right = [100 * (each == file["labels"]).mean() for each in (before, after)]',
        "changed = (before != after).sum()",
        'print(f"{right[0]:.1f} % before, {right[1]:.1f} % after, {changed} answers change")',
    ]
    return Snippet(
        f"The network without neuron {neuron} in layer {layer}" if remove else f"Neuron {neuron} changed",
        program(beginning(network, "surgery.npz"), answers_function(shown), lines),
        "surgery.npz",
        arrays_with(network, digits),
        f"{100 * before.accuracy:.1f} % before, {100 * after.accuracy:.1f} % after, "
        f"{before.changed(after)} answers change",
        "in the sentence under “What if it were different?”",
    )


def _operation(network: Network, layer: int, neuron: int, remove: bool, bias_shift: float, scale: float) -> list[str]:
    """Return the lines that change the weights."""
    if remove:
        nodes, follower = network.dense_layers[layer - 1].fan_out, network.dense_layers[layer]
        place = f"{neuron}" if follower.fan_in == nodes else f"{neuron}::{nodes}"
        return [f"{_named(network, 'W', layer + 1)}[{place}] = 0  # nobody hears neuron {neuron} any more"]
    lines = [f"{_named(network, 'W', layer)}[:, {neuron}] *= {float(scale)!r}"] if scale != 1 else []
    return [*lines, f"{_named(network, 'b', layer)}[{neuron}] += {float(bias_shift)!r}"] if bias_shift else lines


def _named(network: Network, letter: str, layer: int) -> str:
    """Return what the program calls the weights or biases of a layer; of many layers they have no short names."""
    name = f"{letter}{layer}"
    return name if len(network.dense_layers) <= UNROLLED else f'file["{name}"]'


def _until(network: Network, layer: int) -> dict[str, NDArray[Any]]:
    """Return the weights and biases up to a layer."""
    return {name: array for name, array in network_arrays(network).items() if int(name[1:]) <= layer}

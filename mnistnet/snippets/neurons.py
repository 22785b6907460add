"""Programs for the Neurons page: what a neuron's sum is made of, its figures, and what is lost without it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import neurons
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, beginning, encoded, inputs, opening
from mnistnet.snippets.layers import UNROLLED, flattens, forward, outputs
from mnistnet.snippets.program import Snippet, network_arrays, signed, snippet

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
    received = f"{'x' if layer == 1 else f'z{layer - 1}'}[0]" + (".ravel()" if flattens(network, layer) else "")
    until = f"z{layer}"
    return snippet(
        f"The sum of neuron {neuron} in layer {layer}",
        "neuron_sum",
        {
            "network": opening(network, "neuron.npz", until),
            "picture": [f"x = {encoded(network, 'image', image)}"],
            "layers": [
                *forward(network, until),
                f"received, sent, W, b = {received}, {until}[0], W{layer}, b{layer}",
            ],
        },
        network_arrays(network, layer) | {"image": np.asarray(image)},
        f"products {signed(float(paid.products.sum()))}, bias {signed(paid.bias)}, sum {signed(paid.sum)}, "
        f"output {signed(paid.output)}",
        NEURON=neuron,
        ALONG_ROWS=len(network.view_shapes[until]) == 2,
    )


def neuron_figures(network: Network, digits: Digits, layer: int, neuron: int) -> Snippet:
    """Return the program for a neuron's bias, the mean size of its weights and how often it fires.

    Parameters, errors: as `neuron_sum`, with the digits for which it fires or does not.
    """
    outputs = neurons.responses(network, digits.images, layer)
    table = neurons.neuron_table(network, layer, outputs)
    until, fires_by_half = f"z{layer}", network.dense_layers[layer - 1].activation in ("sigmoid", "softmax")
    return snippet(
        f"Bias, weight size and firing of neuron {neuron} in layer {layer}",
        "neuron_figures",
        {
            "network": beginning(network, "neuron.npz", until),
            "pixels": [f"x = {inputs(network)}"],
            "layers": [*forward(network, until), f"sent, W, b = {until}[..., NEURON], W{layer}, b{layer}"],
        },
        network_arrays(network, layer) | {"images": digits.images},
        f"bias {signed(table.biases[neuron])}, weights {table.influences[neuron]:.3f}, "
        f"fires for {100 * table.fires[neuron]:.1f} %",
        NEURON=neuron,
        ALONG_ROWS=len(network.view_shapes[until]) == 2,
        FIRES_FROM=0.5 if fires_by_half else 0.0,
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
    return snippet(
        f"The network without neuron {neuron} in layer {layer}" if remove else f"Neuron {neuron} changed",
        "surgery",
        {
            "network": beginning(network, "surgery.npz"),
            "pixels": [f"x = {inputs(network)}"],
            "outputs": outputs(network),
            "heard": [f"heard, nodes = {_called(network, 'W', layer + 1)}, {network.dense_layers[layer - 1].fan_out}"],
            "weights": _weights(network, layer),
        },
        arrays_with(network, digits),
        f"{100 * before.accuracy:.1f} % before, {100 * after.accuracy:.1f} % after, "
        f"{before.changed(after)} answers change",
        NEURON=neuron,
        REMOVE=remove,
        SCALE=float(scale),
        SHIFT=float(bias_shift),
    )


def _weights(network: Network, layer: int) -> list[str]:
    """Return the lines that call the weights of a layer W and its biases b, if need be zeros."""
    dense, bias = network.dense_layers[layer - 1], _called(network, "b", layer)
    zeros = f"{bias} = np.zeros({dense.fan_out}, np.{network.dtype.name})"
    made = [zeros] if dense.biases is None and len(network.dense_layers) > UNROLLED else []
    return [*made, f"W, b = {_called(network, 'W', layer)}, {bias}"]


def _called(network: Network, letter: str, layer: int) -> str:
    """Return what the program calls the weights or biases of a layer; of many layers they have no short names."""
    name = f"{letter}{layer}"
    return name if len(network.dense_layers) <= UNROLLED else f'file["{name}"]'

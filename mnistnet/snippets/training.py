"""Programs for the Training page: how well a network does at its epoch, and one step of learning written out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.many import answering, arrays_with, beginning, inputs, rules
from mnistnet.snippets.program import Snippet, indented, opening, program
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.learning_rules import check_learning_rule
from mnistnet.training.losses import LOSSES, target_table

__all__ = ["hands_raw_errors_back", "loss_and_accuracy", "step"]

Array = NDArray[Any]
SMALLEST = {"float16": "6e-8", "float32": "1.2e-38", "float64": "1e-300"}  # what keeps a logarithm away from 0
SLOPES = {"sigmoid": "z * (1 - z)", "tanh": "1 - z**2", "relu": "z > 0", "identity": "1"}


def loss_and_accuracy(network: Network, digits: Digits) -> Snippet:
    """Return the program for the loss and the accuracy on some digits, as the curves of a run show them.

    The loss is the one of the network's own training; where that is not known cross-entropy behind a
    softmax, else the quadratic one.

    Parameters
    ----------
    network : Network
    digits : Digits
        Those that the run was judged by: a shipped network by all 10,000 that come along, a run of the
        visitor's on these by the split "validation".
    """
    outputs = network.predict(digits.images)
    loss = float(_losses(network, outputs, digits.labels).mean(dtype=float))
    right = float((outputs.argmax(axis=1) == digits.labels).mean())
    steps, name = answering(network)
    lines = [
        *_targets(network),
        *_loss(network, name, SMALLEST[network.dtype.name]),
        f"right = {name}.argmax(axis=1) == labels",
        'print(f"loss {loss.mean():.4f}, accuracy {100 * right.mean():.2f} %")',
    ]
    return Snippet(
        "Loss and accuracy",
        program(beginning(network, "judged.npz"), [f"x = {inputs(network)}", *steps], lines),
        "judged.npz",
        arrays_with(network, digits),
        f"loss {loss:.4f}, accuracy {100 * right:.2f} %",
        f"on the validation curves at this network's epoch, measured on {len(digits):,} digits; between the first and "
        "the last epoch a shipped network is kept in half precision, so the last figure may differ",
    )


def step(network: Network, digits: Digits, learning_rate: float = 0.1) -> Snippet:
    """Return the program for one step of gradient descent, written out: forward, backward, update.

    Parameters
    ----------
    network : Network
    digits : Digits
        One batch, a hundred digits or so.
    learning_rate : float
        How far the step goes.

    Raises
    ------
    ValueError
        If an activation has no slope to learn from, or, inside the network, is a softmax.

    Notes
    -----
    The plain step of the network's own learning rule: without the momentum, the shrinking of weights and the
    bending of digits that a recipe may have. Read as rows of `len(W)` numbers, a layer along the rows of a
    picture is a plain matrix, and laying its rows end to end is nothing but another way to read the same numbers.
    """
    hidden = [layer.activation for layer in network.dense_layers[:-1]]
    if unfit := {*hidden} - {*SLOPES} or {network.output_activation} & {"step"}:
        raise ValueError(f"A step of learning needs the slope of every activation; {unfit.pop()} has none by itself.")
    before, after = _before_and_after(network, digits, learning_rate)
    return Snippet(
        "One step of learning",
        program(
            opening(network, "step.npz", named=False),
            _forward(network),
            [f"x = {inputs(network, dtype=np.float64)}", *_targets(network)],
            _raw_errors_back(network, hidden, learning_rate)
            if hands_raw_errors_back(network)
            else _descent(network, hidden, learning_rate),
        ),
        "step.npz",
        arrays_with(network, digits),
        f"loss {before:.4g} before the step, {after:.4g} after",
        f"as the sentence under the curves says: one step on {len(digits)} digits at the rate {learning_rate:g}",
    )


def _before_and_after(network: Network, digits: Digits, learning_rate: float) -> tuple[float, float]:
    """Return the mean loss before and after the step, as the library's own backpropagation takes it."""
    rule = "raw-errors-back" if hands_raw_errors_back(network) else "gradient"
    walk = Backpropagation(network.astype(np.float64), _loss_name(network), len(digits), rule)
    pixels = network.astype(np.float64).encode(digits.images)
    before = float(_losses(network, walk.forward(pixels), digits.labels).mean())
    walk.backward(pixels, np.take(target_table(network.classes, *_aims(network)), digits.labels, axis=0))
    walk.parameters -= learning_rate * walk.gradient
    return before, float(_losses(network, walk.forward(pixels), digits.labels).mean())


def _losses(network: Network, outputs: Array, labels: Array) -> Array:
    targets = np.take(target_table(network.classes, *_aims(network)), labels, axis=0)
    return LOSSES[_loss_name(network)].function(outputs, targets, network.output_activation)


def _aims(network: Network) -> tuple[float, float]:
    """Return what the outputs shall say for a wrong class and for the right one."""
    settings = network.training.settings
    return float(settings.get("target_low", 0)), float(settings.get("target_high", 1))


def _loss_name(network: Network) -> str:
    usual = "cross-entropy" if network.output_activation == "softmax" else "quadratic"
    return str(network.training.settings.get("loss", usual))


def hands_raw_errors_back(network: Network) -> bool:
    """Return whether the network learned by the rule "raw-errors-back"; a file can say so where that cannot be."""
    rule = str(network.training.settings.get("learning_rule", "gradient"))
    try:
        check_learning_rule(rule, _loss_name(network), tuple(layer.activation for layer in network.dense_layers))
    except ValueError:
        return False
    return rule == "raw-errors-back"


def _targets(network: Network) -> list[str]:
    """Return the lines that make the wanted outputs from the labels."""
    low, high = _aims(network)
    return [
        'labels = file["labels"]',
        f"wanted = np.where(labels[:, None] == np.arange({network.classes}), {high!r}, {low!r})",
    ]


def _loss(network: Network, outputs: str, smallest: str) -> list[str]:
    """Return the lines for the loss of each row; `smallest` keeps the logarithm away from 0."""
    if _loss_name(network) == "quadratic":
        return [f"loss = (({outputs} - wanted) ** 2).sum(axis=1) / 2"]
    right, wrong = (f"np.log(np.maximum({each}, {smallest}))" for each in (outputs, f"1 - {outputs}"))
    if network.output_activation != "sigmoid":
        return [f"loss = -(wanted * {right}).sum(axis=1)"]
    return [f"yes, no = {right}, {wrong}", "loss = -(wanted * yes + (1 - wanted) * no).sum(axis=1)"]


def _forward(network: Network) -> list[str]:
    """Return a forward pass that keeps what every layer sends on, and the mean loss."""
    biased = all(layer.biases is not None for layer in network.dense_layers)
    biases = 'file[f"b{k}"]' if biased else 'file.get(f"b{k}", 0)'
    return [
        "def forward():",
        "    z = [x]",
        f"    for k, rule in enumerate([{rules(network)}], 1):",
        '        W = file[f"W{k}"]',
        f"        z.append(rule(z[-1].reshape(-1, len(W)) @ W + {biases}))",
        *indented(_loss(network, "z[-1]", SMALLEST["float64"])),
        "    return z, loss.mean()",
    ]


def _descent(network: Network, hidden: list[str], learning_rate: float) -> list[str]:
    """Return the lines that walk back through the layers and move every weight against its gradient."""
    slopes = ["slopes = [" + ", ".join(f"lambda z: {SLOPES[rule]}" for rule in ["identity", *hidden]) + "]"]
    slope = "slopes[k - 1](inputs)"
    if len({*hidden}) == 1:
        slopes, slope = [], SLOPES[hidden[0]].replace("z", "inputs")
    return [
        *slopes,
        "z, before = forward()",
        *_output_delta(network),
        f"for k in range({len(network.dense_layers)}, 0, -1):  # from the last layer to the first",
        '    W, inputs = file[f"W{k}"], z[k - 1]',
        f"    below = (delta @ W.T).reshape(inputs.shape) * ({slope})",
        f"    W -= {float(learning_rate)!r} * inputs.reshape(-1, len(W)).T @ delta",
        *_bias_step(network, learning_rate),
        "    delta = below",
        'print(f"loss {before:.4g} before the step, {forward()[1]:.4g} after")',
    ]


def _raw_errors_back(network: Network, hidden: list[str], learning_rate: float) -> list[str]:
    """Return the lines of the same walk where errors go back as they are and meet the slope only in their own step."""
    activations = [*hidden, network.output_activation]
    slopes = ["slopes = [" + ", ".join(f"lambda z: {SLOPES[rule]}" for rule in activations) + "]"]
    slope = "slopes[k - 1](z[k])"
    if len({*activations}) == 1:
        slopes, slope = [], SLOPES[activations[0]].replace("z", "z[k]")
    return [
        *slopes,
        "z, before = forward()",
        "errors = (z[-1] - wanted) / len(labels)",
        f"for k in range({len(network.dense_layers)}, 0, -1):  # from the last layer to the first",
        '    W, inputs = file[f"W{k}"], z[k - 1]',
        f"    delta = errors * ({slope})  # the slope counts for the step of this layer",
        "    errors = (errors @ W.T).reshape(inputs.shape)  # and is left out in what goes back",
        f"    W -= {float(learning_rate)!r} * inputs.reshape(-1, len(W)).T @ delta",
        *_bias_step(network, learning_rate),
        'print(f"loss {before:.4g} before the step, {forward()[1]:.4g} after")',
    ]


def _output_delta(network: Network) -> list[str]:
    """Return the lines for the gradient of the mean loss by the sums of the last layer."""
    if _loss_name(network) == "cross-entropy":  # it cancels the slope of the outputs
        return ["delta = (z[-1] - wanted) / len(labels)"]
    if network.output_activation == "softmax":
        pull = "z[-1] * (gaps - (gaps * z[-1]).sum(axis=1, keepdims=True))"
        return ["gaps = z[-1] - wanted", f"delta = {pull} / len(labels)"]
    slope = SLOPES[network.output_activation].replace("z", "z[-1]")
    return [f"delta = (z[-1] - wanted) * ({slope}) / len(labels)"]


def _bias_step(network: Network, learning_rate: float) -> list[str]:
    """Return the lines, inside the loop over the layers, that move the biases, where there are any."""
    line = f'file[f"b{{k}}"] -= {float(learning_rate)!r} * delta.sum(axis=0)'
    biased = [layer.biases is not None for layer in network.dense_layers]
    if all(biased):
        return [f"    {line}"]
    return ['    if f"b{k}" in file:', f"        {line}"] if any(biased) else []

"""Programs for the Training page: how well a network does at its epoch, and one step of learning written out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, inputs, opening, reading, rules
from mnistnet.snippets.program import Snippet, snippet
from mnistnet.snippets.rules import has_slope, slope
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.learning_rules import check_learning_rule
from mnistnet.training.losses import LOSSES, target_table

__all__ = ["SMALLEST", "hands_raw_errors_back", "loss_and_accuracy", "slopes_line", "step"]

Array = NDArray[Any]
SMALLEST = {"float16": 6e-8, "float32": 1.2e-38, "float64": 1e-300}  # what keeps a logarithm away from 0


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
    return snippet(
        "Loss and accuracy",
        "loss_and_accuracy",
        reading(network, "judged.npz"),
        arrays_with(network, digits),
        f"loss {loss:.4f}, accuracy {100 * right:.2f} %",
        **_aim(network, network.dtype.name),
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
    before, after = _before_and_after(network, digits, learning_rate)
    return snippet(
        "One step of learning",
        "step",
        {
            "network": opening(network, "step.npz", named=False),
            "rules": [f"rules = [{rules(network)}]", slopes_line(network)],
            "pixels": [f"x = {inputs(network, dtype=np.float64)}"],
            "classes": [
                f'wanted = np.where(file["labels"][:, None] == np.arange({network.classes}), HIGH, LOW)',
            ],
        },
        arrays_with(network, digits),
        f"loss {before:.4g} before the step, {after:.4g} after",
        RATE=float(learning_rate),
        RAW_ERRORS_BACK=hands_raw_errors_back(network),
        **_aim(network, "float64"),
    )


def slopes_line(network: Network) -> str:
    """Return the line for the slopes of what every layer sends on, the pixels first; of a softmax there is none."""
    hidden = [layer.activation for layer in network.dense_layers[:-1]]
    if unfit := {rule for rule in hidden if not has_slope(rule)} or {*hidden, network.output_activation} & {"step"}:
        raise ValueError(f"A step of learning needs the slope of every activation; {unfit.pop()} has none by itself.")
    told = [f"lambda z: {slope(rule, 'z')}" for rule in (*hidden, network.output_activation) if has_slope(rule)]
    return f"slopes = [{', '.join(['np.ones_like', *told])}]"


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


def _aim(network: Network, format: str) -> dict[str, Any]:
    """Return the constants that say what the network is to learn."""
    low, high = _aims(network)
    return {
        "LOSS": _loss_name(network),
        "OUTPUT": network.output_activation,
        "LOW": low,
        "HIGH": high,
        "SMALLEST": SMALLEST[format],
    }

"""A learning rule says what a layer hands back to the one before it: how its sums should move, or how wrong it is.

Both rules change a layer's own weights by ``inputs x error x slope``, and both send something back through the
weights to get the errors of the layer before. By the gradient that is error times slope, so a saturated output,
whose slope is close to 0, teaches the hidden layer next to nothing. By "raw-errors-back" it is the error itself.
"""

from types import MappingProxyType

from mnistnet.words import mark, say

__all__ = ["LEARNING_RULES", "check_learning_rule"]

# Name -> what it is, in half a sentence. "raw-errors-back" is the rule of Make Your Own Neural Network.
LEARNING_RULES: MappingProxyType[str, str] = MappingProxyType(
    {
        "gradient": mark("a layer hands back its errors times their slopes: the true gradient of the loss"),
        "raw-errors-back": mark("a layer hands back its errors as they are, without their slopes"),
    }
)


def check_learning_rule(rule: str, loss: str, activations: tuple[str, ...]) -> None:
    """Raise ValueError, with a sentence for people, where a rule makes no sense.

    Parameters
    ----------
    rule : str
        A name in `LEARNING_RULES`.
    loss : str
        A name in `mnistnet.training.losses.LOSSES`.
    activations : tuple of str
        Of all dense layers, the outputs last.

    References
    ----------
    T. Rashid, *Make Your Own Neural Network*, part 1, "Backpropagating Errors with Matrix Multiplication": the errors
    of the hidden nodes are ``W_out^T (target - output)``; every layer before it gets its errors the same way.
    """
    if rule == "gradient":
        return
    if loss == "cross-entropy":
        raise ValueError(
            say(
                "The learning rule raw-errors-back needs the quadratic loss: with cross-entropy the "
                "outputs hand back their raw errors by the gradient already."
            )
        )
    if "softmax" in activations:
        raise ValueError(
            say(
                "The learning rule raw-errors-back needs nodes with a slope of their own; the nodes of a "
                "softmax share one."
            )
        )
    if len(activations) < 2:
        raise ValueError(
            say(
                "The learning rule raw-errors-back needs a hidden layer: without one nobody is there to "
                "take the errors."
            )
        )

"""An activation turns the sums that arrive at a node into what the node sends on.

Reading order: functions (what each computes), in_place (the same, as fast training needs it), activation (all that is
known of one), table (those that there are).
"""

from mnistnet.activations.activation import Activation, Written
from mnistnet.activations.functions import below, gelu, identity, leaky_relu, logit, relu, sigmoid, softmax, step, tanh
from mnistnet.activations.table import ACTIVATIONS

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "Written",
    "below",
    "gelu",
    "identity",
    "leaky_relu",
    "logit",
    "relu",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
]

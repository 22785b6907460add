"""The way to the arithmetic of a node, from wherever a node can be chosen."""

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.words import say
from pages.ui.kit import address

LAYER, NODE, VIEW, WEIGHT = "sum_layer", "sum_node", "sum_view", "sum_weight"
FORWARD, BACKWARD, NUDGE, TOY = "forward", "backward", "nudge", "toy"


def link(layer: int, node: int, **more: str) -> None:
    """Show the link that opens the page Arithmetic at a node of a dense layer, counted from 1."""
    choices = {VIEW: FORWARD, LAYER: str(layer), NODE: str(node)}
    address.link("arithmetic.py", say("Its arithmetic"), ":material/calculate:", **choices | more)


def loudest(network: Network, image: NDArray[np.uint8], layer: int, unit: int | None = None) -> int:
    """Return the node of a layer with the largest sum, up or down.

    Where a layer works along the rows of the picture a neuron is a node in every row: with `unit` it is that neuron's
    node in the row where its sum is largest.
    """
    sums = np.abs(network.trace(image)[f"a{layer}"][0])
    if unit is None:
        return int(sums.argmax())
    rows = sums.reshape(-1, sums.shape[-1])
    return int(rows[:, unit].argmax()) * rows.shape[1] + unit

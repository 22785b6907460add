"""Which layer, and which of its nodes, a page looks at."""

from collections.abc import Callable
from functools import partial
from math import prod

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.influence.view_names import view_names
from mnistnet.readout import most_changed, read_answer
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.state import keys, mine, value_of

VIEW, SUMS = "view", "sums"


def choose_view(network: Network) -> str:
    """Show the list of the network's views by their names and return the one chosen.

    A lesson may ask for the sums of the answers, whatever the number of their layer is.
    """
    if mine().remembered.get(VIEW) == SUMS:
        mine().remembered[VIEW] = network.views[-2]
    return choices.select(
        say("Layer"),
        view_names(network),
        key=VIEW,
        default="z1",
        on_change=_begin_anew_in_another_layer,
        help=say(
            "Each node first sums up what arrives (a), then sends on an output (z); the number is the layer's. "
            "The last layer holds the answers."
        ),
        width=230,
    )


def _begin_anew_in_another_layer() -> None:
    """Let go of the node, which is another one in another layer."""
    before = mine().shown.choices.get(VIEW, "z1")
    if before[1:] != str(value_of(VIEW))[1:]:
        choices.let_go(keys.NODE)


def choose_node(network: Network, view: str, image: NDArray[np.uint8], maps: NDArray[np.floating]) -> int:
    """Show the control that chooses a node by its number and return it; a click on a mosaic sets it too.

    At first the node is open on which the picture acts most; among the answers it is the one that the network gives.
    `maps`, of shape (nodes, rows, columns), are those of the view.
    """
    return choose_among(network, view, image, partial(most_changed, maps))


def choose_among(network: Network, view: str, image: NDArray[np.uint8], strongest: Callable[[], int]) -> int:
    """Do the same where another way than by all maps tells on which node the picture acts most."""
    last = prod(network.view_shapes[view]) - 1
    answers = view in network.views[-2:]
    first = read_answer(network.trace(image)[view][0].ravel()).best if answers else strongest()
    words = say("Node, 0 to {last}", last=last)
    return int(choices.number(words, 0, last, key=keys.NODE, default=first, width=150))

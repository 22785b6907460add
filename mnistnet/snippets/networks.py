"""The program for the My networks page: how many parameters a network has and how well it reads."""

import numpy as np
from numpy.typing import ArrayLike

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, reading
from mnistnet.snippets.program import Snippet, snippet

__all__ = ["shelf_row"]


def shelf_row(network: Network, digits: Digits, outputs: ArrayLike | None = None) -> Snippet:
    """Return the program for a network's number of parameters and its accuracy on some digits.

    Parameters
    ----------
    network : Network
    digits : Digits
    outputs : ndarray of shape (n, classes), optional
        What the network gives for them, if it is known.
    """
    answers = np.argmax(network.predict(digits.images) if outputs is None else outputs, axis=1)
    return snippet(
        "Parameters and accuracy",
        "shelf_row",
        reading(network, "network.npz"),
        arrays_with(network, digits),
        f"{100 * (answers == digits.labels).mean():.1f} % read right, {network.parameters:,} parameters",
    )

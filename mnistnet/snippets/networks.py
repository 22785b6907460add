"""The program for the My networks page: how many parameters a network has and how well it reads."""

import numpy as np
from numpy.typing import ArrayLike

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.many import answering, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, program

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
    steps, name = answering(network)
    lines = [
        f"x = {inputs(network)}",
        *steps,
        f'right = {name}.argmax(axis=1) == file["labels"]',
        'parameters = sum(array.size for key, array in file.items() if key[0] in "Wb")',
        'print(f"{100 * right.mean():.1f} % read right, {parameters:,} parameters")',
    ]
    return Snippet(
        "Parameters and accuracy",
        program(beginning(network, "network.npz"), lines),
        "network.npz",
        arrays_with(network, digits),
        f"{100 * (answers == digits.labels).mean():.1f} % read right, {network.parameters:,} parameters",
        "in this network's row of the table: “reads right” and “parameters”",
    )

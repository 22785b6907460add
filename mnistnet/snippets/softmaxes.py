"""Programs for the part of the Activations page about softmax: shift and temperature, and a batch of rows."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.basics.temperature import softmax_at, softmax_over_everything
from mnistnet.network import Network
from mnistnet.snippets.layers import forward
from mnistnet.snippets.many import inputs
from mnistnet.snippets.program import DEFINITIONS, Snippet, encoded, network_arrays, opening, program

__all__ = ["shares", "softmax_of_a_batch"]


def shares(network: Network, image: ArrayLike, temperature: float = 1.0, shift: float = 0.0) -> Snippet:
    """Return the program for the softmax of a picture's sums, with a shift and a temperature.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    temperature, shift : float
        As `mnistnet.basics.temperature.softmax_at` takes them.
    """
    view = network.views[-2]
    found = softmax_at(network.trace(image)[view][0], temperature, shift)
    lines = [
        f"x = {encoded(network, 'image', np.asarray(image))}",
        *forward(network, view),
        f"shares = softmax(({view}[0] + {float(shift)!r}) / {float(temperature)!r})",
        'print(", ".join(f"{digit}: {100 * share:.1f} %" for digit, share in enumerate(shares)))',
    ]
    return Snippet(
        "Softmax with a shift and a temperature",
        program(_with_softmax(opening(network, "sums.npz", view)), lines),
        "sums.npz",
        network_arrays(network) | {"image": np.asarray(image)},
        ", ".join(f"{digit}: {100 * share:.1f} %" for digit, share in enumerate(found)),
        "at the bars of “What does softmax care about?”",
    )


def softmax_of_a_batch(network: Network, images: NDArray[np.uint8]) -> Snippet:
    """Return the program that gives each row of a batch a softmax of its own, and wrongly one to all rows.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n, rows, columns), uint8
    """
    view = network.views[-2]
    sums = network.trace(images)[view]
    pairs = zip(softmax_at(sums).sum(axis=1), softmax_over_everything(sums).sum(axis=1), strict=True)
    lines = [
        f"x = {inputs(network, dtype=np.float64)}",
        *forward(network, view),
        f"right = softmax({view}).sum(axis=1)  # each row by itself",
        f"wrong = softmax({view}.ravel()).reshape({view}.shape).sum(axis=1)",
        'print("; ".join(f"{one:.3f} and {other:.3f}" for one, other in zip(right, wrong)))',
    ]
    return Snippet(
        "Softmax of a batch",
        program(_with_softmax(opening(network, "batch.npz", view)), lines),
        "batch.npz",
        network_arrays(network) | {"images": images},
        "; ".join(f"{one:.3f} and {other:.3f}" for one, other in pairs),
        "in the table of the batch, row by row: “its row adds up to” and “as one long row”",
    )


def _with_softmax(start: list[str]) -> list[str]:
    """Return a program's beginning with softmax defined, if it is not already."""
    return start if DEFINITIONS["softmax"][0] in start else [*start, "", *DEFINITIONS["softmax"]]

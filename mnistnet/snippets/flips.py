"""The program that turns over as few pixels as a greedy search needs to make a wrong answer the right one."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.mistakes.flips import Flip, flip_answer
from mnistnet.network import Network
from mnistnet.snippets.blocks import input_shape, inputs, opening
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays, snippet

__all__ = ["flip"]


def flip(
    network: Network, image: NDArray[np.uint8], wanted: int, found: Flip | None = None, limit: int = 40
) -> Snippet:
    """Return the program that turns pixels over, one after the other, until the network gives another answer.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    wanted : int
        The class that the network shall answer.
    found : Flip, optional
        What `mnistnet.mistakes.flips.flip_answer` found, if that is known.
    limit : int
        How many pixels may be turned over.

    Notes
    -----
    The program feeds every picture of the search forward from the pixels on; the library saves that work by
    changing the first sums only. Both find the same pixels, up to ties that rounding decides.
    """
    found = found or flip_answer(network, image, wanted, limit)
    view, shape = network.views[-2], input_shape(network)
    given = "pictures" if len(shape) == 1 else f"pictures.reshape(-1, {shape[0]}, {shape[1]})"
    return snippet(
        f"The fewest pixels for the answer {wanted}",
        "flip",
        {
            "network": opening(network, "flip.npz", view),
            "pixels": [f"x = {inputs(network, given, dtype=np.float64)}"],
            "sums": forward(network, view, name="sums"),
        },
        network_arrays(network) | {"image": image},
        f"{len(found.pixels)} pixels turned over, {wanted} leads: {found.reached}",
        WANTED=wanted,
        LIMIT=limit,
    )

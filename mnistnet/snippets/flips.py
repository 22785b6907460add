"""The program that turns over as few pixels as a greedy search needs to make a wrong answer the right one."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.mistakes.flips import Flip, flip_answer
from mnistnet.network import Network
from mnistnet.snippets.layers import forward
from mnistnet.snippets.many import inputs
from mnistnet.snippets.program import Snippet, indented, input_shape, network_arrays, opening, program

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
    view, size, shape = network.views[-2], image.size, input_shape(network)
    given = "pictures" if len(shape) == 1 else f"pictures.reshape(-1, {shape[0]}, {shape[1]})"
    lead = [
        "def lead(pictures):  # of the wanted answer over the best of the others",
        *indented([f"x = {inputs(network, given, dtype=np.float64)}", *forward(network, view)]),
        f"    return {view}[:, {wanted}] - np.delete({view}, {wanted}, axis=1).max(axis=1)",
    ]
    search = [
        'before = file["image"].ravel()',
        "after, pixels = before.copy(), []",
        "turned = np.where(before < 128, 255.0, 0.0)",
        f"while lead(after) <= 0 and len(pixels) < {limit}:",
        f"    tried = np.tile(after, ({size}, 1))",
        "    np.fill_diagonal(tried, turned)  # every pixel by itself",
        "    leads = lead(tried)",
        "    leads[pixels] = -np.inf",
        "    pixels.append(leads.argmax())",
        "    after[pixels[-1]] = turned[pixels[-1]]",
        "",
        "def without(pixel):",
        f"    return np.where(np.arange({size}) == pixel, before, after)",
        "",
        "while lead(after) > 0 and (spare := [p for p in pixels if lead(without(p)) > 0]):",
        "    pixels.remove(spare[0])  # not needed after all",
        "    after = without(spare[0])",
        f'print(f"{{len(pixels)}} pixels turned over, {wanted} leads: {{lead(after)[0] > 0}}")',
    ]
    return Snippet(
        f"The fewest pixels for the answer {wanted}",
        program(opening(network, "flip.npz", view), lead, search),
        "flip.npz",
        network_arrays(network) | {"image": image},
        f"{len(found.pixels)} pixels turned over, {wanted} leads: {found.reached}",
        "in the sentence over the digit with framed pixels",
    )

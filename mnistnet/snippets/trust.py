"""The program behind the film of the Trust page: pixels are erased in the order of a map until the answer changes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import erasure_film
from mnistnet.faithfulness.erasure import RANDOM, first_change
from mnistnet.influence import DoesNotApply, one_pixel
from mnistnet.network import Network
from mnistnet.snippets.blocks import opening
from mnistnet.snippets.case import FILE, Case
from mnistnet.snippets.layers import outputs
from mnistnet.snippets.program import Snippet

__all__ = ["erasing"]

FRAMES = 12  # after the first, whole picture


def erasing(network: Network, image: NDArray[Any], order: str = "one_pixel") -> Snippet:
    """Return the program that prints when the answer changes while the picture is erased on blank paper.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
    order : str
        "one_pixel", the map of the answered class at the outputs, or `erasure.RANDOM`.

    Raises
    ------
    DoesNotApply
        For any other order: its map is drawn at random by more than a short program.
    """
    if order not in ("one_pixel", RANDOM):
        raise DoesNotApply(
            f"The order of {order.replace('_', ' ')} has no short program. Take that of one pixel, or a random one."
        )
    image, view = np.asarray(image), network.views[-1]
    best = int(network.predict(image)[0].argmax())
    case = Case(network, image, None, view, best)
    most = 3  # layers that stand in lines of their own
    named = len(network.dense_layers) <= most
    blocks = {"network": opening(network, FILE, named=named), "outputs": outputs(network, most=most)}
    code = case.code("erasing", blocks, RANDOM=order == RANDOM)
    return case.snippet("Erasing in the order of a map", code, _sentence(network, image, order, best))


def _sentence(network: Network, image: NDArray[Any], order: str, best: int) -> str:
    view = network.views[-1]
    influence = np.random.default_rng(0).random(network.image_shape)
    if order != RANDOM:
        influence = one_pixel(network, image, views=[view])[view][best]
    answers = network.predict(erasure_film(network, image, influence, frames=FRAMES))
    frame = first_change(answers)
    if frame is None:
        return f"The network answers {best} to the very end, even on blank paper."
    gone, now = f"{frame / FRAMES:.0%}", answers[frame].argmax()
    return f"With {gone} of the pixels erased the answer is no longer {best} but {now}."

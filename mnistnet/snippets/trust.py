"""The program behind the film of the Trust page: pixels are erased in the order of a map until the answer changes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import erasure_film
from mnistnet.faithfulness.erasure import RANDOM, first_change
from mnistnet.influence import DoesNotApply, one_pixel
from mnistnet.network import Network
from mnistnet.snippets.case import FILE, Case
from mnistnet.snippets.layers import UNROLLED, forward
from mnistnet.snippets.many import rules
from mnistnet.snippets.program import Snippet, indented, opening

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
    begin = opening(network, FILE, named=len(network.dense_layers) <= UNROLLED)
    parts = [begin, _answers(network), case.pictures(), _map(order), _film()]
    words = "below the film: when the answer changes"
    return case.snippet("Erasing in the order of a map", parts, _sentence(network, image, order, best), words)


def _answers(network: Network) -> list[str]:
    """Return ``def answers(x)``, which gives the outputs, shape (n, classes)."""
    if len(network.dense_layers) <= UNROLLED:
        last = network.views[-1]
        return ["def answers(x):", *indented([*forward(network, last), f"return {last}.reshape(len(x), -1)"])]
    biased = all(layer.biases is not None for layer in network.dense_layers)
    biases = 'file[f"b{k}"]' if biased else 'file.get(f"b{k}", 0)'
    lines = [
        "z = x",
        f"for k, rule in enumerate([{rules(network)}], 1):",
        '    W = file[f"W{k}"]',
        f"    z = rule(z.reshape(-1, len(W)) @ W + {biases})",
        "return z.reshape(len(x), -1)",
    ]
    return ["def answers(x):", *indented(lines)]


def _map(order: str) -> list[str]:
    """Return the lines that make the answered class and one number a pixel, -inf for those that stay."""
    first = ["best = answers(x).argmax()", "influence = np.full(x.size, -np.inf)"]
    if order == RANDOM:
        noise = "np.random.default_rng(0).random(x.size)"
        return [*first, "ink = np.flatnonzero(x != x0)", f"influence[ink] = {noise}[ink]"]
    return [
        *first,
        "for i in np.flatnonzero(x != x0):",
        "    one = x0.copy()",
        "    one.flat[i] = x.flat[i]  # one pixel alone",
        "    influence[i] = (answers(one) - answers(x0))[0, best]",
    ]


def _film() -> list[str]:
    """Return the lines that erase the pixels in twelve steps and tell when the answer changes."""
    return [
        'order = np.argsort(-influence, kind="stable")',
        f"film = np.repeat(x, {FRAMES + 1}, axis=0)",
        f"for frame, gone in zip(film, np.linspace(0, (x != x0).sum(), {FRAMES + 1}).round().astype(int)):",
        "    frame.flat[order[:gone]] = x0.flat[order[:gone]]",
        "now = answers(film).argmax(axis=1)",
        "n = (now != best).argmax()  # 0: never",
        f'words = f"With {{n / {FRAMES}:.0%}} of the pixels erased the answer is no longer {{best}} but {{now[n]}}."',
        'print(words if n else f"The network answers {best} to the very end, even on blank paper.")',
    ]


def _sentence(network: Network, image: NDArray[Any], order: str, best: int) -> str:
    view = network.views[-1]
    influence = np.random.default_rng(0).random(network.image_shape)
    if order != RANDOM:
        influence = one_pixel(network, image, views=[view])[view][best]
    outputs = network.predict(erasure_film(network, image, influence, frames=FRAMES))
    frame = first_change(outputs)
    if frame is None:
        return f"The network answers {best} to the very end, even on blank paper."
    gone, now = f"{frame / FRAMES:.0%}", outputs[frame].argmax()
    return f"With {gone} of the pixels erased the answer is no longer {best} but {now}."

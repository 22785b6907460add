"""The climb as lines of a program: noise is changed step by step until the network is sure of the wanted answer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.inverse import activation_maximum
from mnistnet.network import Network
from mnistnet.snippets.layers import forward, unflattened
from mnistnet.snippets.rules import multiplied
from mnistnet.snippets.wish import FINISHED, Way, Wish, shown_again

__all__ = ["climb"]

Array = NDArray[Any]
STEADY = 1e-4  # by so much the outputs may differ


class _From(np.random.Generator):
    """Gives a climb the pictures that it starts from."""

    def __init__(self, pictures: Array) -> None:
        super().__init__(np.random.PCG64(0))
        self._pictures = pictures

    def uniform(self, *_: Any) -> Array:  # type: ignore[override]
        """Return these pictures, whatever is asked for."""
        return self._pictures.copy()


def _is_steady(wish: Wish) -> bool:
    """Say whether the climb ends where it does although its start is a rounding error away; saturated nodes magnify it.

    Where it is not, another machine comes to another picture.
    """
    start = np.random.default_rng(0).uniform(0, 0.1, (wish.rows, *wish.network.image_shape))[[wish.row]]
    starts = np.concatenate([start * (1 + nudge) for nudge in (0, 1e-14, -2e-14)])
    ends = activation_maximum(wish.network, np.tile(wish.wanted, (len(starts), 1)), rng=_From(starts))
    return float(np.ptp(wish.network.predict(ends), axis=0).max()) < STEADY


def climb(wish: Wish) -> Way:
    """Return the program that climbs, or the finished picture where rounding decides where the climb ends."""
    if not _is_steady(wish):
        return Way("found_before", arrays={"picture": wish.picture}, note=FINISHED)
    network = wish.network
    last = len(network.dense_layers)
    names = ", ".join(f"z{k}" for k in range(1, last + 1))
    shape = f"({wish.rows}, {', '.join(map(str, network.image_shape))})"
    share = f" / {wish.wanted.sum():.6g}" if network.output_activation == "softmax" else ""
    wish_up = f"(wanted - z{last})" if network.encoding.scale > 0 else f"(z{last} - wanted)"  # less input is more ink
    return Way(
        "climb",
        {
            "layers": [
                f"x = {shown_again(network, 'picture')}",
                *forward(network, f"z{last}"),
                f"return {names}",
            ],
            "start": [
                f"wanted = {wish.text}{share}",
                f"picture = np.random.default_rng(0).uniform(0, 0.1, {shape})[{wish.row}]  # faint noise",
            ],
            "rise": [f"{names} = layers(picture)", f"slope = {wish_up} @ W{last}.T", *_rise(network)],
        },
    )


def _rise(network: Network) -> list[str]:
    """Return the lines that lead from what the last hidden layer shall gain to what the pixels shall."""
    lines = []
    for k in range(len(network.dense_layers) - 1, 0, -1):
        slope = f"slope{unflattened(network, k + 1, '-1, ')}"
        lines.append(f"slope = {multiplied(slope, network.dense_layers[k - 1].activation, f'z{k}')} @ W{k}.T")
    return lines

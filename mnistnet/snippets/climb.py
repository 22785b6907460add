"""The climb as lines of a program: noise is changed step by step until the network is sure of the wanted answer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.inverse import activation_maximum
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import indented
from mnistnet.snippets.wish import Way, Wish, shown_again, unflattened

__all__ = ["climb"]

Array = NDArray[Any]
STEADY = 1e-4  # by so much the outputs may differ
# How a program multiplies by the slope of a layer, given what that sends on.
SLOPES = {"sigmoid": " * {z} * (1 - {z})", "tanh": " * (1 - {z} ** 2)", "relu": " * ({z} > 0)", "identity": ""}


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
    """Return the lines that climb, or the finished picture where rounding decides where the climb ends."""
    if not _is_steady(wish):
        lines = ['picture = file["picture"]  # found before: rounding sends this climb elsewhere']
        return lines, {"picture": wish.picture}
    network = wish.network
    last = len(network.dense_layers)
    names = [f"z{k}" for k in range(1, last + 1)]
    shape = (wish.rows, *network.image_shape)
    wanted = f"wanted = {wish.text}"
    if network.output_activation == "softmax":
        wanted += f" / {wish.wanted.sum():.6g}"
    wish_up = f"(wanted - z{last})" if network.encoding.scale > 0 else f"(z{last} - wanted)"  # less input is more ink
    rise = [f"slope = {wish_up} @ W{last}.T"]
    for k in range(last - 1, 0, -1):
        slope = f"slope{unflattened(network, k + 1, '-1, ')}"
        rise.append(f"slope = {slope}{SLOPES[network.dense_layers[k - 1].activation].format(z=f'z{k}')} @ W{k}.T")
    lines = [
        "def layers(picture):",
        *indented(
            [f"x = {shown_again(network, 'picture')}", *forward(network, f"z{last}"), f"return {', '.join(names)}"]
        ),
        "",
        wanted,
        f"picture = np.random.default_rng(0).uniform(0, 0.1, {shape})[{wish.row}]  # faint noise",
        "for left in 1 - np.arange(150) / 150:  # the steps get smaller",
        f"    {', '.join(names)} = layers(picture)",
        *indented(rise),
        "    slope = slope.reshape(picture.shape) / np.sqrt(np.mean(slope**2))",
        "    picture = np.clip((1 - 0.01 * left) * (picture + 0.02 * left * slope), 0, 1)",
    ]
    return lines, {}

"""DeepLIFT replaces every slope by the steepness of the straight line from baseline to picture."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.softmax_steepness import softmax_steepness
from mnistnet.network import Dense, Network

__all__ = ["deep_lift", "multipliers"]

Array = NDArray[Any]
TINY = 1e-10  # below this difference of sums the quotient is left for the slope


def deep_lift(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
) -> InfluenceMaps:
    """Return DeepLIFT's contributions by the rescale rule.

    At every node the multiplier is ``(z - z') / (a - a')``, its value minus that for the baseline,
    over the same for its sum; multipliers chain as slopes do.

    Parameters
    ----------
    network, image, baseline, rng, views
        As for `one_pixel`.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Notes
    -----
    Adds up to the true change everywhere. Each output of a softmax hangs on all its sums, so there is
    no quotient to take; here the multipliers are the softmax's mean Jacobian along the straight line
    between its sums for the baseline and for the picture. Other implementations take quotients there
    all the same (and subtract the mean), which does not add up.

    References
    ----------
    A. Shrikumar, P. Greenside, A. Kundaje, "Learning Important Features Through Propagating
    Activation Differences", 2017, section 3.5.1.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> maps = deep_lift(load_network("scratch"), load_digits().split("test").images[0], views=["a3"])
    >>> bool(np.allclose(maps.total("a3"), maps.change["a3"], atol=1e-4))
    True
    """
    game = Game.of(network, image, baseline)
    return game.result(deep_lift, along(game, multipliers(game, game.chain.wanted(views))))


def multipliers(game: Game, wanted: Collection[str]) -> dict[str, Array]:
    """Return the multipliers from a1 to every wanted view, which stand in order, shape (blocks, width, m)."""
    chain = game.chain
    last = [*wanted][-1]
    trace = {view: game.ends[view] for view in chain.views[: chain.views.index(last) + 1]}
    multiplier: Array = np.broadcast_to(np.eye(chain.width), (chain.blocks, chain.width, chain.width))
    known = {"a1": multiplier}
    for k, layer in enumerate(chain.dense_layers, 1):
        if k == 2 and f"a{k}" in trace and chain.first.rule.slope:  # all multipliers so far stand on the diagonal
            known["a2"] = multiplier = multiplier.diagonal(axis1=1, axis2=2)[..., None] * chain.block_weights(2)
        elif k > 1 and f"a{k}" in trace:
            known[f"a{k}"] = multiplier = multiplier @ chain.block_weights(k)
        if f"z{k}" in trace:
            m = multiplier.shape[-1]
            sums, outputs = (trace[f"{letter}{k}"].reshape(2, -1, m) for letter in "az")
            known[f"z{k}"] = multiplier = _through(layer, sums, outputs, multiplier)
    return {view: known[view] for view in wanted}


def _through(layer: Dense, sums: Array, outputs: Array, multiplier: Array) -> Array:
    """Return the multipliers behind an activation, for sums and outputs of shape (2, blocks or 1, m)."""
    if layer.rule.slope is None:
        return multiplier @ np.array([softmax_steepness(*ends) for ends in sums.swapaxes(0, 1)])
    rise, run = outputs[1] - outputs[0], sums[1] - sums[0]
    slopes = layer.rule.slope(sums[1], outputs[1])
    return multiplier * np.where(np.abs(run) < TINY, slopes, rise / np.where(run == 0, 1, run))[:, None]

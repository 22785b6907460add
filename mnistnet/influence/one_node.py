"""Shapley's values of one node take a part of the time: what lies behind it, and the nodes beside it, is left out."""

from typing import Any

from numpy.random import Generator
from numpy.typing import ArrayLike

from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.shapley import shapley_of
from mnistnet.network import Network

__all__ = ["only_node", "shapley_of_node"]


def shapley_of_node(
    network: Network,
    image: ArrayLike,
    view: str,
    node: int,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    **effort: Any,
) -> InfluenceMaps:
    """Return the Shapley values of one node, as the only one of its view.

    Parameters
    ----------
    network, image, baseline, rng
        As for `shapley`.
    view : str
    node : int
    **effort
        `masks`, `toggles`, `permutations` and `tolerance`, as `shapley` takes them.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (1, rows, columns). Exact where `shapley` is; elsewhere it may be another draw.

    Notes
    -----
    The nodes of a softmax share 1 among them, and those along the rows of a picture see one row each: there all are
    worked out, and the map is that of `shapley` itself.

    Examples
    --------
    >>> import numpy as np
    >>> from mnistnet.influence import shapley
    >>> from mnistnet import load_digits, load_network
    >>> network, digit = load_network("scratch"), load_digits().split("test").images[0]
    >>> maps = shapley_of_node(network, digit, "a2", 7)
    >>> bool(np.allclose(maps["a2"][0], shapley(network, digit, views=["a2"])["a2"][7]))
    True
    """
    game = Game.of(network, image, baseline)
    game.chain.wanted([view])
    if not game.chain.hang_together(view):
        return shapley_of(game.ending_at(view, node), rng, [view], **effort)
    return only_node(shapley_of(game, rng, [view], **effort), node)


def only_node(maps: InfluenceMaps, node: int) -> InfluenceMaps:
    """Return of every view the map of one node alone."""
    one = slice(node, node + 1)
    errors = {view: None if error is None else error[one] for view, error in maps.standard_error.items()}
    change = {view: changes[one] for view, changes in maps.change.items()}
    return InfluenceMaps(maps.method, {view: maps[view][one] for view in maps}, change, errors)

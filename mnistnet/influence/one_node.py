"""Shapley's values of one node take a part of the time: what lies behind it, and the nodes beside it, is left out."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from mnistnet.influence.chain import chain_of
from mnistnet.influence.game import Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.shapley import shapley_of
from mnistnet.network import Network

__all__ = ["is_exact_alone", "only_node", "shapley_of_node", "strongest_node"]


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


def is_exact_alone(network: Network, view: str) -> bool:
    """Say whether the exact map of each node of a view is found by itself: at z1 behind sigmoid or tanh."""
    chain = chain_of(network)
    return view == "z1" and chain.blocks == 1 and chain.first.rule.waves is not None


def strongest_node(
    network: Network, image: ArrayLike, baseline: ArrayLike | None = None, *, tolerance: float = 1e-15
) -> int:
    """Return the node of z1 whose map of Shapley values holds the largest, without the maps of all.

    Parameters
    ----------
    network : Network
        One for whose z1 `is_exact_alone` is true.
    image, baseline, tolerance
        As for `shapley`.

    Notes
    -----
    A step of u moves a sigmoid by no more than ``tanh(|u| / 4)``, wherever it is made, and so does a pixel on average.
    Nodes are looked at in the order of that, until no other can reach the largest value that was found.
    """
    game = Game.of(network, image, baseline)
    steepness = game.chain.first.rule.waves
    assert steepness is not None and game.chain.blocks == 1  # as `is_exact_alone` says
    if not game.size:
        return 0
    most = steepness * np.tanh(steepness * np.abs(game.moves).max(axis=0) / 4)
    found = np.zeros_like(most)
    for node in np.argsort(-most, kind="stable"):
        if most[node] < found.max():
            break
        values = shapley_of(game.ending_at("z1", int(node)), views=["z1"], tolerance=tolerance)["z1"]
        found[node] = np.abs(values).max()
    return int(found.argmax())

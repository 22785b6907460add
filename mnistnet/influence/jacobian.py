"""A Jacobian says how fast every node moves when a1 moves; averaged over many places it makes an influence map.

Every gradient-type method is ``u_i`` times a mean Jacobian: where to take the mean is all they differ in.
A Jacobian has shape (blocks, width, m): how each number of a1 moves each of m nodes. For a layer that
works along the rows of the picture the m nodes are those of the same row, for any other layer all.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import gradients, require_slopes
from mnistnet.influence.chain import Chain
from mnistnet.influence.game import Game

__all__ = ["along", "jacobians_of_trace", "mean_jacobians", "own_along"]

Array = NDArray[Any]
AT_ONCE = 400_000  # numbers held in one gradient array: 3 MB, which stays in the processor's cache


def mean_jacobians(
    chain: Chain, sums: Array, weights: Array | None = None, views: Collection[str] | None = None
) -> dict[str, Array]:
    """Return the weighted mean over the rows of `sums` of d view / d a1, for every wanted view.

    Parameters
    ----------
    chain : Chain
    sums : ndarray of shape (n, blocks, width)
        Places in a1-space.
    weights : ndarray of shape (n,), optional
        Equal by default; should add up to 1.
    views : collection of str, optional
        All by default.

    Returns
    -------
    dict of str to ndarray of shape (blocks, width, m)

    Notes
    -----
    A layer of weighted sums costs one matrix product, since the mean passes through it. At z2 the
    mean over n places of ``s1[h] W2[h, j] s2[j]`` is ``W2 * (s1^T s2 / n)``: one more. Behind that
    the gradient g by a2 takes the place of s2, pulled back to there place by place.
    """
    wanted = chain.wanted(views)
    require_slopes(chain, wanted[-1])
    weights = np.full(len(sums), 1 / len(sums), sums.dtype) if weights is None else weights
    return jacobians_of_trace(chain, chain.trace(sums, wanted[-1]), weights, wanted)


def jacobians_of_trace(
    chain: Chain, trace: dict[str, Array], weights: Array, wanted: Collection[str]
) -> dict[str, Array]:
    """Return the same from the values of all views at those places, as `Chain.trace` gives them."""
    known: dict[str, Array] = {}
    for view in wanted:
        _fill(known, chain, trace, weights, view)
    return {view: known[view] for view in wanted}


def along(game: Game, jacobians: dict[str, Array]) -> dict[str, Array]:
    """Return ``u_i @ J`` for every player, view -> (k, nodes): each pixel's move along the slopes."""
    return {view: game.spread(own, view) for view, own in own_along(game, jacobians).items()}


def own_along(game: Game, jacobians: dict[str, Array]) -> dict[str, Array]:
    """Return the same for the nodes that a player can move, those of its own block: view -> (k, m)."""
    return {view: _along(game, view, jacobian) for view, jacobian in jacobians.items()}


def _along(game: Game, view: str, jacobian: Array) -> Array:
    if view == "a1":
        return game.moves
    if view == "z1" and game.chain.first.rule.slope:  # each node hangs on its own sum alone: nothing to multiply
        return np.asarray(game.moves * jacobian.diagonal(axis1=1, axis2=2)[game.blocks])
    own = np.empty((game.size, jacobian.shape[-1]))
    for block, span in game.spans():
        np.matmul(game.moves[span], jacobian[block], out=own[span])
    return own


def _fill(known: dict[str, Array], chain: Chain, trace: dict[str, Array], weights: Array, view: str) -> None:
    """Put the mean Jacobian of `view` into `known`, and those that it needs."""
    if view in known:
        return
    k = int(view[1:])
    layer = chain.dense_layers[k - 1]
    if view == "a1":
        known[view] = _diagonal(np.ones((chain.blocks, chain.width)))
    elif view[0] == "a":
        before = f"z{k - 1}"
        _fill(known, chain, trace, weights, before)
        known[view] = known[before] @ chain.block_weights(k)
    elif k == 1 and layer.rule.slope:
        slopes = layer.rule.slope(trace["a1"], trace["z1"]).reshape(len(weights), -1)
        known[view] = _diagonal((weights @ slopes).reshape(chain.blocks, -1))
    elif k == 2 and _plain_pair(chain):
        known[view] = _second_layer(chain, trace, weights)
    elif k > 2 and chain.blocks == 1 and _plain_pair(chain):
        known[view] = _behind_two(chain, trace, weights, k)[None]
    else:
        known[view] = _pulled_back(chain, trace, weights, k)


def _diagonal(values: Array) -> Array:
    """Return matrices of shape (blocks, width, width) with `values`, shape (blocks, width), along their diagonals."""
    matrices = np.zeros((*values.shape, values.shape[1]))
    places = np.arange(values.shape[1])
    matrices[:, places, places] = values
    return matrices


def _plain_pair(chain: Chain) -> bool:
    """Say whether the first two layers follow each other directly and act node by node."""
    first, second = chain.dense_layers[:2]
    together = len(chain.view_shapes["a1"]) == len(chain.view_shapes["a2"])
    return together and first.rule.slope is not None and second.rule.slope is not None


def _second_layer(chain: Chain, trace: dict[str, Array], weights: Array) -> Array:
    first, second = chain.dense_layers[:2]
    assert first.rule.slope and second.rule.slope
    slopes1 = first.rule.slope(trace["a1"], trace["z1"]).reshape(len(weights), chain.blocks, -1)
    slopes2 = second.rule.slope(trace["a2"], trace["z2"]).reshape(len(weights), chain.blocks, -1)
    weighted = slopes1 * weights[:, None, None]
    return np.matmul(weighted.transpose(1, 2, 0), slopes2.transpose(1, 0, 2)) * second.weights


def _behind_two(chain: Chain, trace: dict[str, Array], weights: Array, k: int) -> Array:
    """Return the mean over all places of ``sum over j of s1[h] W2[h, j] g[c, j]``, shape (width, nodes of z_k)."""
    first, second = chain.dense_layers[:2]
    assert first.rule.slope
    weighted = (first.rule.slope(trace["a1"], trace["z1"]) * weights[:, None]).T
    nodes = trace[f"z{k}"].shape[1]
    total: Array = np.zeros((chain.width, nodes))
    places = max(AT_ONCE // (nodes * max(layer.fan_out for layer in chain.dense_layers[1:k])), 1)
    at_once = max(AT_ONCE // second.weights.size, 1)
    for start in range(0, len(weights), places):
        chunk = {view: value[start : start + places] for view, value in trace.items()}
        gradient = gradients(chain, chunk, k, by=2)
        for c in range(0, nodes, at_once):
            some = gradient[:, c : c + at_once]
            products = weighted[:, start : start + places] @ some.reshape(len(some), -1)
            products = products.reshape(chain.width, -1, second.fan_out)
            total[:, c : c + at_once] += np.matmul(products, second.weights[:, :, None])[..., 0]
    return total


def _pulled_back(chain: Chain, trace: dict[str, Array], weights: Array, k: int) -> Array:
    """Return the mean Jacobian of z_k by the chain rule, place by place, in chunks that fit into memory."""
    blocks = chain.blocks if len(chain.view_shapes[f"z{k}"]) == 2 else 1
    if blocks > 1:  # rows do not see each other: each is a place of its own
        trace = {view: value.reshape(-1, value.shape[-1]) for view, value in trace.items() if value.ndim == 3}
        weights = np.repeat(weights, blocks)
    nodes = trace[f"z{k}"].shape[1]
    widest = max(layer.fan_out for layer in chain.dense_layers[:k]) * (1 if blocks > 1 else chain.blocks)
    step = max(AT_ONCE // (nodes * widest * blocks), 1) * blocks
    total: Array = np.zeros((nodes, chain.blocks, chain.width))
    for start in range(0, len(weights), step):
        chunk = {view: value[start : start + step] for view, value in trace.items()}
        share = weights[start : start + step].reshape(-1, blocks)
        gradient = gradients(chain, chunk, k).reshape(len(share), blocks, nodes, -1)
        total += np.einsum("nb,nbmx->mbx", share, gradient).reshape(total.shape)
    return total.transpose(1, 2, 0)

"""The chain rule, backwards: from how much a view matters to how much every number of a1 matters."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.chain import Chain
from mnistnet.influence.game import DoesNotApply
from mnistnet.network import Dense, Flatten
from mnistnet.words import say

__all__ = ["gradients", "has_slopes", "node_gradients", "require_slopes", "sum_gradients"]

Array = NDArray[Any]


def require_slopes(chain: Chain, until: str) -> None:
    """Raise DoesNotApply if a step lies before the view `until`: flat almost everywhere, its slope says nothing."""
    if not has_slopes(chain, until):
        raise DoesNotApply(
            say(
                "The step activation is flat wherever it does not jump, so its gradient is 0 and tells nothing. "
                "Take one_pixel, occlusion or shapley_permutations, which only need the nodes' values."
            )
        )


def has_slopes(chain: Chain, until: str) -> bool:
    """Say whether no activation up to the view `until` is a step."""
    passed = int(until[1:]) - (until[0] == "a")
    return all(not layer.rule.flat for layer in chain.dense_layers[:passed])


def node_gradients(chain: Chain, sums: Array, view: str, node: int) -> Array:
    """Return d f / d a1 of one node f at every place, shape (n, blocks, width)."""
    require_slopes(chain, view)
    trace = chain.trace(sums, view)
    seed = np.zeros((1, 1, chain.nodes(view)))
    seed[..., node] = 1
    seed = seed.reshape(1, 1, *chain.view_shapes[view])
    return _back(chain, trace, view, seed).reshape(-1, chain.blocks, chain.width)


def gradients(chain: Chain, trace: dict[str, Array], k: int, by: int = 1) -> Array:
    """Return d z_k / d a_by at every place, shape (n, nodes, *shape of one a_by)."""
    return _back(chain, trace, f"z{k}", np.eye(trace[f"z{k}"].shape[1])[None], by)


def sum_gradients(chain: Chain, trace: dict[str, Array], k: int, by: int = 1) -> Array:
    """Return d a_k / d a_by at every place, shape (n, nodes, *shape of one a_by)."""
    sums = trace[f"a{k}"]
    return _back(chain, trace, f"a{k}", np.eye(sums.shape[1], dtype=sums.dtype)[None], by)


def _back(chain: Chain, trace: dict[str, Array], view: str, seeds: Array, by: int = 1) -> Array:
    """Return gradients by a_by from gradients by a view, shape (n, m, *shape of one view), layer by layer."""
    k = int(view[1:])
    gradient = seeds  # the same at every place until a curved layer has been passed
    for layer in reversed(_layers_until(chain, k)):
        if isinstance(layer, Flatten):
            gradient = gradient.reshape(*gradient.shape[:2], *trace[f"z{k}"].shape[1:])
            continue
        if view != f"a{k}":
            gradient = layer.rule.pull_back(trace[f"a{k}"][:, None], trace[f"z{k}"][:, None], gradient)
        k -= 1
        if k < by:
            break
        flat = gradient.reshape(-1, layer.fan_out) @ layer.weights.T
        gradient = flat.reshape(*gradient.shape[:-1], layer.fan_in)
    return np.broadcast_to(gradient, (len(trace["a1"]), *gradient.shape[1:]))


def _layers_until(chain: Chain, k: int) -> list[Dense | Flatten]:
    """Return the layers up to the k-th dense one."""
    layers: list[Dense | Flatten] = []
    for layer in (chain.first, *chain.rest):
        layers.append(layer)
        if sum(isinstance(done, Dense) for done in layers) == k:
            break
    return layers

"""Integrated gradients walk from the baseline straight to the picture and add up the slopes on the way."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice, repeat
from typing import Any

from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.backwards import require_slopes
from mnistnet.influence.chain import Chain
from mnistnet.influence.deep_lift import multipliers
from mnistnet.influence.game import Game
from mnistnet.influence.jacobian import along, jacobians_of_trace
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.path import paths_at_once, traced_paths
from mnistnet.influence.piecewise import in_pieces, piecewise_jacobians
from mnistnet.network import Network

__all__ = ["integrated_gradients", "path_values", "paths_jacobians"]

Array = NDArray[Any]


def integrated_gradients(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    views: Collection[str] | None = None,
    points: int = 48,
) -> InfluenceMaps:
    """Return ``(x_i - x'_i) * integral over t from 0 to 1 of d f / d x_i at x' + t (x - x')``.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    rng : Generator, optional
        Not used: nothing is drawn at random.
    points : int
        Gauss-Legendre points along the path to begin with; it takes more where these do not add up.

    Returns
    -------
    InfluenceMaps
        view -> ndarray of shape (nodes, rows, columns), in the unit of the node.

    Raises
    ------
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    Adds up to the true change. At z1 and a2 no point is needed: a1 moves straight, so the mean slope of
    a node is its change over that of its sum. Behind ReLU nodes the path is cut wherever one bends, and
    every piece is straight. Smooth activations take as many points as add up. Only a wide network in
    which bends come behind curves may bend in more places than can be afforded: by how much its maps
    miss says `InfluenceMaps.difference`. The straight path fades all pixels in together: a pixel's
    share depends on what the others do at the same moment only.

    References
    ----------
    M. Sundararajan, A. Taly, Q. Yan, "Axiomatic Attribution for Deep Networks", 2017, equation 1.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> maps = integrated_gradients(load_network("scratch"), load_digits().split("test").images[0], views=["z3"])
    >>> bool(np.allclose(maps.total("z3"), maps.change["z3"], atol=1e-6))
    True
    """
    game = Game.of(network, image, baseline)
    return game.result(integrated_gradients, path_values(game, points, views))


def path_values(game: Game, points: int, views: Collection[str] | None, share: float = 1.0) -> dict[str, Array]:
    """Return the integrated gradients of one game, view -> (k, nodes)."""
    ((_, jacobians),) = paths_jacobians(game.chain, [game], points, views, share)
    return along(game, jacobians)


def paths_jacobians(
    chain: Chain, games: Iterable[Game], points: int, views: Collection[str] | None, share: float = 1.0
) -> Iterator[tuple[Game, dict[str, Array]]]:
    """Yield each game with the mean Jacobians on its path, a line in a1-space: view -> (blocks, width, m)."""
    wanted, left = chain.wanted(views), iter(games)
    require_slopes(chain, wanted[-1])
    near = [view for view in wanted if view in chain.views[:3]]
    exact = [view for view in wanted if view not in near and view in in_pieces(chain)]
    deep = tuple(view for view in wanted if view not in near and view not in exact)
    while some := list(islice(left, paths_at_once(chain, points) if deep else 1)):
        traces = traced_paths(some, deep, points, share) if deep else repeat(None)
        for game, traced in zip(some, traces, strict=False):
            means = multipliers(game, near) if near else {}
            if exact:
                means |= piecewise_jacobians(game, exact)
            if traced:
                means |= jacobians_of_trace(chain, *traced, deep)
            yield game, means

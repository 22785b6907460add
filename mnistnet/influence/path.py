"""The straight path from the baseline to the picture, with places on it dense enough for slopes to add up.

A node's speed along the path, integrated from start to end, is the node's change: that is what makes
integrated gradients complete. Whether a rule of places does that can be told without any gradient by
pixels: one forward pass gives the values at both ends, one pass of speeds what lies between. Smooth
networks take one rule for the whole path, and what it misses tells how many places will do. Where that
is not enough the path is cut: where nodes bend if there are such places, else in the middle.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from math import ceil, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.backwards import require_slopes
from mnistnet.influence.chain import Chain
from mnistnet.influence.game import Game
from mnistnet.network import Flatten

__all__ = ["laid_out", "paths_at_once", "straight_path", "traced_paths", "unit_interval"]

Array = NDArray[Any]
Trace = dict[str, Array]
AT_ONCE = 256  # points of the longest rule that is tried on the whole path
NEAR = 1e-10  # by how much one rule may miss a change of about 1
TOGETHER = 400_000  # node values at all places of paths that are passed at once: 3 MB
MOST_NUMBERS = 2_000_000  # node values at all places together: 16 MB, and about a second of gradients
TOLERANCE = 1e-12  # by how much a piece may miss, where values on the path are about 1
ROUNDS = 60
PATIENCE = 4  # rounds after which bends no longer count as straight lines: pieces are halved besides
SHORTEST = 1e-9  # no piece is cut nearer to its end than this share of it


def straight_path(
    game: Game, views: Collection[str] | None = None, points: int = 48, share: float = 1.0
) -> tuple[Array, Array]:
    """Return places in (0, 1) and weights by which the speed of every node adds up to its change.

    Parameters
    ----------
    game : Game
    views : collection of str, optional
        Whose nodes are meant; all by default.
    points : int
        Gauss-Legendre points to begin with. If they suffice, there will be no others.
    share : float
        Which share of the most places that are allowed this path may use.

    Returns
    -------
    places, weights : ndarray of shape (n,)
        The weights add up to 1.

    Raises
    ------
    DoesNotApply
        If a step activation lies before one of the views.

    Notes
    -----
    A wide network of ReLU nodes bends in more places than are allowed: `piecewise_jacobians` needs none.
    """
    wanted = game.chain.wanted(views)
    require_slopes(game.chain, wanted[-1])
    places, weights, _ = _walked(game, wanted, points, share)
    return places, weights


def paths_at_once(chain: Chain, points: int) -> int:
    """Return how many paths `traced_paths` takes at once so that their values stay in the processor's cache."""
    return max(int(TOGETHER // (points * sum(map(chain.nodes, chain.views)))), 1)


def traced_paths(
    games: Sequence[Game], wanted: tuple[str, ...], points: int, share: float
) -> Iterator[tuple[Trace, Array]]:
    """Yield the values of all views at the places of each game's `straight_path`, and the weights.

    All smooth paths that the usual rule suits are passed through the network together.
    """
    if not _is_smooth(games[0].chain, wanted) or points > AT_ONCE:
        for game in games:
            places, weights, _ = _walked(game, wanted, points, share)
            yield _trace(game, places, wanted[-1]), weights
        return
    weights = unit_interval(points)[1]
    together = _traces(games, points, wanted[-1])
    finer: dict[int, list[int]] = {}
    for i, missed in enumerate(_missed(games, together, weights, wanted).tolist()):
        if missed > NEAR:
            finer.setdefault(_more(points, missed), []).append(i)
    again: dict[int, tuple[Trace, Array]] = {}
    for more, some in finer.items():
        again |= zip(some, traced_paths([games[i] for i in some], wanted, more, share), strict=True)
    for i in range(len(games)):
        part = {view: value[i * points : (i + 1) * points] for view, value in together.items()}
        yield again.get(i, (part, weights))


def _is_smooth(chain: Chain, wanted: tuple[str, ...]) -> bool:
    passed = int(wanted[-1][1:]) - (wanted[-1][0] == "a")
    return not any(layer.rule.kink for layer in chain.dense_layers[:passed])


def _walked(game: Game, wanted: tuple[str, ...], points: int, share: float) -> tuple[Array, Array, Trace | None]:
    """Return places, weights and, of one rule for the whole path, the values there."""
    if _is_smooth(game.chain, wanted):
        while points <= AT_ONCE:
            places, weights = unit_interval(points)
            trace = _traces([game], points, wanted[-1])
            missed = float(_missed([game], trace, weights, wanted)[0])
            if missed <= NEAR:
                return places, weights, trace
            points = _more(points, missed)
    return *_in_pieces(game, wanted, min(points, 32), share), None


def _more(points: int, missed: float) -> int:
    """Return with how many points a rule will do: each makes the error smaller by the same factor."""
    enough = points * log(NEAR / 10) / log(min(missed, 0.3))
    return 16 * ceil(min(enough, 2 * points) / 16)


def _traces(games: Sequence[Game], points: int, until: str) -> Trace:
    """Return every view up to `until` at the places of one rule on each path, view -> (games * points, *shape)."""
    starts, ends = (np.concatenate(part) for part in ([g.start for g in games], [g.end for g in games]))
    sums = starts[:, None] + unit_interval(points)[0][:, None, None] * (ends - starts)[:, None]
    return games[0].chain.trace(sums.reshape(-1, *starts.shape[1:]), until)


def _missed(games: Sequence[Game], trace: Trace, weights: Array, wanted: Collection[str]) -> Array:
    """Return by how much the speeds on each path miss any node's change, as a share of 1 plus that change."""
    ways = np.concatenate([game.end - game.start for game in games])
    speeds = _speeds(games[0].chain, trace, np.repeat(ways, len(weights), axis=0))
    changes = [game.change(wanted) for game in games]
    missed = np.zeros(len(games))
    for view in wanted:
        found = weights @ speeds[view].reshape(len(games), len(weights), -1)
        change = np.array([one[view] for one in changes])
        missed = np.maximum(missed, (np.abs(found - change) / (1 + np.abs(change))).max(axis=1))
    return missed


def _in_pieces(game: Game, wanted: tuple[str, ...], points: int, share: float) -> tuple[Array, Array]:
    """Return places and weights on a path that is cut wherever its pieces do not add up."""
    chain = game.chain
    most = max(int(share * MOST_NUMBERS) // sum(map(chain.nodes, chain.views)), points)
    pieces, rule, used = np.array([[0.0, 1.0]]), points, 0
    done: list[tuple[Array, Array]] = []
    while True:
        ends = _trace(game, pieces.ravel(), wanted[-1])
        bad = _misses(game, pieces, rule, ends, wanted) > TOLERANCE
        room = most - used - rule * int((~bad).sum())
        halved = [0.5] if len(done) >= PATIENCE else []
        cut = _cut(chain, pieces, bad, ends, room // 4, halved)
        if not bad.any() or len(cut) <= bad.sum() or len(done) > ROUNDS:
            rule = max(rule, min(points, (most - used) // len(pieces)))
            return _joined([*done, laid_out(pieces, rule)])
        done.append(laid_out(pieces[~bad], rule))
        used, pieces, rule = most - room, cut, int(np.clip(room // (2 * len(cut)), 2, 8))


def _trace(game: Game, places: Array, until: str) -> dict[str, Array]:
    """Return every view up to `until` at some places of the path, view -> (n, *shape)."""
    return game.chain.trace(game.start + places[:, None, None] * (game.end - game.start), until)


def _misses(game: Game, pieces: Array, rule: int, ends: dict[str, Array], wanted: Collection[str]) -> Array:
    """Return by how much the speeds of each piece miss the change of any node from end to end, shape (pieces,)."""
    places, weights = (part.reshape(len(pieces), -1) for part in laid_out(pieces, rule))
    trace = _trace(game, places.ravel(), next(reversed(ends)))
    speeds = _speeds(game.chain, trace, game.end - game.start)
    misses = np.zeros(len(pieces))
    for view in wanted:
        found = np.einsum("pr,prm->pm", weights, speeds[view].reshape(*places.shape, -1))
        values = ends[view].reshape(len(pieces), 2, -1)
        missing = np.abs(found - (values[:, 1] - values[:, 0])).max(axis=1) / (1 + np.abs(values).max())
        misses = np.maximum(misses, missing)
    return misses


def _speeds(chain: Chain, trace: dict[str, Array], direction: Array) -> dict[str, Array]:
    """Return how fast every view moves when a1 moves along `direction`, in the shape of the trace."""
    speed = np.broadcast_to(direction.reshape(-1, *trace["a1"].shape[1:]), trace["a1"].shape)
    speeds: dict[str, Array] = {}
    for layer in (chain.first, *chain.rest):
        if isinstance(layer, Flatten):
            speed = speed.reshape(len(speed), -1)
            continue
        k = 1 + len(speeds) // 2
        speeds[f"a{k}"] = speed = speed @ layer.weights if speeds else speed
        if f"z{k}" not in trace:
            break
        # An activation's Jacobian is symmetric, so it carries speeds forward as it pulls gradients back.
        speeds[f"z{k}"] = speed = layer.rule.pull_back(trace[f"a{k}"], trace[f"z{k}"], speed)
        if f"a{k + 1}" not in trace:
            break
    return speeds


def _cut(chain: Chain, pieces: Array, bad: Array, ends: dict[str, Array], most: int, halved: list[float]) -> Array:
    """Return the pieces that the bad ones are cut into, shape (n, 2), about `most` of them at most."""
    inner = [np.array([0.5]) for _ in pieces]
    open_ = bad.copy()
    for k, layer in enumerate(chain.dense_layers, 1):
        if not layer.rule.kink or f"z{k}" not in ends:
            continue
        sums = ends[f"a{k}"].reshape(len(pieces), 2, -1)
        for i in np.flatnonzero(open_ & (sums[:, 0] * sums[:, 1] < 0).any(axis=1)):
            inner[i], open_[i] = _bends(sums[i, 0], sums[i, 1], halved), False
    wanted = [inner[i] for i in np.flatnonzero(bad)]
    every = max(-(-sum(len(shares) + 1 for shares in wanted) // max(most, 1)), 1)
    cut = [_between(piece, shares[every // 2 :: every]) for piece, shares in zip(pieces[bad], wanted, strict=True)]
    return np.concatenate(cut) if cut else pieces[:0]


def _bends(before: Array, after: Array, halved: list[float]) -> Array:
    """Return where in a piece nodes change sign, as shares of it, were they straight lines; the middle if nowhere."""
    crossing = before * after < 0
    shares = np.unique([*before[crossing] / (before[crossing] - after[crossing]), *halved])
    shares = shares[(shares > SHORTEST) & (shares < 1 - SHORTEST)]
    return shares if len(shares) else np.array([0.5])


def _between(piece: Array, shares: Array) -> Array:
    """Return a piece cut at some shares of it, shape (n, 2)."""
    edges = np.concatenate([[0], shares, [1]])
    edges = piece[0] + edges * (piece[1] - piece[0])
    edges[-1] = piece[1]
    return np.stack([edges[:-1], edges[1:]], axis=1)


def laid_out(pieces: Array, rule: int) -> tuple[Array, Array]:
    """Return the places and weights of a rule of so many points in each of the pieces, shape (pieces * rule,)."""
    places, weights = unit_interval(rule)
    lengths = (pieces[:, 1] - pieces[:, 0])[:, None]
    return (pieces[:, :1] + lengths * places).ravel(), (lengths * weights).ravel()


def _joined(parts: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    places, weights = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return places, weights


@cache
def unit_interval(points: int) -> tuple[Array, Array]:
    """Return places in (0, 1) and weights that integrate polynomials of degree 2 * points - 1 exactly."""
    places, weights = np.polynomial.legendre.leggauss(points)
    places, weights = (places + 1) / 2, weights / 2
    places.flags.writeable = weights.flags.writeable = False
    return places, weights

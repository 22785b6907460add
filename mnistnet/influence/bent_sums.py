"""Sums behind layers that bend at once, as ReLUs do: three kinds of toggles, of many teams, of some, and of a few.

Smooth toggles of many teams are a few products; near ones take out what those miss, and exact ones what near ones do.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.exact_toggles import behind_first
from mnistnet.influence.game import Game
from mnistnet.influence.near_bends import bends_at_once, bent_moves
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.influence.smooth_bends import smooth_changes
from mnistnet.influence.two_level import SINGLE_FROM

__all__ = ["are_bent_sums", "bent_sum_values"]

Array = NDArray[Any]
SOME = 8  # smooth toggles for each near one, which costs as much as seven but misses little
FEW = 4  # nodes; of more, slopes at so many teams take longer than they tell
AT_ONCE = 64  # teams, and as many complements


def are_bent_sums(game: Game, view: str) -> bool:
    """Say whether `bent_sum_values` is the way to a view: sums of a few nodes behind two layers that bend at once."""
    return view[0] == "a" and int(view[1:]) > 2 and game.chain.nodes(view) <= FEW and bends_at_once(game.chain)


def bent_sum_values(game: Game, rng: Generator, masks: int, toggles: int, batches: int, view: str) -> Tally:
    """Return the mean of `batches` estimates of sums, view -> (k, nodes).

    Parameters
    ----------
    game : Game
    rng : Generator
    masks, toggles : int
        How many teams get smooth toggles, and how many exact ones; near ones an eighth of the former.
    batches : int
        The scatter of so many estimates gives the standard error.
    view : str
        One for which `are_bent_sums` is true.

    Notes
    -----
    The expectation is exactly Shapley's value: what smooth and near toggles foretell is taken off at other teams
    again. Large games are played in single precision.
    """
    batches = max(min(batches, toggles, masks // 2), 1)
    quick = game.astype(np.float32) if game.size >= SINGLE_FROM else game
    near = max(masks // SOME, 2 * batches)
    many, some = (batches_of(_drawn(quick, teams, rng), batches) for teams in (masks, near))
    few, tally = _drawn(quick, 2 * toggles, rng)[::2], Tally()  # without their complements
    for i in range(batches):
        missed = _missed(quick, few[i::batches], view)
        tally.add({view: _smooth(quick, many[i], view) + _bent(quick, some[i], view) + missed})
    return tally


def _drawn(game: Game, teams: int, rng: Generator) -> Array:
    return random_teams(game.size, teams, rng).astype(game.moves.dtype)


def _smooth(game: Game, teams: Array, view: str) -> Array:
    """Return the mean of smooth toggles over teams, shape (k, nodes)."""
    parts = [len(part) * smooth_changes(game, part, int(view[1:])) for part in _parts(teams)]
    return np.asarray(sum(parts) / len(teams))


def _bent(game: Game, teams: Array, view: str) -> Array:
    """Return what smooth toggles miss of near ones, shape (k, nodes)."""
    return _near(game, teams, view) - _smooth(game, teams, view)


def _missed(game: Game, teams: Array, view: str) -> Array:
    """Return what near toggles miss of exact ones, shape (k, nodes)."""
    exact = [behind_first(game, team[None], [view])[view][..., 0].T for team in teams]
    return np.mean(exact, axis=0) - _near(game, teams, view)


def _near(game: Game, teams: Array, view: str) -> Array:
    """Return the mean of near toggles over teams, shape (k, nodes)."""
    total = np.zeros((game.size, game.chain.nodes(view)))
    for part in _parts(teams):
        way = np.ascontiguousarray(1 - 2 * part.T)
        trace = game.chain.trace(game.teams(part), view)
        total += np.einsum("ckn,kn->kc", bent_moves(game, trace, way, int(view[1:])), way)
    return total / len(teams)


def _parts(teams: Array) -> Iterator[Array]:
    return (teams[start : start + 2 * AT_ONCE] for start in range(0, len(teams), 2 * AT_ONCE))

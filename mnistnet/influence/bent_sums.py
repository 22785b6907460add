"""Sums behind layers that bend at once, as ReLUs do: three kinds of toggles, of many teams, of some, and of a few.

Smooth toggles of many teams are a few products; near ones take out what those miss, and exact ones what near ones do.
"""

from collections.abc import Iterator, Sequence
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
AT_ONCE, EXACT_AT_ONCE = 128, 4  # teams


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
    few = _drawn(quick, 2 * toggles, rng)[::2]  # without their complements
    few_by_batch = [few[i::batches] for i in range(batches)]
    nearly = _near(quick, [*some, *few_by_batch], np.hstack([_shares(some), -_shares(few_by_batch)]), view)
    exactly = _exact(quick, few_by_batch, _shares(few_by_batch), view)
    tally = Tally()
    for i in range(batches):
        shares = np.hstack([_shares([many[i]]), -_shares([some[i]])])
        smoothly = _smooth(quick, [many[i], some[i]], shares, view)
        tally.add({view: smoothly + nearly[i] + exactly[i]})
    return tally


def _drawn(game: Game, teams: int, rng: Generator) -> Array:
    return random_teams(game.size, teams, rng).astype(game.moves.dtype)


def _shares(heaps: Sequence[Array]) -> Array:
    """Return by how much each team counts in the mean of each heap, shape (heaps, teams of all heaps)."""
    counts = [len(heap) for heap in heaps]
    return np.repeat(np.eye(len(heaps)) / np.array(counts)[:, None], counts, axis=1)


def _smooth(game: Game, heaps: Sequence[Array], shares: Array, view: str) -> Array:
    """Return smooth toggles of teams by their shares, of shape (1, teams): shape (k, nodes)."""
    total = np.zeros((game.size, game.chain.nodes(view)))
    for part, share in _parts(heaps, shares, AT_ONCE):
        total += smooth_changes(game, part, share[0].astype(part.dtype), int(view[1:]))
    return total


def _near(game: Game, heaps: Sequence[Array], shares: Array, view: str) -> Array:
    """Return near toggles of teams by their shares, of shape (batches, teams): shape (batches, k, nodes)."""
    total = np.zeros((len(shares), game.size, game.chain.nodes(view)))
    for part, share in _parts(heaps, shares, AT_ONCE):
        way = np.ascontiguousarray(1 - 2 * part.T)
        moves = bent_moves(game, game.chain.trace(game.teams(part), view), way, int(view[1:]))
        total += np.einsum("bn,ckn->bkc", share, moves * way)
    return total


def _exact(game: Game, heaps: Sequence[Array], shares: Array, view: str) -> Array:
    """Return exact toggles of teams in the same way."""
    total = np.zeros((len(shares), game.size, game.chain.nodes(view)))
    for part, share in _parts(heaps, shares, EXACT_AT_ONCE):
        total += np.einsum("bn,ckn->bkc", share, behind_first(game, part, [view])[view])
    return total


def _parts(heaps: Sequence[Array], shares: Array, at_once: int) -> Iterator[tuple[Array, Array]]:
    """Yield some teams at a time, and their shares."""
    teams = np.concatenate(heaps)
    for start in range(0, len(teams), at_once):
        part = slice(start, start + at_once)
        yield teams[part], shares[:, part]

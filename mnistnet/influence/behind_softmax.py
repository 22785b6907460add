"""Behind a softmax three kinds of passes share the work: exact ones for the bias, near ones, and plain ones for luck.

Where a softmax is nearly certain nothing moves; where two digits compete, all pixels matter at once. So most
of the luck of a map is how often the teams that were drawn met two digits in competition. That can be told
from plain passes, which cost a tenth of asking every pixel, and in part it is known without any. It is the same
for outputs that are sigmoids, each of which decides alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.control import Moments
from mnistnet.influence.division import divided, near_and_missed
from mnistnet.influence.exact_toggles import exact_changes
from mnistnet.influence.game import Game
from mnistnet.influence.near_bends import bends_at_once
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.influence.two_level import SINGLE_FROM

__all__ = ["is_behind_softmax", "softmax_values"]

Array = NDArray[Any]
DEAR = 2  # times as much as elsewhere a near toggle costs where layers bend at once
PLAIN = 6  # plain passes for each near one
AT_ONCE = 512  # teams, and as many complements


def is_behind_softmax(game: Game, view: str) -> bool:
    """Say whether `softmax_values` can work out a view: a softmax over all of its nodes, or outputs that are curved."""
    rule = game.chain.dense_layers[int(view[1:]) - 1].rule
    if view[0] != "z" or len(game.chain.view_shapes[view]) > 1:
        return False
    return rule.slope is None or (view == game.chain.views[-1] and view != "z1" and not rule.straight)


def softmax_values(game: Game, rng: Generator, masks: int, toggles: int, batches: int, view: str) -> Tally:
    """Return the mean of `batches` estimates of a view behind a softmax, and of the sums before it, view -> (k, nodes).

    Parameters
    ----------
    game : Game
    rng : Generator
    masks, toggles : int
        How many teams get near toggles, and how many exact ones, which take out what near ones get wrong. Where
        near toggles turn out to be very good or poor, the same work is divided otherwise. Six times as many teams
        as get near toggles get a plain pass.
    batches : int
        The scatter of so many estimates gives the standard error.
    view : str

    Notes
    -----
    The expectation is exactly Shapley's value: near toggles are used twice with opposite signs, at many teams and
    at those of the exact ones, and each batch takes the coefficients of its controls from the other batches.
    Large games are played in single precision.
    """
    batches = max(min(batches, toggles // 2, masks // 2), 1)
    quick = game.astype(np.float32) if game.size >= SINGLE_FROM else game
    race = Race.of(quick, rng, view)
    masks = -(-masks // DEAR) if bends_at_once(game.chain) else masks
    pairs, exact = divided(race, rng, -(-masks // 2), -(-toggles // 2))
    heaps = _heaps(quick, rng, max(exact, batches), batches) if pairs else None
    drawn = [
        _drawn(race, rng, -(-pairs // batches), heaps[i] if heaps else _teams(quick, -(-exact // batches), rng))
        for i in range(batches)
    ]
    whole = sum(drawn[1:], drawn[0])
    known, tally = race.known()[None], Tally()
    for own in drawn:
        others = whole - own
        close = own.plain.mean(known, others.plain)[0, race.telling]
        tally.add({view: _mean(parts, others.changes[view], close).T for view, parts in own.changes.items()})
    return tally


def _mean(parts: list[Moments], others: list[Moments], close: Array) -> Array:
    """Return the mean of near changes plus that of what they miss, if the controls have the means in `close`."""
    means = [mine.mean(close[:, : mine.controls], theirs) for mine, theirs in zip(parts, others, strict=True)]
    return np.sum(means, axis=0)


@dataclass(frozen=True)
class _Drawn:
    """What some teams tell.

    Attributes
    ----------
    changes : dict of str to list of Moments
        Near changes, if there are any, and what they miss; with how close a race was as controls of the outputs.
    plain : Moments
        How close a race was, with how foretold it was as controls.
    """

    changes: dict[str, list[Moments]]
    plain: Moments

    def __add__(self, other: "_Drawn") -> "_Drawn":
        return self._with(other, Moments.__add__)

    def __sub__(self, other: "_Drawn") -> "_Drawn":
        return self._with(other, Moments.__sub__)

    def _with(self, other: "_Drawn", way: Callable[[Moments, Moments], Moments]) -> "_Drawn":
        changes = {view: [*map(way, mine, other.changes[view])] for view, mine in self.changes.items()}
        return _Drawn(changes, way(self.plain, other.plain))


def _heaps(game: Game, rng: Generator, pairs: int, batches: int) -> list[list[Array]]:
    """Return teams dealt out into heaps, shape (n, k) each; the q of all together are spread evenly from 0 to 1."""
    teams = batches_of(random_teams(game.size, 2 * pairs, rng).astype(game.moves.dtype), batches)
    return [[heap[start : start + 2 * AT_ONCE : 2] for start in range(0, len(heap), 2 * AT_ONCE)] for heap in teams]


def _drawn(race: Race, rng: Generator, pairs: int, toggled: Iterable[Array]) -> _Drawn:
    """Return what near toggles at `pairs` new teams tell, exact ones at the `toggled`, and plain passes at more.

    Without near toggles the exact ones tell everything, not only what is missed.
    """
    game, count, (nodes, own), kinds = race.game, len(race.pairs[0]), race.telling.shape, 2 if pairs else 1
    controls = {view: own if view == race.view else 0 for view in race.views}
    changes = {view: [Moments(nodes, game.size, many) for _ in range(kinds)] for view, many in controls.items()}
    plain = Moments(1, count, count)
    for some in _teams(game, pairs, rng):
        close = race.close(trace := race.trace(some))
        for view, near in near_changes(game, trace, some, race.views).items():
            changes[view][0].add(near, close[race.telling][:, : controls[view]])
        plain.add(close[None], race.foretold(some)[None])
    exact = 0
    for some in toggled:
        exact += len(some)
        close = race.close(race.trace(some))[race.telling]
        missed = near_and_missed(race, some)[1] if pairs else exact_changes(game, some, race.views)
        for view, change in missed.items():
            changes[view][-1].add(change, close[:, : controls[view]])
    for some in _teams(game, PLAIN * max(pairs, exact) if count else 0, rng):
        plain.add(race.close(race.trace(some))[None], race.foretold(some)[None])
    return _Drawn(changes, plain)


def _teams(game: Game, pairs: int, rng: Generator) -> Iterator[Array]:
    """Yield random teams, shape (n, k), some at a time: their q are spread evenly from 0 to 1."""
    for start in range(0, pairs, AT_ONCE):
        places = np.arange(start, min(start + AT_ONCE, pairs))
        q = (places + rng.random(len(places))) / pairs
        drawn = rng.random((len(places), game.size), np.float32)
        yield (drawn < q[:, None].astype(np.float32)).astype(game.moves.dtype)

"""Behind a softmax three kinds of passes share the work: exact ones for the bias, near ones, and plain ones for luck.

Where a softmax is nearly certain nothing moves; where two digits compete, all pixels matter at once. So most
of the luck of a map is how often the teams that were drawn met two digits in competition. That can be told
from plain passes, which cost a tenth of asking every pixel, and in part it is known without any. It is the same
for outputs that are sigmoids, each of which decides alone.
"""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.control import Moments
from mnistnet.influence.game import Game
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.influence.two_level import joining

__all__ = ["is_behind_softmax", "softmax_values"]

Array = NDArray[Any]
SINGLE_FROM = 40  # players; a smaller game is quick in double precision, too
PLAIN = 3  # plain passes for each near one
AT_ONCE = 512  # teams, and as many complements


def is_behind_softmax(game: Game, view: str) -> bool:
    """Say whether `softmax_values` can work out a view: a softmax over all of its nodes, or outputs that are curved."""
    rule = game.chain.dense_layers[int(view[1:]) - 1].rule
    if view[0] != "z" or len(game.chain.view_shapes[view]) > 1:
        return False
    return rule.slope is None or (view == game.chain.views[-1] and view != "z1" and not rule.straight)


def softmax_values(game: Game, rng: Generator, masks: int, toggles: int, batches: int, view: str) -> Tally:
    """Return the mean of `batches` estimates of a view behind a softmax, view -> (k, nodes).

    Parameters
    ----------
    game : Game
    rng : Generator
    masks : int
        How many teams get near toggles; three times as many get a plain pass.
    toggles : int
        How many teams get exact toggles, which take out what near ones get wrong.
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
    race, pairs = Race.of(quick, rng, view), -(-masks // (2 * batches))
    drawn = [_drawn(race, rng, pairs) for _ in range(batches)]
    near, plain = (sum(parts[1:], parts[0]) for parts in zip(*drawn, strict=True))
    known, tally = race.known(), Tally()
    heaps = batches_of(random_teams(game.size, toggles, rng), batches)
    for (own_near, own_plain), toggled in zip(drawn, heaps, strict=True):
        close = own_plain.mean(known, plain - own_plain)
        values = own_near.mean(close, near - own_near).reshape(game.size, game.chain.nodes(view))
        tally.add({view: values + _missed(quick, toggled.astype(quick.moves.dtype), view)})
    return tally


def _drawn(race: Race, rng: Generator, pairs: int) -> tuple[Moments, Moments]:
    """Return near changes with how close a race was as controls, and that with how it was foretold, over new teams."""
    game, count = race.game, len(race.pairs[0])
    near, plain = Moments(game.size * game.chain.nodes(race.view), count), Moments(count, count)
    members = _members(game, pairs, rng)
    for start in range(0, pairs, AT_ONCE):
        some = members[start : start + AT_ONCE]
        trace = race.trace(some)
        close = race.close(trace)
        changes = near_changes(game, trace, some, race.view)
        near.add(changes.reshape(changes[..., 0].size, len(some)), close)
        plain.add(close.T, race.foretold(some))
    more = _members(game, PLAIN * pairs if count else 0, rng)
    for start in range(0, len(more), AT_ONCE):
        some = more[start : start + AT_ONCE]
        plain.add(race.close(race.trace(some)).T, race.foretold(some))
    return near, plain


def _missed(game: Game, teams: Array, view: str) -> Array:
    """Return by how much near toggles miss the exact ones, mean over teams and their complements, shape (k, nodes)."""
    some = {
        name: np.concatenate([value[::2], value[1::2]])
        for name, value in game.chain.trace(game.teams(teams), view).items()
    }
    near = near_changes(game, some, teams[::2], view).mean(axis=2)
    return np.asarray(joining(game, teams, [view])[view] - near)


def _members(game: Game, pairs: int, rng: Generator) -> Array:
    """Return random teams, shape (pairs, k), their q spread evenly from 0 to 1."""
    q = (np.arange(pairs) + rng.random(pairs)) / max(pairs, 1)
    return (rng.random((pairs, game.size), np.float32) < q[:, None]).astype(game.moves.dtype)

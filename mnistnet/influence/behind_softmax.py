"""Behind a softmax three kinds of passes share the work: exact ones for the bias, near ones, and plain ones for luck.

Where a softmax is nearly certain nothing moves; where two digits compete, all pixels matter at once. So most
of the luck of a map is how often the teams that were drawn met two digits in competition. That can be told
from plain passes, which cost a tenth of asking every pixel, and in part it is known without any. It is the same
for outputs that are sigmoids, each of which decides alone.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.control import Moments
from mnistnet.influence.division import divided, near_and_missed
from mnistnet.influence.game import Game
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.influence.two_level import SINGLE_FROM

__all__ = ["is_behind_softmax", "softmax_values"]

Array = NDArray[Any]
PLAIN = 6  # plain passes for each near one
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
    pairs, exact = divided(race, rng, -(-masks // 2), -(-toggles // 2))
    heaps = batches_of(random_teams(game.size, 2 * max(exact, batches), rng), batches)
    drawn = [_drawn(race, rng, -(-pairs // batches), toggled) for toggled in heaps]
    whole = [sum(parts[1:], parts[0]) for parts in zip(*drawn, strict=True)]
    known, tally = race.known()[None], Tally()
    for own in drawn:
        near, missed, plain = zip(own, [total - part for total, part in zip(whole, own, strict=True)], strict=True)
        close = plain[0].mean(known, plain[1])[0, race.telling]
        tally.add({view: (near[0].mean(close, near[1]) + missed[0].mean(close, missed[1])).T})
    return tally


def _drawn(race: Race, rng: Generator, pairs: int, toggled: Array) -> tuple[Moments, Moments, Moments]:
    """Return near changes and what they miss, with how close a race was as controls, and that with how foretold it was.

    All over new teams, but for the `toggled` ones, which tell what is missed.
    """
    game, count, (nodes, own) = race.game, len(race.pairs[0]), race.telling.shape
    near, missed, plain = (Moments(*shape) for shape in ((nodes, game.size, own),) * 2 + ((1, count, count),))
    for some in _teams(game, pairs, rng):
        trace = race.trace(some)
        close = race.close(trace)
        near.add(near_changes(game, trace, some, race.view), close[race.telling])
        plain.add(close[None], race.foretold(some)[None])
    for some in _teams(game, PLAIN * pairs if count else 0, rng):
        plain.add(race.close(race.trace(some))[None], race.foretold(some)[None])
    missed.add(near_and_missed(race, toggled)[1], race.close(race.trace(toggled[::2]))[race.telling])
    return near, missed, plain


def _teams(game: Game, pairs: int, rng: Generator) -> Iterator[Array]:
    """Yield random teams, shape (n, k), some at a time: their q are spread evenly from 0 to 1."""
    for start in range(0, pairs, AT_ONCE):
        places = np.arange(start, min(start + AT_ONCE, pairs))
        q = (places + rng.random(len(places))) / pairs
        drawn = rng.random((len(places), game.size), np.float32)
        yield (drawn < q[:, None].astype(np.float32)).astype(game.moves.dtype)

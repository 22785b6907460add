"""How the work is divided between near toggles and exact ones: by how far near ones miss, and by what each costs."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import random_teams
from mnistnet.influence.two_level import joining

__all__ = ["divided", "near_and_missed"]

Array = NDArray[Any]
PILOTS = 4  # teams and their complements
PRODUCTS = 16  # multiplications of a matrix product that take as long as passing over one number
CURVE, PASSES = 4, 8  # passes over a number that an activation is worth, and that a near toggle makes over each output


def divided(race: Race, rng: Generator, near: int, exact: int) -> tuple[int, int]:
    """Return for how many pairs of teams to take near and exact toggles, with the work of `near` and `exact` pairs.

    A mean of two kinds of draws errs least if each gets as many as its scatter over the root of its cost.
    The teams that tell the scatter are not used again. Without players there is nothing to divide.
    """
    if not race.game.size:
        return near, exact
    changes, missed = near_and_missed(race, random_teams(race.game.size, 2 * PILOTS, rng))
    cost_near, cost_exact = _costs(race)
    work = near * cost_near + exact * cost_exact
    sizes = (changes.mean(axis=2) ** 2).sum(axis=1)
    shares = _scatter(changes, sizes) / np.sqrt(cost_near), _scatter(missed, sizes) / np.sqrt(cost_exact)
    total = shares[0] * cost_near + shares[1] * cost_exact
    if not total > 0:
        return near, exact
    return int(np.ceil(work * shares[0] / total)), int(np.ceil(work * shares[1] / total))


def near_and_missed(race: Race, teams: Array) -> tuple[Array, Array]:
    """Return near changes and what they miss of exact ones, shape (nodes, k, n).

    `teams`, of shape (2 n, k), are n teams, each followed by its complement; the changes are the mean of both.
    """
    game, teams = race.game, teams.astype(race.game.moves.dtype)
    near = near_changes(game, race.trace(teams[::2]), teams[::2], race.view)
    exact = [joining(game, teams[i : i + 2], [race.view])[race.view].T for i in range(0, len(teams), 2)]
    return near, np.stack(exact, axis=2) - near


def _scatter(changes: Array, sizes: Array) -> float:
    """Return how far changes scatter over the teams, as a share of each node's size: the mean over the nodes."""
    relative = np.divide(changes.var(axis=2).sum(axis=1), sizes, out=np.zeros_like(sizes), where=sizes > 0)
    return float(np.sqrt(relative).mean())


def _costs(race: Race) -> tuple[float, float]:
    """Return about how many numbers a near and an exact toggle of all players pass over, at one team."""
    chain, players = race.game.chain, race.game.size
    width, nodes = race.game.start.size, chain.nodes(race.view)
    later = chain.dense_layers[1 : int(race.view[1:])]
    products = sum(layer.weights.size for layer in later) / PRODUCTS
    curves = CURVE * (width + sum(layer.fan_out for layer in later))
    near = nodes * products + 2 * players * chain.width * nodes / PRODUCTS + PASSES * players * nodes
    return near, (players + 1) * (products + curves + 2 * width)

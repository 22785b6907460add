"""How the work is divided between near toggles and exact ones: by how far near ones miss, and by what each costs."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from mnistnet.influence.exact_toggles import exact_changes
from mnistnet.influence.near_bends import bends_at_once
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import random_teams

__all__ = ["divided", "near_and_missed"]

Array = NDArray[Any]
PILOTS = 4  # teams and their complements
PRODUCTS = 16  # multiplications of a matrix product that take as long as passing over one number
SPEAKING = 0.4  # of the nodes of a layer of ReLUs
CHEAP = 3  # times as much as a near toggle
CURVE, PASSES = 4, 8  # passes over a number that an activation is worth, and that a near toggle makes over each output


def divided(race: Race, rng: Generator, near: int, exact: int) -> tuple[int, int]:
    """Return for how many pairs of teams to take near and exact toggles, with the work of `near` and `exact` pairs.

    A mean of two kinds of draws errs least if each gets as many as its scatter over the root of its cost. Where exact
    ones cost little more there are no near ones. The teams that tell the scatter are not used again.
    Without players there is nothing to divide.
    """
    if not race.game.size:
        return near, exact
    cost_near, cost_exact = _costs(race)
    work = near * cost_near + exact * cost_exact
    if cost_exact <= CHEAP * cost_near:
        return 0, int(np.ceil(work / cost_exact))
    members = random_teams(race.game.size, 2 * PILOTS, rng).astype(race.game.moves.dtype)[::2]
    changes, missed = (found[race.view] for found in near_and_missed(race, members))
    sizes = (changes.mean(axis=2) ** 2).sum(axis=1)
    shares = _scatter(changes, sizes) / np.sqrt(cost_near), _scatter(missed, sizes) / np.sqrt(cost_exact)
    total = shares[0] * cost_near + shares[1] * cost_exact
    if not total > 0:
        return near, exact
    return int(np.ceil(work * shares[0] / total)), int(np.ceil(work * shares[1] / total))


def near_and_missed(race: Race, members: Array) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return near changes and what they miss of exact ones, means of n teams and their complements.

    For members of shape (n, k), at the race's views: view -> (nodes, k, n).
    """
    near = near_changes(race.game, race.trace(members), members, race.views)
    exact = exact_changes(race.game, members, race.views)
    return near, {view: exact[view] - near[view] for view in near}


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
    if bends_at_once(chain):
        speaking = SPEAKING * width
        near = players * speaking * (PASSES + (nodes + SPEAKING * later[0].fan_out / 2) / PRODUCTS)
        return near, (players + 1) * SPEAKING * (products + curves + 2 * width)
    near = nodes * products + 2 * players * chain.width * nodes / PRODUCTS + PASSES * players * nodes
    return near, (players + 1) * (products + curves + 2 * width)

"""Where layers bend at once: near toggles that take the bends as they are, and exact ones of many teams."""

import numpy as np
import pytest

from mnistnet import influence, load_digits, load_network
from mnistnet.influence.behind_softmax import softmax_values
from mnistnet.influence.division import divided
from mnistnet.influence.exact_toggles import exact_changes
from mnistnet.influence.near_bends import bends_at_once
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import random_teams
from mnistnet.influence.two_level import joining, two_level_values
from tests.influence_oracles import (
    assert_unbiased_and_honest,
    brute_force_shapley,
    network_of,
    picture_of,
    row_network,
)

RELUS = ("relu", "relu", "softmax")


def teams_of(game, pairs):
    return random_teams(game.size, 2 * pairs, np.random.default_rng(0))


def test_only_layers_of_relus_that_see_the_whole_picture_bend_at_once():
    def bends(network):
        return bends_at_once(influence.Game.of(network, picture_of(network)).chain)

    assert bends(network_of((6, 5, 4, 3), RELUS)) and bends(network_of((6, 5, 3), ("relu", "softmax")))
    for activations in (("leaky_relu", "relu", "softmax"), ("relu", "sigmoid", "softmax"), ("sigmoid",) * 3):
        assert not bends(network_of((6, 5, 4, 3), activations))
    assert not bends(network_of((6, 3), ("relu",))) and not bends(row_network("relu"))


@pytest.mark.parametrize("activations", [RELUS, ("sigmoid", "tanh", "softmax"), ("step", "relu", "sigmoid")])
def test_exact_toggles_of_many_teams_are_those_of_each_team(activations):
    network = network_of((9, 7, 5, 3), activations, image_shape=(3, 3))
    game = influence.Game.of(network, picture_of(network))
    teams, views = teams_of(game, 5), ("a2", "z2", "a3", "z3")
    found = exact_changes(game, teams[::2], views)
    for i in range(5):
        one = joining(game, teams[2 * i : 2 * i + 2], views)
        for view in views:
            np.testing.assert_allclose(found[view][:, :, i].T, one[view], rtol=0, atol=1e-14)


@pytest.mark.parametrize("activations", [("relu", "softmax"), RELUS, ("relu", "relu", "tanh", "softmax")])
def test_near_toggles_take_relus_as_they_are_near_their_bends(activations):
    network = network_of((*(9, 12, 30, 8)[: len(activations)], 3), activations, image_shape=(3, 3))
    game, view = influence.Game.of(network, picture_of(network)), network.views[-1]
    members, views = teams_of(game, 40)[::2], ("a" + view[1:], view)
    trace = game.chain.trace(game.teams(np.concatenate([members, 1 - members])), view)
    near, exact = near_changes(game, trace, members, views), exact_changes(game, members, views)
    for view in views:
        missed = np.sqrt(((near[view] - exact[view]) ** 2).mean() / (exact[view] ** 2).mean())
        assert missed < {2: 1e-12, 3: 0.05, 4: 0.3}[len(activations)]


@pytest.mark.parametrize("activations", [RELUS, ("relu", "relu", "relu", "sigmoid")])
def test_the_mean_of_many_runs_is_the_value_over_all_teams_at_outputs_and_their_sums(activations):
    network = network_of((*(8, 6, 12, 5)[: len(activations)], 3), activations, image_shape=(2, 4), scale=2)
    game, view = influence.Game.of(network, picture := picture_of(network)), network.views[-1]
    truth = brute_force_shapley(network, picture)
    runs = [softmax_values(game, np.random.default_rng(seed), 128, 16, 4, view) for seed in range(40)]
    assert set(runs[0].means) == {view, "a" + view[1:]}
    for view in runs[0].means:
        assert_unbiased_and_honest(game, runs, view, truth[view])


def test_a_narrow_network_has_exact_toggles_alone_and_half_the_error_of_two_levels():
    game = influence.Game.of(load_network("nielsen"), load_digits().split("test").images[0])
    rng = np.random.default_rng(0)
    assert divided(Race.of(game, rng, "z2"), rng, 1024, 16)[0] == 0
    ours, theirs = (
        np.mean([np.linalg.norm(way(np.random.default_rng(seed)).errors()["z2"]) for seed in range(2)])
        for way in (
            lambda rng: softmax_values(game, rng, 2048, 32, 8, "z2"),
            lambda rng: two_level_values(game, rng, 2048, 32, 8, ["z2"]),
        )
    )
    assert ours < theirs / 2

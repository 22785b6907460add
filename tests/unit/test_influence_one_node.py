"""One node alone: the same values as among all others, and sums behind ReLUs from three kinds of toggles."""

import numpy as np
import pytest

from mnistnet import influence, load_digits, load_network
from mnistnet.influence.bent_sums import are_bent_sums, bent_sum_values
from mnistnet.influence.exact_toggles import behind_first
from mnistnet.influence.sampling import random_teams
from mnistnet.influence.smooth_bends import smooth_changes
from tests.influence_oracles import (
    assert_unbiased_and_honest,
    brute_force_shapley,
    network_of,
    picture_of,
    row_network,
)

DIGIT = load_digits().split("test").images[0]
RELUS = ("relu", "relu", "softmax")


@pytest.mark.parametrize("view", ["a1", "z1", "a2", "a3", "z3"])
@pytest.mark.parametrize("baseline", [None, 255 - DIGIT], ids=["blank", "other"])
def test_a_node_alone_has_the_values_that_it_has_among_all(view, baseline):
    network = load_network("scratch")
    effort = {"masks": 64, "toggles": 8}
    every = influence.shapley(network, DIGIT, baseline, views=[view], **effort)
    alone = influence.shapley_of_node(network, DIGIT, view, 7, baseline, **effort)
    only = influence.only_node(every, 7)
    assert alone[view].shape == (1, 28, 28)
    np.testing.assert_allclose(alone[view], only[view], rtol=0, atol=1e-4 * np.abs(only[view]).max())
    np.testing.assert_allclose(alone.change[view], only.change[view], rtol=1e-12)
    assert (alone.standard_error[view] is None) == (only.standard_error[view] is None)
    assert influence.uncertainty(alone, view) == pytest.approx(influence.uncertainty(only, view), rel=1e-3)


def test_a_node_along_the_rows_is_that_of_all_and_one_behind_them_is_exact():
    network = row_network("tanh")
    picture, truth = picture_of(network), brute_force_shapley(network, picture_of(network))
    for view, node in (("z1", 11), ("a3", 2)):
        found = influence.shapley_of_node(network, picture, view, node)[view][0]
        np.testing.assert_allclose(found, truth[view][node], rtol=0, atol=1e-12)


@pytest.mark.parametrize("activations", [("sigmoid", "tanh", "softmax"), RELUS])
def test_a_hidden_node_alone_is_drawn_another_way_and_as_near_to_the_truth_as_it_says(activations):
    network = network_of((8, 6, 12, 3), activations, image_shape=(2, 4), scale=2)
    truth = brute_force_shapley(network, picture_of(network))["z2"][1]
    found = influence.shapley_of_node(network, picture_of(network), "z2", 1, masks=4096, toggles=256)
    error = found.standard_error["z2"]
    assert 0 < influence.uncertainty(found, "z2") < 0.05
    assert (np.abs(found["z2"][0] - truth) < 5 * error[0]).all()


def test_an_unknown_view_is_refused_by_name():
    with pytest.raises(ValueError, match="not \\['z9'\\]"):
        influence.shapley_of_node(load_network("scratch"), DIGIT, "z9", 0)


@pytest.mark.parametrize("activations", [RELUS, ("relu", "relu", "tanh", "softmax")])
def test_the_mean_of_many_runs_is_the_value_over_all_teams(activations):
    network = network_of((*(8, 6, 12, 5)[: len(activations)], 3), activations, image_shape=(2, 4), scale=2)
    picture, view = picture_of(network), "a" + network.views[-1][1:]
    game = influence.Game.of(network, picture).ending_at(view, 1)
    assert are_bent_sums(game, view)
    truth = brute_force_shapley(network, picture)[view][1:2]
    runs = [bent_sum_values(game, np.random.default_rng(seed), 128, 8, 4, view) for seed in range(40)]
    assert_unbiased_and_honest(game, runs, view, truth)


def test_smooth_toggles_of_a_wide_network_miss_less_than_half_of_what_slopes_miss():
    network = load_network("sharp")
    game = influence.Game.of(network, DIGIT).ending_at("a3", 4).astype(np.float32)
    teams = random_teams(game.size, 24, np.random.default_rng(0)).astype(np.float32)
    exact, chain = behind_first(game, teams, ["a3"])["a3"][0], game.chain
    smooth = np.array([smooth_changes(game, team[None], np.ones(1), 3)[:, 0] for team in teams]).T
    trace = chain.trace(game.teams(teams), "a3")
    second, third = chain.dense_layers[1:3]
    slopes = ((trace["a2"] > 0) * third.weights[:, 0]) @ second.weights.T * (trace["a1"] > 0)
    assert np.var(exact - smooth) < np.var(exact - game.moves @ slopes.T) / 2

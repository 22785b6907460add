"""Behind a softmax: near toggles against exact ones, controls against what is known of all teams."""

import numpy as np
import pytest

from mnistnet import Dense, Network, influence, load_digits, load_network
from mnistnet.influence.behind_softmax import is_behind_softmax, softmax_values
from mnistnet.influence.control import Moments
from mnistnet.influence.division import divided
from mnistnet.influence.near_toggles import near_changes
from mnistnet.influence.race import Race
from mnistnet.influence.sampling import random_teams
from mnistnet.influence.two_level import joining, two_level_values
from tests.influence_oracles import brute_force_shapley, network_of, picture_of, row_network


def near_and_exact(network, view, pairs=6):
    """Return the mean over some teams and their complements of near and of exact toggles."""
    game = influence.Game.of(network, picture_of(network))
    teams = random_teams(game.size, 2 * pairs, np.random.default_rng(0))
    both = np.concatenate([teams[::2], teams[1::2]])
    near = near_changes(game, game.chain.trace(game.teams(both), view), teams[::2], [view])[view]
    return near.mean(axis=2).T, joining(game, teams, [view])[view]


@pytest.mark.parametrize("scale", [1.5, 300])
@pytest.mark.parametrize("activations", [("softmax",), ("identity", "softmax"), ("identity", "sigmoid")])
def test_near_toggles_are_exact_where_sums_move_along_straight_lines(activations, scale):
    network = network_of((9, 4, 3)[: len(activations) + 1], activations, image_shape=(3, 3), scale=scale)
    near, exact = near_and_exact(network, network.views[-1])
    np.testing.assert_allclose(near, exact, rtol=0, atol=1e-12)


@pytest.mark.parametrize("by_rows", [False, True])
def test_the_error_of_near_toggles_falls_faster_than_the_square_of_a_move(by_rows):
    errors = []
    for size in (1, 0.5):
        network = row_network("sigmoid") if by_rows else network_of((6, 4, 3), ("sigmoid", "softmax"))
        game = influence.Game.of(network, size / 4 * picture_of(network))
        teams = random_teams(game.size, 2, np.random.default_rng(3))
        view = network.views[-1]
        near = near_changes(game, game.chain.trace(game.teams(teams), view), teams[:1], [view])[view][..., 0].T
        errors.append(np.abs(near - joining(game, teams, [view])[view]).max())
    assert errors[1] < errors[0] / 3.5 and errors[0] < 1e-3


@pytest.mark.parametrize("outputs", ["softmax", "sigmoid"])
def test_the_known_means_of_favours_are_those_of_all_teams(outputs):
    game = influence.Game.of(network := network_of((6, 4, 3), ("tanh", outputs)), picture_of(network))
    race = Race.of(game, np.random.default_rng(0), "z2")
    members = (np.arange(64)[:, None] >> np.arange(6) & 1).astype(float)
    sizes = members.sum(axis=1).astype(int)
    by_size = np.array([1, 6, 15, 20, 15, 6, 1])  # q is even over 0 to 1, so every size is equally likely
    weights = 1 / (7 * by_size[sizes])
    np.testing.assert_allclose(race.known(), race.foretold(members) @ weights, rtol=1e-12)


def test_a_control_whose_mean_is_known_takes_the_luck_out_and_brings_no_bias_in():
    rng, found = np.random.default_rng(0), []
    for _ in range(400):
        own, others = Moments(1, 1, 2), Moments(1, 1, 2)
        for moments in (own, others):
            controls = rng.normal(size=(1, 2, 90))
            moments.add(5 + [[[2.0, -1.0]]] @ controls + 0.1 * rng.normal(size=90), controls)
        found.append(own.mean(np.zeros((1, 2)), others)[0, 0])
    spread = np.std(found)
    assert spread < 0.1 * np.sqrt(5 / 90)  # a tenth of the plain mean's
    assert abs(np.mean(found) - 5) < 4 * spread / np.sqrt(400)


def test_moments_of_parts_add_up_and_few_draws_say_nothing():
    rng = np.random.default_rng(0)
    values, controls = rng.normal(size=(4, 2, 8)), rng.normal(size=(4, 3, 8))
    whole, parts = Moments(4, 2, 3), [Moments(4, 2, 3) for _ in range(2)]
    whole.add(values, controls)
    for part, half in zip(parts, (slice(0, 5), slice(5, 8)), strict=True):
        part.add(values[..., half], controls[..., half])
    known = np.ones((4, 3))
    np.testing.assert_allclose((parts[0] + parts[1]).mean(known, whole), whole.mean(known, whole))
    np.testing.assert_allclose((whole - parts[1]).mean(known, parts[0]), values[..., :5].mean(axis=2))


@pytest.mark.parametrize("outputs", ["softmax", "sigmoid"])
def test_the_mean_of_many_runs_is_the_value_over_all_teams(outputs):
    network = network_of((8, 5, 4, 3), ("sigmoid", "tanh", outputs), image_shape=(2, 4), scale=3)
    game = influence.Game.of(network, picture_of(network))
    truth = brute_force_shapley(network, picture_of(network))["z3"].reshape(3, -1).T
    runs = [softmax_values(game, np.random.default_rng(seed), 128, 16, 4, "z3").means["z3"] for seed in range(50)]
    surprise = (np.mean(runs, axis=0) - truth) / (np.std(runs, axis=0, ddof=1) / np.sqrt(50))
    assert np.sqrt((surprise**2).mean()) < 1.8


def test_a_third_of_the_error_of_two_levels_is_left_and_single_precision_does_not_show():
    game = influence.Game.of(load_network("scratch"), load_digits().split("test").images[0])
    truth = softmax_values(game, np.random.default_rng(9), 12_000, 128, 8, "z3").means["z3"]
    ours, theirs = (
        np.linalg.norm(method(np.random.default_rng(0)).means["z3"] - truth)
        for method in (
            lambda rng: softmax_values(game, rng, 2048, 32, 8, "z3"),
            lambda rng: two_level_values(game, rng, 2048, 32, 8, ["z3"]),
        )
    )
    assert ours < theirs / 2.5
    assert truth.sum(axis=0) == pytest.approx(game.change(["z3"])["z3"], abs=0.01)


def test_a_third_of_the_error_is_left_at_sigmoid_outputs_too():
    network = load_network("your-own")
    game = influence.Game.of(network, load_digits().split("test").images[0])
    assert is_behind_softmax(game, "z2") and not is_behind_softmax(game, "z1")
    ours, theirs = (
        np.linalg.norm(tally.errors()["z2"])
        for tally in (
            softmax_values(game, np.random.default_rng(0), 1024, 32, 8, "z2"),
            two_level_values(game, np.random.default_rng(0), 1024, 32, 8, ["z2"]),
        )
    )
    assert ours < theirs / 2.5


@pytest.mark.parametrize(("name", "fewer"), [("scratch", True), ("nielsen", False)])
def test_the_work_goes_where_the_luck_is(name, fewer):
    network = load_network(name)
    game = influence.Game.of(network, load_digits().split("test").images[0]).astype(np.float32)
    race = Race.of(game, np.random.default_rng(0), network.views[-1])
    near, exact = divided(race, np.random.default_rng(0), 1024, 32)
    assert (exact < 32) == fewer and (near > 1024) == fewer


def test_more_outputs_than_can_be_looked_at_by_twos_and_a_blank_picture_have_values_too():
    network = network_of((6, 4, 17), ("sigmoid", "softmax"))
    game = influence.Game.of(network, picture_of(network))
    means = softmax_values(game, np.random.default_rng(0), 256, 32, 4, "z2").means["z2"]
    assert means.sum(axis=0) == pytest.approx(game.change(["z2"])["z2"], abs=0.01)
    blank = influence.Game.of(network, np.zeros(network.image_shape))
    assert softmax_values(blank, np.random.default_rng(0), 64, 8, 4, "z2").means["z2"].shape == (0, 17)


def test_a_rare_draw_makes_no_coefficient_wild():
    game = influence.Game.of(load_network("nielsen"), load_digits().split("test").images[0])
    tallies = [softmax_values(game, np.random.default_rng(seed), 2048, 32, 8, "z2") for seed in range(8)]
    sizes = np.linalg.norm(np.mean([tally.means["z2"] for tally in tallies], axis=0), axis=0)
    errors = [np.linalg.norm(tally.errors()["z2"], axis=0) / sizes for tally in tallies]
    assert np.max(errors) < 15  # of a node that hardly ever moves at all; with few draws a control it was 130


def test_a_picture_that_is_its_own_baseline_moves_nothing():
    straight = Network((Dense(np.eye(6, 3), None, "softmax"),), image_shape=(2, 3))
    assert not influence.shapley(straight, np.ones((2, 3)), np.ones((2, 3)))["z1"].any()


def test_a_network_of_single_nodes_is_played_to_its_end():
    layers = Dense(np.ones((6, 1)), None, "sigmoid"), Dense(-np.ones((1, 1)), None, "sigmoid")
    picture = np.array([[0.25, 0, 0.25], [0, 0.25, 0]])
    maps = influence.shapley(Network(layers, image_shape=(2, 3)), picture)
    np.testing.assert_allclose(maps["z2"][0, picture > 0], maps.change["z2"][0] / 3, atol=1e-3)

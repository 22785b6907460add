"""Shapley values and interactions, against listing all 2^k teams."""

import numpy as np
import pytest

from mnistnet import Dense, Network, influence, load_digits, load_network
from mnistnet.influence import DoesNotApply
from mnistnet.influence.jacobian import along, mean_jacobians
from mnistnet.influence.pairs import deep_pairs, exact_pairs, in_accord
from mnistnet.influence.sampling import Tally, batches_of, random_teams
from mnistnet.influence.two_level import joining
from mnistnet.influence.waves import Waves
from tests.influence_oracles import (
    all_teams,
    brute_force_pairs,
    brute_force_shapley,
    network_of,
    picture_of,
    row_network,
)

NETWORKS = {
    "sigmoid": network_of((9, 5, 4, 3), ("sigmoid", "sigmoid", "softmax"), image_shape=(3, 3), scale=3),
    "tanh": network_of((9, 5, 4, 3), ("tanh", "relu", "softmax"), image_shape=(3, 3), scale=3),
    "identity": network_of((9, 5, 4, 3), ("identity", "tanh", "softmax"), image_shape=(3, 3)),
    "by rows": row_network("sigmoid", 3, 3),
    "by rows, tanh": row_network("tanh", 3, 3, seed=1),
}
each_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def few_pixels(count):
    """Return a test digit of which only the `count` darkest pixels are left."""
    digit = load_digits().split("test").images[3]
    kept = np.argsort(-digit.ravel().astype(int), kind="stable")[:count]
    few = np.zeros(784, np.uint8)
    few[kept] = digit.flat[kept]
    return few.reshape(28, 28)


@each_network
@pytest.mark.parametrize("other", [False, True], ids=["blank", "other"])
def test_exact_values_are_those_of_all_teams(network, other):
    picture = picture_of(network, blank=[4])
    baseline = picture_of(network, seed=3) if other else None
    truth = brute_force_shapley(network, picture, baseline)
    maps = influence.shapley_exact(network, picture, baseline)
    assert list(maps) == ["a1", "z1", "a2"]
    for view in maps:
        np.testing.assert_allclose(maps[view], truth[view], rtol=0, atol=1e-13)


@pytest.mark.parametrize("scale", [0.1, 10, 100])
def test_exact_values_stay_exact_for_small_and_for_huge_weights(scale):
    network = network_of((9, 5, 3), ("sigmoid", "softmax"), image_shape=(3, 3), scale=scale)
    picture = picture_of(network)
    truth = brute_force_shapley(network, picture)["z1"]
    np.testing.assert_allclose(influence.shapley_exact(network, picture)["z1"], truth, rtol=0, atol=1e-12)
    rough = influence.shapley_exact(network, picture, tolerance=1e-8)["z1"]
    np.testing.assert_allclose(rough, truth, rtol=0, atol=1e-7)


def test_exact_values_of_the_shipped_network_are_those_of_16384_teams():
    network, few = load_network("scratch"), few_pixels(14)
    game = influence.Game.of(network, few)
    members = (np.arange(1 << 14)[:, None] >> np.arange(14) & 1).astype(float)
    values = game.chain.values(game.teams(members), ["z1"])["z1"]
    marginals = influence.shapley_exact(network, few)["z1"].reshape(50, -1)[:, game.players]
    sizes = members.sum(axis=1).astype(int)
    by_size = np.array([1, *np.cumprod([(14 - s) / (s + 1) for s in range(14)])])
    for i in range(14):
        without = np.flatnonzero(members[:, i] == 0)
        weights = 1 / (14 - sizes[without]) / by_size[sizes[without]]
        expected = weights @ (values[without | 1 << i] - values[without])
        np.testing.assert_allclose(marginals[:, i], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("activation", ["relu", "step", "softmax"])
def test_exact_values_are_refused_where_no_way_to_them_is_known(activation):
    network = network_of((9, 5, 3), (activation, "softmax"), image_shape=(3, 3))
    with pytest.raises(DoesNotApply, match=f"With {activation} in the first layer"):
        influence.shapley_exact(network, picture_of(network))
    assert list(influence.shapley_exact(network, picture_of(network), views=["a1"])) == ["a1"]
    with pytest.raises(DoesNotApply):
        influence.shapley_exact(NETWORKS["sigmoid"], picture_of(NETWORKS["sigmoid"]), views=["z2"])


SAMPLED = {
    "shapley_permutations": {"permutations": 600},
    "two_level": {"masks": 2000, "toggles": 300, "batches": 30},
}


@pytest.mark.parametrize("name", SAMPLED)
@pytest.mark.parametrize("key", ["sigmoid", "tanh", "by rows"])
def test_sampled_values_are_right_within_their_standard_errors(name, key):
    network = NETWORKS[key]
    picture = picture_of(network)
    truth = brute_force_shapley(network, picture)
    runs = [
        getattr(influence, name)(network, picture, rng=np.random.default_rng(seed), **SAMPLED[name])
        for seed in range(5)
    ]
    for view in network.views:
        off = np.array([np.abs(maps[view] - truth[view]) for maps in runs])
        error = np.array([maps.standard_error[view] for maps in runs])
        assert (off[error < 1e-12] < 1e-9).all()
        surprise = off[error > 1e-12] / error[error > 1e-12]
        assert not surprise.size or 0.5 < np.sqrt((surprise**2).mean()) < 1.5


@pytest.mark.parametrize("activations", [("sigmoid", "step", "softmax"), ("step", "relu", "sigmoid")])
def test_networks_with_steps_are_sampled_by_permutations(activations):
    network = network_of((9, 5, 4, 3), activations, image_shape=(3, 3))
    picture = picture_of(network)
    truth = brute_force_shapley(network, picture)
    maps = influence.shapley(network, picture, permutations=3000)
    for view in network.views:
        np.testing.assert_allclose(maps[view], truth[view], rtol=0, atol=0.05)
    assert (maps.standard_error["z1"] is None) == (activations[0] == "sigmoid")


@each_network
def test_shapley_adds_up_and_comes_near_in_every_view(network):
    picture = picture_of(network)
    truth = brute_force_shapley(network, picture)
    maps = influence.shapley(network, picture, masks=4000, toggles=800)
    for view in network.views:
        assert np.abs(maps.difference(view)).max() < 1e-12
        assert np.abs(maps[view] - truth[view]).max() < 0.1 * np.abs(truth[view]).max()
    assert maps.standard_error["a2"] is None and maps.standard_error[network.views[-1]].any()


@pytest.mark.parametrize("name", ["scratch", "sharp"])
def test_single_precision_rounds_away_far_less_than_chance_leaves_open(name):
    network = load_network(name)
    exact, quick = (
        influence.mask_mean_gradient(network, few_pixels(60), views=["a2"], dtype=dtype)
        for dtype in (np.float64, np.float32)
    )
    assert np.abs(quick["a2"] - exact["a2"]).max() < 1e-4 * exact.standard_error["a2"].max()


def test_mask_mean_gradient_comes_near_while_moves_are_small():
    network = network_of((100, 5, 4, 3), ("sigmoid", "tanh", "softmax"), image_shape=(10, 10))
    picture = picture_of(network)
    near = influence.mask_mean_gradient(network, picture, masks=20_000)
    truth = influence.shapley(network, picture, masks=20_000, toggles=1000)
    for view in network.views:
        assert np.corrcoef(near[view].ravel(), truth[view].ravel())[0, 1] > 0.999
        assert np.linalg.norm(near[view] - truth[view]) < 0.04 * np.linalg.norm(truth[view])


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_pixels_own_presence_is_taken_out_of_its_slope(activation):
    """Without that the error of many masks at z1 would be about three times as large."""
    network = network_of((30, 5, 3), (activation, "softmax"), image_shape=(5, 6), scale=2)
    picture = picture_of(network)
    game, truth = influence.Game.of(network, picture), influence.shapley_exact(network, picture)["z1"]
    near = influence.mask_mean_gradient(network, picture, masks=40_000, views=["z1"])["z1"]
    sums = game.teams(random_teams(game.size, 40_000, np.random.default_rng(0)))
    plain = game.picture(along(game, mean_jacobians(game.chain, sums, views=["z1"]))["z1"])
    assert np.linalg.norm(near - truth) < 0.5 * np.linalg.norm(plain - truth)


@pytest.mark.parametrize("name", ["shapley", "two_level", "mask_mean_gradient", "shapley_permutations"])
def test_same_seed_same_bits_other_seed_other_bits(name):
    network, picture = NETWORKS["sigmoid"], picture_of(NETWORKS["sigmoid"])
    method = getattr(influence, name)
    first, again, other = (method(network, picture, rng=np.random.default_rng(seed))["z3"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    np.testing.assert_array_equal(method(network, picture)["z3"], method(network, picture)["z3"])


@each_network
@pytest.mark.parametrize("view", ["a1", "z1", "a2"])
def test_exact_pairs_are_those_of_all_teams(network, view):
    picture = picture_of(network, blank=[0])
    node = network.view_shapes[view][-1] - 1
    found = influence.interactions(network, picture, view=view, node=node)
    assert found.exact
    np.testing.assert_allclose(found.pairs, brute_force_pairs(network, picture, view, node), rtol=0, atol=1e-13)
    truth = brute_force_shapley(network, picture)[view][node]
    np.testing.assert_allclose(found.picture(found.total), truth, rtol=0, atol=1e-13)
    assert abs(found.alone.sum() + found.pairs.sum() / 2 - found.change) < 1e-13


def test_alone_and_half_of_together_is_shapley_on_the_shipped_network():
    network, digit = load_network("scratch"), load_digits().split("test").images[3]
    found = influence.interactions(network, digit, view="z1", node=7)
    exact = influence.shapley_exact(network, digit, views=["z1"])["z1"][7]
    np.testing.assert_allclose(found.picture(found.alone + found.pairs.sum(axis=1) / 2), exact, rtol=0, atol=1e-12)
    alone = influence.one_pixel(network, digit, views=["z1"])["z1"][7]
    np.testing.assert_array_equal(found.picture(found.alone), alone)


@pytest.mark.parametrize(("key", "view"), [("sigmoid", "z2"), ("tanh", "a3"), ("by rows", "z3"), ("by rows", "z2")])
def test_deep_pairs_come_near_and_their_receipt_is_exact(key, view):
    network = NETWORKS[key]
    picture = 0.3 * picture_of(network)
    found = influence.interactions(network, picture, view=view, node=1, teams=400)
    truth = brute_force_pairs(network, picture, view, 1)
    assert not found.exact
    assert np.linalg.norm(found.pairs - truth) < 0.3 * np.linalg.norm(truth)
    np.testing.assert_array_equal(found.pairs, found.pairs.T)
    assert not np.diagonal(found.pairs).any()
    assert abs(found.alone.sum() + found.pairs.sum() / 2 - found.change) < 1e-12


def test_estimated_pairs_weigh_small_teams_more():
    """A node that soon saturates: in small teams pixels get in each other's way, in large ones nothing matters."""
    network = Network((Dense(np.full((40, 1), 0.2)),), image_shape=(4, 10))
    game = influence.Game.of(network, np.ones((4, 10)))
    truth = exact_pairs(game, "z1", 0)
    found = deep_pairs(game, "z1", 0, np.random.default_rng(0), 400)
    assert np.linalg.norm(found - truth) < 0.1 * np.linalg.norm(truth)


def test_partners_are_the_row_of_a_pixel_and_a_blank_pixel_has_none():
    network = NETWORKS["sigmoid"]
    found = influence.interactions(network, picture_of(network, blank=[4]), view="z1", node=2)
    partners = found.partners(2, 0)
    np.testing.assert_array_equal(partners.ravel()[found.players], found.pairs[5])
    assert partners[2, 0] == 0 and partners.any()
    assert not found.partners(1, 1).any()
    assert repr(found) == "<Interactions of 8 pixels at node 2 of z1, exact>"


@pytest.mark.parametrize(("view", "node"), [("z1", 5), ("z1", -1), ("z9", 0)])
def test_pairs_of_a_node_that_is_not_there_are_refused(view, node):
    with pytest.raises(ValueError):
        influence.interactions(NETWORKS["sigmoid"], picture_of(NETWORKS["sigmoid"]), view=view, node=node)


def test_bringing_pairs_into_accord_moves_them_as_little_as_possible():
    rng = np.random.default_rng(0)
    pairs, sums = rng.normal(size=(6, 6)), rng.normal(size=6)
    pairs += pairs.T
    np.fill_diagonal(pairs, 0)
    result = in_accord(pairs, sums)
    np.testing.assert_allclose(result.sum(axis=1), sums, atol=1e-13)
    upper = np.triu_indices(6, 1)
    equations = np.array([[float(row in pair) for pair in zip(*upper, strict=True)] for row in range(6)])
    least = np.linalg.lstsq(equations, sums - pairs.sum(axis=1), rcond=None)[0]  # the smallest solution
    np.testing.assert_allclose((result - pairs)[upper], least, atol=1e-13)


@pytest.mark.parametrize("key", ["sigmoid", "by rows", "identity"])
def test_owens_curve_starts_alone_ends_missing_and_its_mean_is_shapley(key):
    network = NETWORKS[key]
    picture = picture_of(network)
    places, weights = np.polynomial.legendre.leggauss(6)
    first, *between, last = influence.owen_curve(network, picture, qs=(0, *(places + 1) / 2, 1), teams=300)
    ends = influence.one_pixel(network, picture), influence.occlusion(network, picture)
    truth = brute_force_shapley(network, picture)
    for view in network.views:
        np.testing.assert_allclose(first[view], ends[0][view], rtol=0, atol=1e-14)
        np.testing.assert_allclose(last[view], ends[1][view], rtol=0, atol=1e-13)
        mean = sum(weight / 2 * maps[view] for weight, maps in zip(weights, between, strict=True))
        near = 1e-12 if view in ("a1", "z1", "a2") else 0.1 * np.abs(truth[view]).max()
        np.testing.assert_allclose(mean, truth[view], rtol=0, atol=near)
    assert first.standard_error["z2"] is None and between[0].standard_error[network.views[-1]].any()


def test_opposite_luck_is_all_there_is_for_two_pixels_at_a_half():
    network = NETWORKS["tanh"]
    picture = picture_of(network, blank=range(2, 9))
    truth = brute_force_shapley(network, picture)  # for two pixels the curve is a line: its middle is its mean
    (maps,) = influence.owen_curve(network, picture, qs=[0.5], teams=6)
    for view in network.views:
        np.testing.assert_allclose(maps[view], truth[view], rtol=0, atol=1e-13)


def test_owens_curve_at_a_half_is_the_plain_mean_over_all_teams():
    """At q = 1/2 every team is as likely as every other; a pixel that cancels a factor's middle is no trouble."""
    network = NETWORKS["sigmoid"]
    picture = picture_of(network, blank=[8])
    players, members, values = all_teams(network, picture)
    (maps,) = influence.owen_curve(network, picture, qs=[0.5])
    for i, player in enumerate(players):
        mean = values["z1"][members[:, i]].mean(axis=0) - values["z1"][~members[:, i]].mean(axis=0)
        np.testing.assert_allclose(maps["z1"].reshape(5, -1)[:, player], mean, rtol=0, atol=1e-13)
    with pytest.raises(ValueError, match="probability"):
        influence.owen_curve(network, picture, qs=[1.1])


def test_a_factor_of_zero_can_be_left_out_of_a_product():
    cosines, sines = np.array([[0.0, 0.6], [0.5, 1.0], [0.8, 0.0]]), np.array([[1.0, 0.8], [0.7, 0.0], [0.6, 1.0]])
    waves = Waves(np.ones(2), np.ones(2), np.zeros(2), cosines, sines)
    np.testing.assert_allclose(waves.without_each(0.0).real, [[0.4, 0], [0, 0], [0, 0.6]], atol=1e-15)
    factors = cosines + 0.5j * sines
    np.testing.assert_allclose(waves.without_each(0.5)[1], factors[0] * factors[2])


def test_the_cheap_level_takes_most_of_the_noise_out_of_the_few_toggles():
    network = network_of((100, 5, 3), ("sigmoid", "softmax"), image_shape=(10, 10))
    picture = picture_of(network)
    game, truth = influence.Game.of(network, picture), influence.shapley_exact(network, picture)["z1"]
    rngs = [np.random.default_rng(seed) for seed in range(10)]
    two = [influence.two_level(network, picture, rng=rng, views=["z1"], toggles=8)["z1"] for rng in rngs]
    few = [game.picture(joining(game, random_teams(100, 8, rng), ["z1"])["z1"]) for rng in rngs]
    assert np.std(two - truth) < 0.5 * np.std(few - truth)


def test_an_order_and_its_reverse_are_all_there_is_for_two_pixels():
    network = NETWORKS["tanh"]
    picture = picture_of(network, blank=range(2, 9))
    truth = brute_force_shapley(network, picture)
    for view, value in influence.shapley_permutations(network, picture, permutations=4).items():
        np.testing.assert_allclose(value, truth[view], rtol=0, atol=1e-14)


def test_random_teams_are_spread_evenly_and_come_with_their_complements():
    teams = random_teams(2000, 10, np.random.default_rng(0))
    assert set(np.unique(teams)) == {0, 1}
    np.testing.assert_array_equal(teams[::2] + teams[1::2], np.ones((5, 2000)))
    densities = teams[::2].mean(axis=1)
    assert (np.abs(densities - (np.arange(5) + 0.5) / 5) < 0.15).all()
    heaps = batches_of(teams, 3)
    assert [len(heap) for heap in heaps] == [4, 4, 2]
    for heap in heaps:
        np.testing.assert_array_equal(heap[::2] + heap[1::2], np.ones((len(heap) // 2, 2000)))


def test_a_tally_is_the_mean_and_the_standard_error():
    samples = np.random.default_rng(0).normal(5, 2, (7, 3, 2))
    tally = Tally()
    for sample in samples:
        tally.add({"a": sample})
    np.testing.assert_allclose(tally.means["a"], samples.mean(axis=0))
    np.testing.assert_allclose(tally.errors()["a"], samples.std(axis=0, ddof=1) / np.sqrt(7))
    lone = Tally()
    lone.add({"a": samples[0]})
    assert lone.errors() == {}


def test_a_looser_tolerance_is_kept_and_the_map_still_adds_up():
    network, image = load_network("scratch"), load_digits().split("test").images[0]
    close, exact = (influence.shapley(network, image, views=["z1", "a2"], tolerance=by) for by in (1e-6, 1e-15))
    for view in ("z1", "a2"):
        assert 0 < np.abs(close[view] - exact[view]).max() < 1e-5
        np.testing.assert_allclose(close[view].sum(axis=(1, 2)), close.change[view], atol=1e-12)
        assert not close[view][exact[view] == 0].any()

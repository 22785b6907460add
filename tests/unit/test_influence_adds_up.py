"""Methods that say that they add up do, to 1e-9, on fifty networks of every kind; those that do not say so do not."""

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, PixelEncoding
from mnistnet.influence import METHODS, DoesNotApply, Game
from mnistnet.influence.chain import chain_of
from mnistnet.influence.integrated_gradients import integrated_gradients
from mnistnet.influence.method import COMPARISON, EXACT, FAST, GROUPS
from mnistnet.influence.methods import RECOMMENDED
from mnistnet.influence.path import straight_path
from mnistnet.influence.softmax_steepness import softmax_steepness
from tests.influence_oracles import network_of, picture_of

CASES = range(50)
RULES = ("sigmoid", "tanh", "relu", "identity", "softmax")


def random_network(seed):
    """Return a network of one to four layers, every third one along the rows of its picture, with any activations."""
    rng = np.random.default_rng(seed)
    by_rows, depth, scale = seed % 3 == 0, seed % 4 + 1, rng.choice([0.5, 2.0, 6.0])
    layers, shape = [], [4, 3] if by_rows else [12]
    flat_from = int(rng.integers(0, depth))  # before which layer the rows are laid end to end
    for k in range(depth):
        if len(shape) == 2 and k >= max(flat_from, 1):
            layers.append(Flatten())
            shape = [int(np.prod(shape))]
        wide = int(rng.integers(2, 7))
        biases = rng.normal(0, 0.5, wide) if rng.random() < 0.7 else None
        rule = str(rng.choice(RULES)) if k < depth - 1 else ("softmax", "sigmoid", "relu", "identity")[seed % 4]
        layers.append(Dense(rng.normal(0, scale / np.sqrt(shape[-1]), (shape[-1], wide)), biases, rule))
        shape = [*shape[:-1], wide]
    if len(shape) == 2:
        layers.append(Flatten())
    encoding = (PixelEncoding(), PixelEncoding(0.01, 0.99), PixelEncoding(-0.5, 2))[int(rng.integers(3))]
    return Network(tuple(layers), image_shape=(4, 3), encoding=encoding)


def maps_of_case(method, seed):
    """Return a method's maps for a random network, picture and baseline; None where it has no meaning there."""
    network, rng = random_network(seed), np.random.default_rng(1000 + seed)
    picture, other = rng.random((2, 4, 3)) * (rng.random((2, 4, 3)) < 0.8)
    baseline = rng.random((3, 4, 3)) if method.own_baselines else (None, other)[seed % 2]
    try:
        return method.function(network, picture, baseline, rng=rng)
    except DoesNotApply:
        return None


def worst(maps):
    return max((np.abs(maps.difference(view)) / (1 + np.abs(maps.change[view]))).max() for view in maps)


@pytest.mark.parametrize("method", [method for method in METHODS.values() if method.complete], ids=lambda one: one.name)
def test_methods_that_claim_to_add_up_do(method):
    found = {seed: maps_of_case(method, seed) for seed in CASES}
    known = {seed: maps for seed, maps in found.items() if maps is not None}
    assert len(known) > 20
    misses = {seed: worst(maps) for seed, maps in known.items()}
    assert max(misses.values()) < 1e-9, max(misses.items(), key=lambda item: item[1])


@pytest.mark.parametrize(
    "method", [method for method in METHODS.values() if not method.complete], ids=lambda one: one.name
)
def test_methods_that_do_not_claim_it_do_not(method):
    assert np.median([worst(maps_of_case(method, seed)) for seed in CASES if seed % 4]) > 1e-6


@pytest.mark.parametrize("scale", [0.1, 3, 30])
def test_a_softmax_is_as_steep_as_a_hundred_thousand_steps_say(scale):
    start, end = np.random.default_rng(4).normal(0, scale, (2, 5))
    t = np.linspace(0, 1, 100_001)[:, None]
    powers = np.exp((a := start + t * (end - start)) - a.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    slopes = p[:, :, None] * (np.eye(5) - p[:, None])
    plain = np.trapezoid(slopes, t[:, 0], axis=0)
    np.testing.assert_allclose(softmax_steepness(start, end), plain, rtol=0, atol=1e-9)


@pytest.mark.parametrize("scale", [0, 1e-9, 1, 1e3, 1e6, 1e300])
def test_a_softmax_of_any_size_is_crossed_completely_or_as_far_as_numbers_go(scale):
    start, end = np.random.default_rng(1).normal(0, 1, (2, 10)) * scale
    steepness = softmax_steepness(start, end)
    assert np.isfinite(steepness).all()
    np.testing.assert_allclose(steepness, steepness.T, atol=1e-15)
    np.testing.assert_allclose(steepness.sum(axis=0), 0, atol=1e-14)
    if scale <= 1e6:
        rise = [np.exp(a - a.max()) / np.exp(a - a.max()).sum() for a in (start, end)]
        np.testing.assert_allclose((end - start) @ steepness, rise[1] - rise[0], rtol=0, atol=1e-11 * max(scale, 1e-3))


def test_a_path_is_cut_where_a_node_bends():
    """a1 = 4 t - 1 bends at t = 1/4, and a2 = relu(a1) - 1 at t = 1/2."""
    layers = (Dense([[4.0]], [-1], "relu"), Dense([[1.0]], [-1], "relu"), Dense([[1.0]], None, "identity"))
    network = Network(layers, image_shape=(1, 1))
    game = Game.of(network, np.ones((1, 1)))
    places, weights = straight_path(game, points=1)
    for low, high in ((0, 0.25), (0.25, 0.5), (0.5, 1)):
        assert weights[(places > low) & (places < high)].sum() == pytest.approx(high - low, abs=1e-15)
    assert integrated_gradients(network, np.ones((1, 1)), points=1).total("z3") == pytest.approx(2, abs=1e-14)


def test_a_path_that_adds_up_at_once_stays_with_its_points():
    network = network_of((12, 5, 3), ("tanh", "sigmoid"), image_shape=(3, 4), scale=0.5)
    places, weights = straight_path(Game.of(network, picture_of(network)), points=20)
    x, w = np.polynomial.legendre.leggauss(20)
    np.testing.assert_allclose(places, (x + 1) / 2, atol=1e-15)
    np.testing.assert_allclose(weights, w / 2, atol=1e-15)


def test_a_path_through_a_wide_network_keeps_to_its_limit(monkeypatch):
    network = network_of((12, 60, 60, 3), ("relu", "relu", "softmax"), image_shape=(3, 4), scale=3)
    game = Game.of(network, picture_of(network))
    whole = len(straight_path(game)[0])
    nodes = sum(chain_of(network).nodes(view) for view in network.views)
    monkeypatch.setattr("mnistnet.influence.path.MOST_NUMBERS", 50 * nodes)
    places, weights = straight_path(game)
    assert 32 < len(places) <= 50 < whole
    assert weights.sum() == pytest.approx(1, abs=1e-14) and (np.abs(places - 0.5) < 0.5).all()


def test_methods_stand_in_three_groups_by_what_their_records_say():
    groups = {group: {name for name, method in METHODS.items() if method.group == group} for group in GROUPS}
    assert RECOMMENDED in groups[EXACT] and all(METHODS[name].complete for name in groups[EXACT])
    assert groups[FAST] == {"mask_mean_gradient", "two_level"}
    assert {"one_pixel", "occlusion", "gradient", "smooth_gradient"} <= groups[COMPARISON]

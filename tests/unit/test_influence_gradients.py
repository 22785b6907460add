"""Gradient-type methods, against numerical derivatives, plain sums over whole pictures, and hand computation."""

import numpy as np
import pytest

from mnistnet import Dense, Network, PixelEncoding, influence
from mnistnet.influence import jacobian
from tests.influence_oracles import network_of, node_values, picture_of, row_network

NETWORKS = {
    "deep": network_of((12, 6, 5, 4, 3), ("tanh", "sigmoid", "tanh", "softmax"), image_shape=(3, 4)),
    "softmax inside": network_of((12, 5, 4, 3), ("softmax", "tanh", "sigmoid"), image_shape=(3, 4)),
    "softmax second": network_of((12, 5, 4, 3), ("tanh", "softmax", "sigmoid"), image_shape=(3, 4)),
    "kinks": network_of((12, 6, 5, 3), ("relu", "relu", "identity"), image_shape=(3, 4)),
    "one layer": network_of((12, 3), ("softmax",), image_shape=(3, 4)),
    "by rows": row_network(),
}
each_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def numerical(network, picture, step=1e-5):
    """Return central differences, view -> (nodes, rows, columns)."""
    shaken = picture.ravel() + step * np.concatenate([np.eye(picture.size), -np.eye(picture.size)])
    values = node_values(network, shaken.reshape(-1, *picture.shape))
    slopes = {view: (value[: picture.size] - value[picture.size :]) / (2 * step) for view, value in values.items()}
    return {view: slope.T.reshape(-1, *picture.shape) for view, slope in slopes.items()}


@each_network
def test_the_gradient_is_the_numerical_one_on_blank_pixels_too(network):
    picture = picture_of(network, blank=[1, 7])
    maps, slopes = influence.gradient(network, picture), numerical(network, picture)
    for view in network.views:
        np.testing.assert_allclose(maps[view], slopes[view], rtol=0, atol=1e-8)
    times = influence.gradient_times_input(network, picture)
    for view in network.views:
        np.testing.assert_allclose(times[view], picture * slopes[view], rtol=0, atol=1e-8)


def test_the_gradient_is_by_the_networks_input_not_by_the_pixel():
    network = network_of((12, 5, 3), ("sigmoid", "softmax"), image_shape=(3, 4), encoding=PixelEncoding(0.1, 0.5))
    slopes = numerical(network, picture_of(network))
    np.testing.assert_allclose(influence.gradient(network, picture_of(network))["z2"], slopes["z2"] / 0.5, atol=1e-8)


@each_network
def test_chunks_change_nothing(network, monkeypatch):
    picture = picture_of(network)
    whole = influence.integrated_gradients(network, picture)
    monkeypatch.setattr(jacobian, "AT_ONCE", 1)
    for view, value in influence.integrated_gradients(network, picture).items():
        np.testing.assert_allclose(value, whole[view], rtol=0, atol=1e-14)


@each_network
def test_integrated_gradients_are_the_mean_slope_on_the_way(network):
    picture, baseline = picture_of(network), picture_of(network, seed=5)
    places = (np.arange(400) + 0.5) / 400
    slopes = [influence.gradient(network, baseline + t * (picture - baseline)) for t in places]
    maps = influence.integrated_gradients(network, picture, baseline, points=200)
    for view in network.views:
        expected = (picture - baseline) * np.mean([slope[view] for slope in slopes], axis=0)
        np.testing.assert_allclose(maps[view], expected, rtol=0, atol=3e-3 if "relu" in repr(network.layers) else 1e-5)


def test_integrated_gradients_of_a_square_are_exact_with_one_point():
    network = Network((Dense([[1.0], [2.0]], None, "identity"),), image_shape=(1, 2))
    maps = influence.integrated_gradients(network, np.array([[1.0, 0.5]]), points=1)
    np.testing.assert_array_equal(maps["z1"][0], [[1.0, 1.0]])


def test_deep_lift_worked_by_hand():
    """a1 = (-1 + 2 x0 + x1), z1 = max(a1, 0): from -1 to 2, so 0 to 2, the multiplier is 2/3."""
    layers = (Dense([[2], [1]], [-1], "relu"), Dense([[3, -1]], [0, 1], "softmax"))
    maps = influence.deep_lift(Network(layers, image_shape=(1, 2)), np.ones((1, 2)))
    np.testing.assert_array_equal(maps["a1"][0], [[2, 1]])
    np.testing.assert_allclose(maps["z1"][0], [[4 / 3, 2 / 3]])
    np.testing.assert_allclose(maps["a2"][:, 0], [[4, 2], [-4 / 3, -2 / 3]])
    odds = 1 / (1 + np.exp(1.0)), 1 / (1 + np.exp(-7.0))  # of class 0: a2 = (0, 1) before, (6, -1) after
    rise = odds[1] - odds[0]  # of two classes only the difference counts: it rose by 8, by maps (4, 2) - (-4/3, -2/3)
    np.testing.assert_allclose(maps["z2"][0, 0], rise / 8 * np.array([4 + 4 / 3, 2 + 2 / 3]), rtol=1e-14)
    np.testing.assert_allclose(maps["z2"][1, 0], -maps["z2"][0, 0], rtol=1e-14)


def test_deep_lift_takes_the_slope_where_a_sum_did_not_move():
    network = Network((Dense([[1.0], [-1.0]], None, "tanh"),), image_shape=(1, 2))
    np.testing.assert_array_equal(influence.deep_lift(network, np.ones((1, 2)))["z1"][0], [[1, -1]])


@pytest.mark.parametrize("network", [NETWORKS["deep"], NETWORKS["by rows"]], ids=["flat", "by rows"])
def test_noise_drawn_at_a1_scatters_as_noise_on_the_pixels_does(network):
    """A thousand noisy pictures, one by one, agree with the shortcut within their own standard errors."""
    picture = picture_of(network)
    noise = np.random.default_rng(2).normal(0, 0.2, (1000, *picture.shape))
    slopes = [influence.gradient(network, (picture + e).clip(-1, 2)) for e in noise]
    maps = influence.smooth_gradient(network, picture, noise=0.2, samples=4000)
    for view in network.views[1:]:
        each = np.array([slope[view] for slope in slopes])
        error = np.hypot(each.std(axis=0) / np.sqrt(len(each)), maps.standard_error[view])
        assert np.sqrt(np.nanmean(((maps[view] - each.mean(axis=0)) / np.where(error, error, np.nan)) ** 2)) < 1.5
        assert np.abs(maps[view] - influence.gradient(network, picture)[view]).max() > 1e-4


def test_noise_is_in_units_of_ink_whatever_the_encoding():
    encoded = network_of((12, 5, 3), ("sigmoid", "softmax"), image_shape=(3, 4), encoding=PixelEncoding(0.1, 0.5))
    first, last = encoded.layers
    plain = Network(
        (Dense(first.weights / 2, first.biases + 0.1 * first.weights.sum(axis=0), "sigmoid"), last), image_shape=(3, 4)
    )
    slopes = [influence.smooth_gradient(network, picture_of(encoded))["z2"] for network in (encoded, plain)]
    np.testing.assert_allclose(slopes[0] / 2, slopes[1], rtol=0, atol=1e-13)


def test_smooth_gradient_without_noise_is_the_gradient_and_can_be_multiplied():
    network, picture = NETWORKS["deep"], picture_of(NETWORKS["deep"])
    plain, times = influence.gradient(network, picture), influence.gradient_times_input(network, picture)
    still = influence.smooth_gradient(network, picture, noise=0)
    in_units = influence.smooth_gradient(network, picture, noise=0, times_input=True)
    for view in network.views:
        np.testing.assert_allclose(still[view], plain[view], atol=1e-14)
        np.testing.assert_allclose(in_units[view], times[view], atol=1e-14)


def test_expected_gradients_are_the_mean_over_baselines():
    network, picture = NETWORKS["deep"], picture_of(NETWORKS["deep"])
    others = np.random.default_rng(1).random((3, 3, 4))
    maps = influence.expected_gradients(network, picture, others, points=12)
    each = [influence.integrated_gradients(network, picture, other, points=12) for other in others]
    for view in network.views:
        stack = np.array([one[view] for one in each])
        np.testing.assert_allclose(maps[view], stack.mean(axis=0), atol=1e-14)
        np.testing.assert_allclose(maps.standard_error[view], stack.std(axis=0, ddof=1) / np.sqrt(3), atol=1e-14)
        np.testing.assert_allclose(maps.change[view], np.mean([one.change[view] for one in each], axis=0), atol=1e-14)
    single = influence.expected_gradients(network, picture, others[0], points=12)
    np.testing.assert_allclose(single["z4"], each[0]["z4"], atol=1e-15)
    assert single.standard_error["z4"] is None


def test_expected_gradients_take_embedded_digits_for_mnist_and_ask_for_baselines_otherwise():
    network = network_of((784, 4, 3), ("tanh", "softmax"), image_shape=(28, 28), scale=0.5)
    picture = np.zeros((28, 28))
    maps = influence.expected_gradients(network, picture, samples=3)
    assert maps["z1"].any(), "a blank picture differs from other digits"
    with pytest.raises(ValueError, match="give it baselines"):
        influence.expected_gradients(NETWORKS["deep"], picture_of(NETWORKS["deep"]))

"""Deep linear networks are one matrix, by hand and by random ones; a bend makes the difference."""

from itertools import pairwise

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, load_digits, load_network, network_names
from mnistnet.basics.linear import SMALL, collapse, collapsed, equality, straightened
from mnistnet.basics.plane import PROBLEMS, learn_plane, plane_problem, regions, share_right


def test_two_layers_multiplied_out_by_hand():
    first = Dense(np.array([[1.0, 2], [3, 4]]), np.array([1.0, -1]), "identity")
    second = Dense(np.array([[1.0], [10]]), np.array([5.0]), "identity")
    one = collapse([first, second])
    assert one.weights.tolist() == [[21], [43]] and one.biases.tolist() == [-4]


def test_the_small_case_by_head():
    one = collapse(SMALL)
    assert one.weights.tolist() == [[5, 0], [4, 5], [9, -2]] and one.biases.tolist() == [5, 1]
    x = np.array([1, 2, 3])
    hidden = x @ SMALL[0].weights + SMALL[0].biases
    assert hidden.tolist() == [6, -1, 4, 12] and (hidden @ SMALL[1].weights + SMALL[1].biases).tolist() == [45, 5]
    assert (x @ one.weights + one.biases).tolist() == [45, 5]


@pytest.mark.parametrize("name", network_names())
def test_a_network_without_its_bends_is_one_matrix(name):
    digits = load_digits().split("test")
    images, labels = digits.images[:60], digits.labels[:60]
    network = load_network(name)
    found = equality(network, images, labels)
    assert found.shape == (784, 10) and 0 < found.gap < 1e-12 * found.largest
    one = collapsed(straightened(network)).dense_layers[0]
    signal = network.encode(images).astype(np.float64)
    for layer in network.dense_layers:
        signal = signal.reshape(len(signal), -1) if layer.fan_in == 280 else signal  # behind "rows" its Flatten
        signal = np.einsum("...i,ij->...j", signal, layer.weights.astype(float))
        signal = signal if layer.biases is None else signal + layer.biases
    flat = network.encode(images).astype(np.float64).reshape(60, 784)
    np.testing.assert_allclose(flat @ one.weights + one.biases, signal, rtol=1e-6, atol=1e-5 * found.largest)
    assert found.right == (signal.argmax(axis=1) == labels).sum()


def test_what_has_no_dense_layer_at_its_end_is_no_matrix():
    for layers in ((Flatten(),), (Dense(np.eye(2), None, "identity"), Flatten())):
        with pytest.raises(ValueError, match="must come last"):
            collapse(layers)


@pytest.mark.parametrize("seed", range(5))
def test_any_depth_and_width_is_one_matrix(seed):
    rng = np.random.default_rng(seed)
    widths = [4, *rng.integers(1, 20, rng.integers(1, 6)), 3]
    layers = [
        Dense(rng.normal(size=(a, b)), rng.normal(size=b) if rng.random() < 0.7 else None, "identity")
        for a, b in pairwise(widths)
    ]
    layers[-1] = Dense(layers[-1].weights, layers[-1].biases, "softmax")
    deep = Network(tuple(layers), image_shape=(2, 2))
    single = collapsed(deep)
    points = rng.normal(size=(50, 4))
    np.testing.assert_allclose(
        single.forward(points)["z1"], deep.forward(points)[deep.views[-1]], rtol=1e-9, atol=1e-12
    )
    assert len(single.dense_layers) == 1 and single.parameters == 4 * 3 + 3


def test_a_bend_cannot_be_multiplied_out():
    with pytest.raises(ValueError, match="not linear"):
        collapse([Dense(np.eye(2), None, "relu"), Dense(np.eye(2), None, "identity")])


@pytest.mark.parametrize("name", PROBLEMS)
def test_problems_are_balanced_bounded_and_repeatable(name):
    plane = plane_problem(name, np.random.default_rng(0))
    assert plane.points.shape == (300, 2) and plane.labels.sum() == 150 and np.abs(plane.points).max() <= 1
    np.testing.assert_array_equal(plane.points, plane_problem(name, np.random.default_rng(0)).points)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_bend_solves_what_a_line_cannot(name):
    plane = plane_problem(name, np.random.default_rng(0))
    line = learn_plane(plane, hidden=(8, 8), activation="identity")
    bent = learn_plane(plane, hidden=(8, 8), activation="sigmoid")
    assert share_right(bent, plane) > 0.96
    assert (share_right(line, plane) > 0.97) == (name == "halves")


def test_more_starts_are_never_worse_and_end_when_it_is_good_enough():
    plane = plane_problem("corners", np.random.default_rng(0))
    one = learn_plane(plane, hidden=(2,), activation="sigmoid", starts=1)
    three = learn_plane(plane, hidden=(2,), activation="sigmoid", starts=3)
    assert share_right(three, plane) >= share_right(one, plane)
    easy = plane_problem("halves", np.random.default_rng(0))
    first = learn_plane(easy, hidden=(4,), activation="tanh", starts=1)
    assert share_right(first, easy) >= 0.97
    assert learn_plane(easy, hidden=(4,), activation="tanh", starts=3).digest == first.digest


def test_points_right_by_counting():
    plane = plane_problem("halves", np.random.default_rng(0))
    network = Network((Dense(np.array([[0.0, 0], [-1, 1]]), None, "softmax"),), image_shape=(1, 2))
    assert share_right(network, plane) == ((plane.points[:, 1] > 0) == plane.labels).mean()


def test_regions_are_the_networks_own_answers():
    plane = plane_problem("moons", np.random.default_rng(0))
    network = learn_plane(plane, hidden=(4,), activation="tanh", epochs=3)
    side, sure = regions(network, 7)
    assert side[0] == -1 and side[-1] == 1 and sure.shape == (7, 7)
    point = np.array([[side[5], side[2]]])
    assert sure[2, 5] == pytest.approx(network.astype(np.float64).forward(point)["z2"][0, 1])


def test_the_same_seed_gives_the_same_network():
    plane = plane_problem("rings", np.random.default_rng(0))
    first, again = (learn_plane(plane, hidden=(3,), activation="tanh", epochs=2) for _ in range(2))
    assert first.digest == again.digest

"""The race of maps worked by hand on a network of integer weights, and every method's maps side by side."""

import numpy as np
import pytest

from mnistnet import Dense, Network, influence
from mnistnet.faithfulness.comparison import compare
from mnistnet.faithfulness.erasure import RANDOM, first_change, race
from mnistnet.influence import METHODS

# One node: 1 * p0 + 2 * p1 + 3 * p2 - 4 * p3. The second node is the same, negative.
WEIGHTS = np.array([[1.0, -1], [2, -2], [3, -3], [-4, 4]])
PLAIN = Network((Dense(WEIGHTS, activation="identity"),), image_shape=(2, 2))
INK = np.ones((2, 2))


def test_the_curves_by_hand():
    right = WEIGHTS[:, 0].reshape(2, 2)
    (gone, come), (wrong, _), _ = race(PLAIN, INK, "z1", 0, {"right": right, "wrong": -right}, steps=4).values()
    np.testing.assert_allclose(gone.values, [[2, -1, -3, -4, 0]])
    np.testing.assert_allclose(come.values, [[0, 3, 5, 6, 2]])
    np.testing.assert_allclose(wrong.values, [[2, 6, 5, 3, 0]])
    np.testing.assert_allclose(gone.fractions, [0, 0.25, 0.5, 0.75, 1])


def test_a_later_node_is_followed_itself():
    map_of_1 = WEIGHTS[:, 1].reshape(2, 2)
    gone, _ = race(PLAIN, INK, "z1", 1, {"m": map_of_1}, steps=4)["m"]
    np.testing.assert_allclose(gone.values, [[-2, -6, -5, -3, 0]])


def test_random_order_is_the_mean_of_many_and_falls_evenly():
    *_, name = (curves := race(PLAIN, INK, "z1", 0, {}, orders=4000, steps=4))
    assert name == RANDOM
    np.testing.assert_allclose(curves[RANDOM][0].values, [[2, 1.5, 1, 0.5, 0]], atol=0.15)
    again = race(PLAIN, INK, "z1", 0, {}, orders=4000, steps=4)
    np.testing.assert_array_equal(again[RANDOM][0].values, curves[RANDOM][0].values)


def test_the_first_change_of_the_answer():
    assert first_change(np.array([[0.9, 0.1], [0.6, 0.4], [0.4, 0.6], [0.9, 0.1]])) == 2
    assert first_change(np.array([[0.9, 0.1], [0.6, 0.4]])) is None


@pytest.fixture(scope="module")
def network():
    rng = np.random.default_rng(8)
    layers = (
        Dense(rng.normal(size=(784, 5)) / 9, rng.normal(size=5), "sigmoid"),
        Dense(rng.normal(size=(5, 3)), rng.normal(size=3), "softmax"),
    )
    return Network(layers)


PICTURE = np.random.default_rng(9).integers(0, 256, (28, 28)).astype(np.uint8)


def test_every_method_is_asked_and_says_why_if_it_does_not_apply(network):
    methods = compare(network, PICTURE, "z2")
    assert [one.method for one in methods] == list(METHODS)
    silent = [one for one in methods if one.maps is None]
    assert [one.method for one in silent] == ["shapley_exact"] and "exact Shapley values are known" in silent[0].reason
    assert np.isnan(silent[0].r).all() and len(silent[0].r) == 3


def test_agreement_and_receipt_belong_to_the_maps(network):
    found = {one.method: one for one in compare(network, PICTURE, "z1")}
    alone = influence.one_pixel(network, PICTURE, views=["z1"])
    np.testing.assert_allclose(found["one_pixel"].maps, alone["z1"], rtol=1e-6)
    np.testing.assert_allclose(found["one_pixel"].difference, alone["z1"].sum(axis=(1, 2)) - alone.change["z1"])
    np.testing.assert_allclose(found["shapley"].r, 1)
    np.testing.assert_allclose(found["shapley"].difference, 0, atol=1e-12)
    assert all(np.isnan(found[name].difference).all() for name in ("gradient", "smooth_gradient"))


def test_step_activations_leave_the_methods_that_need_no_slope():
    rng = np.random.default_rng(5)
    network = Network((Dense(rng.normal(size=(784, 3)), rng.normal(size=3), "step"),))
    methods = {one.method: one for one in compare(network, PICTURE, "z1")}
    assert methods["one_pixel"].maps is not None and methods["shapley_permutations"].maps is not None
    assert methods["gradient"].maps is None and "step" in methods["gradient"].reason

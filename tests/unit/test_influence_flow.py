"""Why 3 and not 8, and through which hidden nodes: sums that leave nothing over."""

import numpy as np
import pytest

from mnistnet import Flatten, Network, influence
from tests.influence_oracles import network_of, node_values, picture_of, row_network

DEEP = network_of((12, 6, 5, 3), ("sigmoid", "tanh", "softmax"), image_shape=(3, 4))


def test_why_a_and_not_b_is_the_map_of_the_log_odds():
    picture = picture_of(DEEP)
    maps = influence.shapley(DEEP, picture)
    why = influence.contrast(maps, "a3", 2, 0)
    before, after = (node_values(DEEP, image)["z3"][0] for image in (np.zeros((3, 4)), picture))
    log_odds = np.log(after[2] / after[0]) - np.log(before[2] / before[0])
    assert abs(why.sum() - log_odds) < 1e-12
    np.testing.assert_array_equal(influence.contrast(maps, "a3", 0, 2), -why)


ROWS_TO_THE_END = Network((*row_network("sigmoid").layers[:2], Flatten()), image_shape=(3, 4))


@pytest.mark.parametrize("network", [DEEP, row_network("sigmoid"), ROWS_TO_THE_END], ids=["flat", "rows", "all rows"])
@pytest.mark.parametrize("method", [influence.shapley, influence.one_pixel, influence.deep_lift])
def test_a_class_is_the_sum_of_its_paths(network, method):
    picture, baseline = picture_of(network), picture_of(network, seed=2)
    paths = influence.flow(network, picture, 1, baseline, method=method)
    last, hidden = network.views[-2], network.views[-3]
    values = {name: node_values(network, image) for name, image in (("before", baseline), ("after", picture))}
    assert abs(paths.bias + paths.resting.sum() - values["before"][last][0, 1]) < 1e-12
    total = paths.bias + paths.resting.sum() + paths.contributions.sum()
    assert abs(total - values["after"][last][0, 1]) < 1e-12
    assert paths.maps.shape == (values["after"][hidden].shape[1], *network.image_shape)
    if method is not influence.shapley:  # which at the class's own sum is sampled
        np.testing.assert_allclose(paths.map, method(network, picture, baseline)[last][1], rtol=0, atol=1e-12)
    if method is not influence.one_pixel:
        np.testing.assert_allclose(paths.maps.sum(axis=(1, 2)), paths.contributions, rtol=0, atol=1e-12)


def test_the_strongest_paths_come_first_up_or_down():
    paths = influence.flow(DEEP, picture_of(DEEP), 0)
    strengths = np.abs(paths.contributions)
    assert list(strengths[paths.strongest(3)]) == sorted(strengths, reverse=True)[:3]


def test_flow_needs_a_class_and_a_hidden_layer():
    with pytest.raises(ValueError, match="classes are 0 to 2"):
        influence.flow(DEEP, picture_of(DEEP), 3)
    with pytest.raises(ValueError, match="no hidden layer"):
        influence.flow(network_of((4, 2), ("softmax",)), np.ones((1, 4)), 0)

"""Stuck nodes are counted on networks whose weights are set by hand."""

import numpy as np
import pytest

from mnistnet import Dense, Network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.diagnosis import diagnosis

PICTURES = np.array([[1.0, 0.0], [0.0, 1.0]])


def diagnosed(activation, weights, biases, output="identity"):
    first = Dense(np.array(weights, float), np.array(biases, float), activation)
    network = Network((first, Dense(np.ones((first.fan_out, 1)), None, output)), image_shape=(1, 2))
    return diagnosis(Backpropagation(network, "quadratic", 2), network, PICTURES, np.zeros((2, 1)))


def test_a_relu_node_that_no_picture_wakes_is_inactive():
    found = diagnosed("relu", [[1, -1, 1], [-1, -1, 1]], [0, 0, 0])
    assert found["inactive"] == (pytest.approx(1 / 3), 0.0)
    assert found["saturated"] == (0.0, 0.0)


def test_sigmoid_nodes_far_out_are_saturated():
    found = diagnosed("sigmoid", [[20, 20], [20, 0]], [0, 0])
    assert found["saturated"] == (0.75, 0.0)
    assert found["inactive"] == (0.5, 0.0)


def test_gradient_sizes_are_per_weight():
    found = diagnosed("identity", [[1], [2]], [0])
    # Outputs 1 and 2, so the deltas of the mean loss are 1/2 and 1, and the gradient is (1/2, 1).
    assert found["gradient_sizes"][0] == pytest.approx(np.sqrt((0.25 + 1) / 2))
    assert found["gradient_sizes"][1] == pytest.approx(0.5 * 1 + 1 * 2)

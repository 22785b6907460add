"""Backpropagation against numerical gradients, for every kind of layer, activation and loss."""

import numpy as np
import pytest

from mnistnet.training import LayerPlan, Settings, untrained_network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.losses import LOSSES, target_table

HIDDEN = ("sigmoid", "tanh", "relu", "identity")
OUTPUTS = [
    ("cross-entropy", "softmax"),
    ("cross-entropy", "sigmoid"),
    ("quadratic", "sigmoid"),
    ("quadratic", "softmax"),
    ("quadratic", "identity"),
    ("quadratic", "tanh"),
]
SHAPE = (4, 3)


def walk_of(settings, pictures=5):
    network = untrained_network(settings, SHAPE).astype(np.float64)
    return network, Backpropagation(network, settings.loss, pictures)


def numerical(walk, inputs, targets, settings, activation, nudge=1e-6):
    """Return the gradient of the mean loss by central differences."""
    gradient = np.empty_like(walk.parameters)

    def loss():
        return LOSSES[settings.loss].function(walk.forward(inputs).copy(), targets, activation).mean()

    for i, value in enumerate(walk.parameters.copy()):
        walk.parameters[i] = value + nudge
        above = loss()
        walk.parameters[i] = value - nudge
        gradient[i] = (above - loss()) / (2 * nudge)
        walk.parameters[i] = value
    return gradient


def check(settings):
    rng = np.random.default_rng(7)
    network, walk = walk_of(settings)
    inputs = rng.random((5, *network.input_shape))
    classes = network.classes
    targets = target_table(classes, settings.target_low, settings.target_high)[rng.integers(0, classes, 5)]
    expected = numerical(walk, inputs, targets, settings, network.output_activation)
    walk.forward(inputs)
    walk.backward(inputs, targets)
    np.testing.assert_allclose(walk.gradient, expected, rtol=1e-5, atol=1e-8)
    assert np.abs(expected).max() > 1e-4


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), OUTPUTS)
def test_dense_layers(hidden, loss, output):
    layers = (LayerPlan(4, hidden), LayerPlan(3, hidden, biases=False), LayerPlan(3, output))
    check(Settings(layers, loss=loss, initialisation="glorot-normal", seed=3))


@pytest.mark.parametrize("hidden", HIDDEN)
def test_layers_along_the_rows_and_flatten(hidden):
    layers = (
        LayerPlan(5, hidden),
        LayerPlan(2, hidden),
        LayerPlan(None),
        LayerPlan(4, hidden),
        LayerPlan(3, "softmax"),
    )
    check(Settings(layers, along_rows=True, initialisation="he-normal", seed=5))


def test_targets_that_are_not_zero_and_one():
    layers = (LayerPlan(4, "sigmoid", biases=False), LayerPlan(3, "sigmoid", biases=False))
    check(Settings(layers, loss="quadratic", target_low=0.01, target_high=0.99))
    check(Settings(layers, target_low=0.01, target_high=0.99))


def test_a_network_without_hidden_layers():
    check(Settings((LayerPlan(3, "softmax"),)))


def test_gradient_by_hand_on_whole_numbers():
    """One identity node, weights 2 and 3, input (1, 4), target 10: output 14, delta 4, gradient (4, 16) and 4."""
    settings = Settings((LayerPlan(1, "identity"),), loss="quadratic", target_low=0, target_high=10)
    network = untrained_network(settings, (1, 2)).astype(np.float64)
    walk = Backpropagation(network, "quadratic", 1)
    walk.parameters[:] = [2, 3, 0]
    assert walk.forward(np.array([[1.0, 4.0]])) == 14
    walk.backward(np.array([[1.0, 4.0]]), np.array([[10.0]]))
    assert walk.gradient.tolist() == [4, 16, 4]


def test_dropout_scales_what_it_keeps_and_passes_no_gradient_through_what_it_drops():
    settings = Settings((LayerPlan(50, "identity"), LayerPlan(1, "identity")), loss="quadratic")
    network = untrained_network(settings, SHAPE).astype(np.float64)
    walk = Backpropagation(network, "quadratic", 2)
    inputs = np.ones((2, 12))
    walk.forward(inputs, 0.4, np.random.default_rng(0))
    hidden = walk.stages[0]
    kept = hidden.signal != 0
    assert 0.4 < kept.mean() < 0.8
    np.testing.assert_allclose(hidden.signal[kept], hidden.activations[:2][kept] / 0.6)
    walk.backward(inputs, np.zeros((2, 1)))
    assert (hidden.deltas[:2][~kept] == 0).all() and (hidden.deltas[:2][kept] != 0).all()
    walk.forward(inputs)
    assert hidden.signal is hidden.activations

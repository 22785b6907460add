"""Single pictures in blocks against the plain loop: the same weights, whatever stands above the first layer."""

import numpy as np
import pytest

from mnistnet.books.presets import PRESETS
from mnistnet.training import ORDERS, LayerPlan, Settings, train, untrained_network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.feed import Feed
from mnistnet.training.losses import target_table
from tests.training_tasks import last, same_bits, small_digits

ARCHITECTURES = {
    "the book's": PRESETS["your-own"].settings,
    "by the gradient": PRESETS["your-own"].settings.replace(learning_rule="gradient"),
    "raw errors back": Settings(
        (LayerPlan(20, "tanh"), LayerPlan(15), LayerPlan(10)), loss="quadratic", learning_rule="raw-errors-back"
    ),
    "biases": Settings((LayerPlan(20), LayerPlan(10)), loss="quadratic"),
    "three layers": Settings((LayerPlan(15, "tanh"), LayerPlan(12, "relu"), LayerPlan(10, "softmax"))),
    "no hidden layer": Settings((LayerPlan(10, "sigmoid"),), loss="quadratic"),
}


def plain(settings, digits):
    """Return the parameters after one epoch of batches of one, in float64, every weight changed every time."""
    network = untrained_network(settings).astype(np.float64)
    walk = Backpropagation(network, settings.loss, 1, settings.learning_rule)
    feed = Feed(digits, network, settings.seed, settings.order)
    feed.shuffle(0)
    table = target_table(10, settings.target_low, settings.target_high).astype(np.float64)
    for i in feed.order:
        inputs = network.encode(digits.images[i])
        walk.forward(inputs)
        walk.backward(inputs, table[digits.labels[i : i + 1]])
        walk.parameters -= settings.learning_rate * walk.gradient
    return walk.parameters


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_blocks_give_the_weights_of_the_plain_loop(name):
    settings = ARCHITECTURES[name].replace(batch_size=1, epochs=1, learning_rate=0.05)
    digits = small_digits(333)
    trained = last(train(settings, digits)).snapshot.parameters
    np.testing.assert_allclose(trained, plain(settings, digits), rtol=0, atol=1e-5)


def books_loop(settings, digits, order):
    """Return the weights after the loop that Make Your Own Neural Network describes, one picture after the other."""
    hidden, answer = (layer.weights.astype(np.float64).T for layer in untrained_network(settings).dense_layers)
    hidden, answer = hidden.copy(), answer.copy()
    for i in order:
        x = 0.01 + 0.99 * digits.images[i].reshape(784, 1) / 255
        z1 = 1 / (1 + np.exp(-hidden @ x))
        z2 = 1 / (1 + np.exp(-answer @ z1))
        target = np.full((10, 1), 0.01)
        target[digits.labels[i]] = 0.99
        output_errors = target - z2
        hidden_errors = answer.T @ output_errors
        answer += 0.1 * (output_errors * z2 * (1 - z2)) @ z1.T
        hidden += 0.1 * (hidden_errors * z1 * (1 - z1)) @ x.T
    return hidden.T, answer.T


@pytest.mark.parametrize("order", ORDERS)
def test_your_own_learns_as_its_book_says(order):
    settings, digits = PRESETS["your-own"].settings.replace(epochs=1, order=order), small_digits(333)
    places = np.arange(333)
    if order == "shuffled":
        feed = Feed(digits, untrained_network(settings), settings.seed)
        feed.shuffle(0)
        places = feed.order
    trained = last(train(settings, digits)).network
    for layer, expected in zip(trained.dense_layers, books_loop(settings, digits, places), strict=True):
        np.testing.assert_allclose(layer.weights, expected, rtol=0, atol=1e-5)


def test_the_grouping_of_reports_changes_no_bit():
    settings = ARCHITECTURES["biases"].replace(batch_size=1, epochs=1)
    digits = small_digits(333)
    networks = [last(train(settings, digits, report_every=every)).network for every in (10_000, 100, 65)]
    assert same_bits(networks[0], networks[1]) and same_bits(networks[0], networks[2])


def test_single_pictures_can_be_stepped_through():
    settings = ARCHITECTURES["biases"].replace(batch_size=1, epochs=1)
    run = train(settings, small_digits(100), report_every=1)
    assert [next(run).images for _ in range(4)] == [0, 1, 2, 3]

"""Single pictures in blocks against the plain loop: the same weights, whatever stands above the first layer."""

import numpy as np
import pytest

from mnistnet.books.presets import PRESETS
from mnistnet.training import LayerPlan, Settings, train, untrained_network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.feed import Feed
from mnistnet.training.losses import target_table
from tests.training_tasks import last, same_bits, small_digits

ARCHITECTURES = {
    "the book's": PRESETS["your-own"].settings,
    "biases": Settings((LayerPlan(20), LayerPlan(10)), loss="quadratic"),
    "three layers": Settings((LayerPlan(15, "tanh"), LayerPlan(12, "relu"), LayerPlan(10, "softmax"))),
    "no hidden layer": Settings((LayerPlan(10, "sigmoid"),), loss="quadratic"),
}


def plain(settings, digits):
    """Return the parameters after one epoch of batches of one, in float64, every weight changed every time."""
    network = untrained_network(settings).astype(np.float64)
    walk = Backpropagation(network, settings.loss, 1)
    feed = Feed(digits, network, settings.seed)
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


def test_the_grouping_of_reports_changes_no_bit():
    settings = ARCHITECTURES["biases"].replace(batch_size=1, epochs=1)
    digits = small_digits(333)
    networks = [last(train(settings, digits, report_every=every)).network for every in (10_000, 100, 65)]
    assert same_bits(networks[0], networks[1]) and same_bits(networks[0], networks[2])


def test_single_pictures_can_be_stepped_through():
    settings = ARCHITECTURES["biases"].replace(batch_size=1, epochs=1)
    run = train(settings, small_digits(100), report_every=1)
    assert [next(run).images for _ in range(4)] == [0, 1, 2, 3]

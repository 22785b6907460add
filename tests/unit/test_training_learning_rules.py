"""What a layer hands back: the rule of raw errors against its definition, written out, and what it resembles."""

import numpy as np
import pytest

from mnistnet.books.presets import PRESETS
from mnistnet.training import LEARNING_RULES, LayerPlan, Settings, train, untrained_network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.feed import Feed
from mnistnet.training.losses import target_table
from tests.training_tasks import last, same_bits, small_digits

SLOPE = {
    "sigmoid": lambda z: z * (1 - z),
    "tanh": lambda z: 1 - z * z,
    "relu": lambda z: (z > 0) * 1.0,
    "identity": np.ones_like,
}
SHAPE, PICTURES = (4, 3), 5


def walked(layers, rule, loss="quadratic", along_rows=False):
    """Return a walk that went through five pictures, its network, inputs and targets."""
    rng = np.random.default_rng(7)
    settings = Settings(layers, loss=loss, along_rows=along_rows, initialisation="standard")
    network = untrained_network(settings, SHAPE).astype(np.float64)
    walk = Backpropagation(network, loss, PICTURES, rule)
    inputs = rng.random((PICTURES, *network.input_shape))
    targets = target_table(3, 0.0, 1.0)[rng.integers(0, 3, PICTURES)]
    walk.forward(inputs)
    walk.backward(inputs, targets)
    return walk, network, inputs, targets


@pytest.mark.parametrize("hidden", SLOPE)
@pytest.mark.parametrize("output", SLOPE)
def test_raw_errors_go_back_picture_by_picture(hidden, output):
    layers = (LayerPlan(4, hidden), LayerPlan(6, hidden, biases=False), LayerPlan(3, output))
    walk, network, inputs, targets = walked(layers, "raw-errors-back")
    expected = [np.zeros_like(layer.weights) for layer in network.dense_layers]
    for x, target in zip(inputs, targets, strict=True):
        trace = network.trace(x.reshape(1, *SHAPE))
        z = [x, trace["z1"][0], trace["z2"][0], trace["z3"][0]]
        error = z[3] - target
        for k in (3, 2, 1):
            rule = network.dense_layers[k - 1].activation
            expected[k - 1] += np.outer(z[k - 1], error * SLOPE[rule](z[k])) / PICTURES
            error = network.dense_layers[k - 1].weights @ error
    for stage, wanted in zip(walk.stages, expected, strict=True):
        np.testing.assert_allclose(stage.gradient.weights, wanted, rtol=1e-10, atol=1e-14)


def test_by_hand_on_whole_numbers():
    """One picture 2, weights 1 and 3, ReLU: hidden 2, output 6, target 10 -> error -4, handed back -4 * 3 = -12."""
    layers = (LayerPlan(1, "relu", biases=False), LayerPlan(1, "tanh", biases=False))
    network = untrained_network(Settings(layers, loss="quadratic"), (1, 1)).astype(np.float64)
    gradients = {}
    for rule in LEARNING_RULES:
        walk = Backpropagation(network, "quadratic", 1, rule)
        walk.parameters[:] = [1, 3]
        output = float(walk.forward(np.array([[2.0]]))[0, 0])
        walk.backward(np.array([[2.0]]), np.array([[output + 4]]))
        gradients[rule] = walk.gradient / [1, 1 - output * output]
    np.testing.assert_allclose(gradients["raw-errors-back"], [-24, -8], rtol=1e-9)
    slope = 1 - np.tanh(6) ** 2
    np.testing.assert_allclose(gradients["gradient"], [-24 * slope, -8], rtol=1e-9)


def test_with_one_hidden_layer_of_sigmoids_that_layer_steps_as_by_cross_entropy():
    layers = (LayerPlan(4), LayerPlan(3))
    raw, gradient, entropy = (
        walked(layers, rule, loss)[0].stages
        for rule, loss in (("raw-errors-back", "quadratic"), ("gradient", "quadratic"), ("gradient", "cross-entropy"))
    )
    np.testing.assert_allclose(raw[0].gradient.weights, entropy[0].gradient.weights, rtol=1e-12)
    np.testing.assert_allclose(raw[1].gradient.weights, gradient[1].gradient.weights, rtol=1e-12)
    assert not np.allclose(raw[0].gradient.weights, gradient[0].gradient.weights)


def test_behind_identity_outputs_and_one_hidden_layer_it_is_the_gradient():
    layers = (LayerPlan(4, "tanh"), LayerPlan(3, "identity"))
    raw, gradient = (walked(layers, rule)[0].gradient for rule in ("raw-errors-back", "gradient"))
    np.testing.assert_allclose(raw, gradient, rtol=1e-12)


def test_layers_along_the_rows_hand_errors_back_row_by_row():
    layers = (LayerPlan(5, "tanh"), LayerPlan(None), LayerPlan(3))
    walk, network, inputs, targets = walked(layers, "raw-errors-back", along_rows=True)
    trace, last_layer = network.trace(inputs), network.dense_layers[1]
    back = ((trace["z2"] - targets) @ last_layer.weights.T).reshape(PICTURES, 4, 5)
    expected = np.einsum("nri,nrj->ij", inputs, back * SLOPE["tanh"](trace["z1"])) / PICTURES
    np.testing.assert_allclose(walk.stages[0].gradient.weights, expected, rtol=1e-10)


def test_what_dropout_silences_hands_nothing_back():
    layers = (LayerPlan(3, "sigmoid"), LayerPlan(40, "sigmoid"), LayerPlan(3))
    network = untrained_network(Settings(layers, loss="quadratic"), SHAPE).astype(np.float64)
    walk = Backpropagation(network, "quadratic", 2, "raw-errors-back")
    walk.forward(np.ones((2, 12)), 0.4, np.random.default_rng(0))
    walk.backward(np.ones((2, 12)), np.zeros((2, 3)))
    middle = walk.stages[1]
    silenced = middle.signal == 0
    assert silenced.any() and (middle.errors[:2][silenced] == 0).all() and (middle.deltas[:2][silenced] == 0).all()
    kept = walk.stages[0].signal / walk.stages[0].activations[:2]
    np.testing.assert_allclose(
        walk.stages[0].errors[:2], middle.errors[:2] @ network.dense_layers[1].weights.T * kept, rtol=1e-12
    )


@pytest.mark.parametrize("batch_size", [1, 20])
def test_it_learns_and_is_another_network(batch_size):
    settings = Settings((LayerPlan(20), LayerPlan(10)), loss="quadratic", batch_size=batch_size, epochs=2)
    settings = settings.replace(learning_rate=0.05 * batch_size)
    raw, gradient = (
        last(train(settings.replace(learning_rule=rule), small_digits(800))) for rule in ("raw-errors-back", "gradient")
    )
    assert not same_bits(raw.network, gradient.network)
    assert raw.accuracy > gradient.accuracy > 0.15


def test_digits_come_in_the_order_of_their_file_where_that_is_wanted():
    network, digits = untrained_network(Settings((LayerPlan(10, "softmax"),))), small_digits(90)
    filed, shuffled = (Feed(digits, network, 1, order) for order in ("file", "shuffled"))
    for epoch in range(3):
        filed.shuffle(epoch)
        shuffled.shuffle(epoch)
        assert filed.order.tolist() == list(range(90)) == sorted(shuffled.order) != shuffled.order.tolist()


def test_the_books_first_weights_have_its_standard_deviations():
    first, second = untrained_network(PRESETS["your-own"].settings).dense_layers
    assert first.weights.std() == pytest.approx(0.0707, rel=0.02)
    assert second.weights.std() == pytest.approx(0.316, rel=0.05)
    assert first.biases is second.biases is None

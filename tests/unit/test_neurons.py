"""Neurons against sums worked by hand, numerical gradients, einsum, and the network's own forward pass."""

import numpy as np
import pytest

from mnistnet import Dense, Digits, Flatten, Network, PixelEncoding, load_digits, load_network, network_names, neurons
from mnistnet.influence import DoesNotApply

W1, W2 = np.array([[1, -2], [3, 4]]), np.array([[2, 0, 1], [1, -1, 3]])


def by_hand(activation="relu") -> Network:
    """Two pixels, two hidden neurons, three answers, all integers."""
    return Network(
        [Dense(W1, np.array([1, 0]), activation), Dense(W2, np.array([0, 5, 0]), "identity")], image_shape=(1, 2)
    )


def along_rows(seed=3, activation="tanh") -> Network:
    """Rows of 5 pixels, 4 of them, through two row layers and a flat one."""
    rng = np.random.default_rng(seed)
    return Network(
        [
            Dense(rng.normal(size=(5, 3)), rng.normal(size=3), activation),
            Dense(rng.normal(size=(3, 2)), None, activation),
            Flatten(),
            Dense(rng.normal(size=(8, 3)), rng.normal(size=3), "softmax"),
        ],
        image_shape=(4, 5),
    )


def test_pictures_and_feeds_by_hand():
    np.testing.assert_array_equal(neurons.weight_pictures(by_hand(), 1), [[[1, 3]], [[-2, 4]]])
    np.testing.assert_array_equal(neurons.weight_pictures(by_hand(), 2)[:, 0], (W1 @ W2).T)
    np.testing.assert_array_equal(neurons.feeds(by_hand(), 1), W2)
    np.testing.assert_array_equal(neurons.feeds(by_hand(), 2), np.eye(3))


def test_pictures_and_feeds_along_the_rows_equal_einsum():
    network = along_rows()
    first, second, last = (layer.weights for layer in network.dense_layers)
    for layer, product in ((1, first), (2, first @ second)):
        pictures = neurons.weight_pictures(network, layer)
        np.testing.assert_allclose(pictures, np.broadcast_to(product.T[:, None], (product.shape[1], 4, 5)), rtol=1e-13)
    by_row = last.reshape(4, 2, 3)
    np.testing.assert_allclose(
        neurons.weight_pictures(network, 3), np.einsum("ch,hj,rjd->drc", first, second, by_row), rtol=1e-12
    )
    np.testing.assert_allclose(neurons.feeds(network, 1), np.einsum("hj,rjd->hd", second, by_row), rtol=1e-12)


def test_a_linear_network_is_its_picture():
    rng = np.random.default_rng(5)
    layers = [Dense(rng.normal(size=shape), None, "identity") for shape in ((6, 4), (4, 5), (5, 3))]
    network, images = Network(layers, image_shape=(2, 3)), rng.random((7, 2, 3))
    picture = neurons.weight_pictures(network, 3)
    np.testing.assert_allclose(network.predict(images), np.einsum("nrc,drc->nd", images, picture), rtol=1e-12)
    np.testing.assert_allclose(neurons.gradient_agreement(network, 3, images), 1)


@pytest.mark.parametrize("layer", [0, 4, -1])
def test_there_is_no_such_layer(layer):
    for ask in (
        neurons.weight_pictures,
        neurons.feeds,
        lambda n, k: neurons.responses(n, np.zeros((1, 4, 5)), k),
        lambda n, k: neurons.receipt(n, np.zeros((4, 5)), k, 0),
        lambda n, k: neurons.operate(n, k, 0, remove=True),
        lambda n, k: neurons.mean_gradients(n, k, np.zeros((1, 4, 5))),
    ):
        with pytest.raises(ValueError, match="dense layers 1 to 3"):
            ask(along_rows(), layer)


@pytest.mark.parametrize("layer", [1, 2, 3])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_mean_gradients_equal_finite_differences(layer, activation):
    network, step = along_rows(activation=activation), 1e-6
    images = np.random.default_rng(8).random((6, 4, 5))
    found = neurons.mean_gradients(network, layer, images)
    for row, column in np.ndindex(4, 5):
        bump = np.zeros((4, 5))
        bump[row, column] = step
        up, down = (network.trace(images + sign * bump)[f"a{layer}"] for sign in (1, -1))
        slope = ((up - down) / (2 * step)).mean(axis=0)
        slope = slope.sum(axis=0) if slope.ndim == 2 else slope  # along the rows: all sums of a neuron
        np.testing.assert_allclose(found[:, row, column], slope, atol=1e-8)


def test_the_first_layer_agrees_with_itself_and_deeper_ones_less():
    images = load_digits().split("test").images[:50]
    network = load_network("nielsen")
    np.testing.assert_allclose(neurons.gradient_agreement(network, 1, images), 1, rtol=1e-6)
    deeper = neurons.gradient_agreement(network, 2, images)
    assert ((deeper > 0.5) & (deeper < 1)).all()


def test_no_agreement_where_there_is_no_gradient_or_no_pattern():
    with pytest.raises(DoesNotApply, match="flat"):
        neurons.gradient_agreement(by_hand("step"), 2, np.ones((1, 1, 2)))
    flat = Network([Dense(np.ones((2, 2)), None, "identity")], image_shape=(1, 2))
    assert np.isnan(neurons.gradient_agreement(flat, 1, np.ones((1, 1, 2)))).all()


def test_responses_by_hand():
    images = np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[1.0, 1.0]]])
    outputs = neurons.responses(by_hand(), images, 1)
    np.testing.assert_array_equal(outputs, [[2, 0], [4, 4], [5, 2]])
    means = neurons.label_means(outputs, [0, 1, 1], 3)
    np.testing.assert_array_equal(means, [[2, 4.5, np.nan], [0, 3, np.nan]])
    np.testing.assert_allclose(neurons.firing_shares(outputs, "relu"), [1, 2 / 3])
    np.testing.assert_allclose(neurons.firing_shares(outputs / 5, "sigmoid"), [2 / 3, 1 / 3])
    assert neurons.least_and_most(outputs[:, 1], 2) == ([0, 2], [1, 2])


def test_responses_along_the_rows_are_means():
    network, images = along_rows(), np.random.default_rng(2).random((300, 4, 5))
    np.testing.assert_allclose(neurons.responses(network, images, 2), network.trace(images)["z2"].mean(axis=1))


def test_a_receipt_by_hand():
    paid = neurons.receipt(by_hand(), np.array([[1.0, 0.5]]), 1, 0)
    np.testing.assert_array_equal(paid.products, [[1, 1.5]])
    assert (paid.bias, paid.sum, paid.output, paid.difference) == (1, 3.5, 3.5, 0)
    deeper = neurons.receipt(by_hand(), np.array([[1.0, 0.5]]), 2, 1)
    np.testing.assert_array_equal(deeper.products, [0, 0])
    assert (deeper.bias, deeper.sum) == (5, 5)
    assert neurons.receipt(by_hand(), np.array([[1.0, 0.5]]), 2, 0).largest(1) == [(0, 7.0)]
    with pytest.raises(IndexError):
        neurons.receipt(by_hand(), np.zeros((1, 2)), 1, 2)


@pytest.mark.parametrize("name", network_names())
def test_every_receipt_balances(name):
    network, image = load_network(name), load_digits().split("test").images[3]
    for layer, dense in enumerate(network.dense_layers, 1):
        for neuron in (0, dense.fan_out - 1):
            paid = neurons.receipt(network, image, layer, neuron)
            assert abs(paid.difference) < 1e-11
            assert paid.products.shape == ((28, 28) if layer == 1 else (dense.fan_in,))


def test_blank_pixels_count_where_blank_is_not_zero():
    network = Network(
        [Dense(np.array([[1.0], [2.0]]), None, "identity")], encoding=PixelEncoding(0.5, 0.5), image_shape=(1, 2)
    )
    np.testing.assert_array_equal(neurons.receipt(network, np.array([[0.0, 1.0]]), 1, 0).products, [[0.5, 2]])


def test_the_table_by_hand():
    outputs = np.array([[2.0, 0.0], [4.0, 4.0]])
    table = neurons.neuron_table(by_hand(), 1, outputs)
    np.testing.assert_array_equal(table.biases, [1, 0])
    np.testing.assert_array_equal(table.influences, [2, 3])
    np.testing.assert_array_equal(table.serves, [0, 2])
    np.testing.assert_array_equal(table.strengths, [2, 3])
    np.testing.assert_array_equal(table.fires, [1, 0.5])
    orders = {name: table.order(name) for name in neurons.ORDERS}
    assert orders == {
        "number": [0, 1],
        "bias": [0, 1],
        "influence": [1, 0],
        "class": [0, 1],
        "firing": [0, 1],
    }
    with pytest.raises(KeyError):
        table.order("beauty")


def test_the_table_of_changes_by_hand():
    before = Network(
        [Dense(W1 - 1, np.array([0, 3]), "relu"), Dense(W2 * [0, 1, 1], None, "identity")], image_shape=(1, 2)
    )
    change = neurons.change_table(by_hand(), before, 1, np.array([[2.0, 0.0], [4.0, 4.0]]), np.array([[2.0, 1.0]] * 2))
    np.testing.assert_array_equal(change.biases, [1, -3])
    np.testing.assert_array_equal(change.influences, [1, 1])
    np.testing.assert_array_equal(change.serves, [0, 0])
    np.testing.assert_array_equal(change.fires, [0, -0.5])
    assert neurons.weight_pictures(by_hand(), 1).shape == neurons.weight_pictures(before, 1).shape


def test_a_network_without_biases_has_bias_zero_and_says_so():
    table = neurons.neuron_table(load_network("your-own"), 1, np.zeros((1, 200)))
    assert not table.has_biases and not table.biases.any()


def silenced(network, layer, neuron):
    """Return the outputs when the neuron's output is 0, computed step by step: the oracle of removing it."""
    images = np.random.default_rng(4).random((5, *network.image_shape))
    signal, k = network.encode(images), 0
    for step in network.layers:
        if isinstance(step, Flatten):
            signal = signal.reshape(len(signal), -1)
            continue
        k += 1
        signal = step.rule(signal @ step.weights + (0 if step.biases is None else step.biases))
        if k == layer:
            signal[..., neuron] = 0
    return images, signal


@pytest.mark.parametrize(("network", "layer"), [(by_hand(), 1), (along_rows(), 1), (along_rows(), 2)])
@pytest.mark.parametrize("neuron", [0, 1])
def test_removing_a_neuron_is_silencing_it(network, layer, neuron):
    images, expected = silenced(network, layer, neuron)
    smaller = neurons.operate(network, layer, neuron, remove=True)
    np.testing.assert_allclose(smaller.predict(images), expected, rtol=1e-12)
    assert smaller.dense_layers[layer - 1].fan_out == network.dense_layers[layer - 1].fan_out - 1


def test_shift_and_scale_by_hand():
    changed = neurons.operate(by_hand(), 1, 1, bias_shift=3, scale=-2)
    np.testing.assert_array_equal(changed.dense_layers[0].weights, [[1, 4], [3, -8]])
    np.testing.assert_array_equal(changed.dense_layers[0].biases, [1, 3])
    np.testing.assert_array_equal(by_hand().dense_layers[0].weights, W1)
    bare = neurons.operate(load_network("your-own"), 1, 7, bias_shift=0.5)
    assert bare.dense_layers[0].biases[7] == 0.5 and np.count_nonzero(bare.dense_layers[0].biases) == 1
    assert neurons.operate(load_network("your-own"), 1, 7, scale=2).dense_layers[0].biases is None


def test_surgery_forgets_the_accuracy_and_leaves_the_patient_alone():
    network = load_network("scratch")
    digest = network.digest
    changed = neurons.operate(network, 2, 5, remove=True)
    assert changed.test_accuracy is None and changed.digest != digest == network.digest
    assert neurons.operate(network, 2, 5) is network


def test_surgery_that_cannot_be_done():
    with pytest.raises(ValueError, match="one class less"):
        neurons.operate(by_hand(), 2, 0, remove=True)
    with pytest.raises(IndexError, match="0 to 1"):
        neurons.operate(by_hand(), 1, 2, scale=0)
    lonely = Network([Dense(np.ones((2, 1))), Dense(np.ones((1, 2)))], image_shape=(1, 2))
    with pytest.raises(ValueError, match="only one"):
        neurons.operate(lonely, 1, 0, remove=True)


def test_verdicts_by_hand():
    digits = Digits(np.zeros((4, 1, 2), np.uint8), np.array([0, 1, 1, 2], np.uint8))
    before = neurons.verdicts(by_hand(), digits, np.eye(3)[[0, 1, 2, 2]])
    after = neurons.verdicts(by_hand(), digits, np.eye(3)[[0, 2, 2, 2]])
    assert (before.accuracy, after.accuracy, before.changed(after)) == (0.75, 0.5, 1)
    np.testing.assert_array_equal(before.by_label, [1, 0.5, 1])
    assert neurons.verdicts(by_hand(), digits).accuracy == 0.5, "blank paper is read as 1"


def test_verdicts_are_those_of_the_network():
    network, digits = load_network("scratch"), load_digits().split("test")
    found = neurons.verdicts(network, digits)
    assert found.accuracy == (network.predict(digits.images).argmax(axis=1) == digits.labels).mean() > 0.95

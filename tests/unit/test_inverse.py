"""Inverse views against their step-by-step definitions, numerical gradients, and the networks themselves."""

import numpy as np
import pytest
from scipy.special import logit as scipy_logit

from mnistnet import Dense, Flatten, Network, PixelEncoding, inverse, load_digits, load_network, network_names
from mnistnet.activations import sigmoid, softmax

EACH = inverse.one_of_each()


def step_by_step(network, wanted):
    """Return the back-query as its source describes it, one label at a time: two layers, sigmoids, no biases."""
    first, second = (layer.weights.astype(np.float64) for layer in network.dense_layers)
    pictures = []
    for row in wanted:
        final_inputs = scipy_logit(row)
        hidden = second @ final_inputs
        hidden = (hidden - hidden.min()) / (hidden.max() - hidden.min()) * 0.98 + 0.01
        inputs = first @ scipy_logit(hidden)
        inputs = (inputs - inputs.min()) / (inputs.max() - inputs.min()) * 0.98 + 0.01
        pictures.append(inputs.reshape(28, 28))
    return np.stack(pictures)


@pytest.mark.parametrize("trained", [True, False])
def test_back_query_is_its_definition(trained):
    network = load_network("your-own", trained=trained)
    mix = np.array([[0.5, 0.01, 0.3, 0.99, 0.01, 0.2, 0.01, 0.01, 0.5, 0.7]])
    wanted = np.concatenate([EACH, mix])
    pictures = inverse.back_query(network, wanted)
    inputs = step_by_step(network, wanted)
    assert pictures.shape == inputs.shape == (11, 28, 28)
    np.testing.assert_allclose(0.01 + 0.99 * pictures, inputs, rtol=0, atol=1e-10)
    hidden, answer = (
        layer.weights for layer in network.dense_layers
    )  # shown again: the very inputs, encoded by nobody
    expected = sigmoid(sigmoid(inputs.reshape(11, 784) @ hidden) @ answer)
    np.testing.assert_allclose(inverse.read_back(network, pictures, range(11)).outputs, expected, atol=1e-5)


ENCODINGS = [
    PixelEncoding(*pair) for pair in ((0, 1), (0.01, 0.99), (0, 0.99), (1, -1), (-1, 2), (-0.42, 3.2), (1, -3))
]


@pytest.mark.parametrize("encoding", ENCODINGS, ids=str)
def test_a_back_query_under_any_encoding(encoding):
    """Inputs from about 0 to about 1 are the source's; others are rescaled as ink."""
    plain = small()
    network = Network(plain.layers, encoding=encoding, image_shape=(3, 4))
    wanted = inverse.one_of_each(3)
    pictures, source = inverse.back_query(network, wanted), inverse.back_query(plain, wanted)
    assert pictures.min() >= 0 and pictures.max() <= 1
    inputs = encoding.offset + encoding.scale * pictures
    if (encoding.offset, encoding.offset + encoding.scale) in ((0, 1), (1, 0), (0.01, 1), (0, 0.99)):
        np.testing.assert_allclose(inputs, source, atol=1e-12)
        return
    spread = abs(encoding.scale) * 0.98
    lowest = min(encoding.offset, encoding.offset + encoding.scale) + 0.01 * abs(encoding.scale)
    np.testing.assert_allclose(inputs, lowest + spread * (source - 0.01) / 0.98, atol=1e-12)


@pytest.mark.parametrize("encoding", ENCODINGS, ids=str)
def test_every_other_way_back_gives_pixels_that_are_encoded_once(encoding):
    wanted = np.array([0.8, 0.15, 0.05])
    network = Network(small(output="softmax").layers, encoding=encoding, image_shape=(3, 4))
    blank = network.predict(np.zeros((1, 3, 4)))[0, 0]
    climbed = inverse.activation_maximum(network, wanted)
    inputs = (encoding.offset + encoding.scale * climbed).reshape(1, 12)
    hidden, answer = network.dense_layers
    by_hand = softmax(sigmoid(inputs @ hidden.weights + hidden.biases) @ answer.weights + answer.biases)
    np.testing.assert_allclose(inverse.read_back(network, climbed, [0]).outputs, by_hand, atol=1e-12)
    assert by_hand[0, 0] > blank
    ink = inverse.weight_product(network, wanted)
    product = inverse.weight_product_maps(network, wanted)
    np.testing.assert_array_equal(ink > 0, product * encoding.scale > 0)


@pytest.mark.parametrize("encoding", ENCODINGS, ids=str)
def test_a_linear_preimage_under_any_encoding(encoding):
    rng = np.random.default_rng(12)
    weights, biases = rng.normal(size=(12, 2)), rng.normal(size=2)
    network = Network([Dense(weights, biases, "identity")], encoding=encoding, image_shape=(3, 4))
    target = network.predict(np.full((1, 3, 4), 0.3))[0]
    pictures = inverse.preimage(network, target)
    inputs = encoding.offset + encoding.scale * pictures.reshape(1, 12)
    np.testing.assert_allclose(inputs @ weights + biases, target[None], atol=1e-6)


def test_the_mean_of_encoded_digits_is_the_encoded_mean_digit():
    digits, network = load_digits().split("train"), load_network("your-own")
    inputs = network.encode(digits.images[digits.labels == 3]).mean(axis=0, dtype=float)
    np.testing.assert_allclose(network.encode(inverse.mean_digit(network, EACH[3])), inputs[None], atol=1e-6)


def small(activation="sigmoid", output="sigmoid", biases=True, seed=6) -> Network:
    rng = np.random.default_rng(seed)
    return Network(
        [
            Dense(rng.normal(size=(12, 5)), rng.normal(size=5) if biases else None, activation),
            Dense(rng.normal(size=(5, 3)), rng.normal(size=3) if biases else None, output),
        ],
        image_shape=(3, 4),
    )


def test_biases_are_subtracted_first():
    network = small()
    one, two = network.dense_layers
    hidden = two.weights @ (scipy_logit([0.9, 0.2, 0.1]) - two.biases)
    hidden = 0.01 + 0.98 * (hidden - hidden.min()) / np.ptp(hidden)
    inputs = one.weights @ (scipy_logit(hidden) - one.biases)
    expected = 0.01 + 0.98 * (inputs - inputs.min()) / np.ptp(inputs)
    np.testing.assert_allclose(inverse.back_query(network, [0.9, 0.2, 0.1])[0].ravel(), expected, atol=1e-12)


def test_softmax_sums_have_mean_zero_and_give_the_wanted_shares():
    wanted = np.array([[0.7, 0.2, 0.1], [0.9, 0.9, 0.1]])
    sums = inverse.wanted_sums(small(output="softmax"), wanted)
    np.testing.assert_allclose(sums.mean(axis=1), 0, atol=1e-15)
    np.testing.assert_allclose(softmax(sums), wanted / wanted.sum(axis=1, keepdims=True), rtol=1e-12)
    np.testing.assert_allclose(inverse.wanted_sums(small(output="softmax"), wanted / 7), sums, atol=1e-12)


def test_sums_of_other_outputs():
    wanted = np.array([[0.7, 0.2, 0.1]])
    np.testing.assert_allclose(sigmoid(inverse.wanted_sums(small(), wanted)), wanted)
    np.testing.assert_allclose(np.tanh(inverse.wanted_sums(small(output="tanh"), -wanted)), -wanted)
    np.testing.assert_array_equal(inverse.wanted_sums(small(output="identity"), [5, -3, 0]), [[5, -3, 0]])
    np.testing.assert_array_equal(inverse.wanted_sums(small(output="relu"), wanted), wanted)


def test_hidden_tanh_is_a_stretched_sigmoid():
    """Tanh is 2 sigmoid(2a) - 1, so half the weights before and twice those after it make one of the other."""
    tanh = small("tanh", biases=False)
    one, two = tanh.dense_layers
    twin = Network([Dense(2 * one.weights), Dense(2 * two.weights)], image_shape=(3, 4))
    wanted = inverse.one_of_each(3)
    np.testing.assert_allclose(inverse.back_query(tanh, wanted), inverse.back_query(twin, wanted), atol=1e-12)


def test_hidden_relu_keeps_its_rescaled_outputs():
    network = small("relu", biases=False)
    one, two = network.dense_layers
    hidden = two.weights @ scipy_logit([0.9, 0.2, 0.1])
    inputs = one.weights @ (0.01 + 0.98 * (hidden - hidden.min()) / np.ptp(hidden))
    expected = 0.01 + 0.98 * (inputs - inputs.min()) / np.ptp(inputs)
    np.testing.assert_allclose(inverse.back_query(network, [0.9, 0.2, 0.1])[0].ravel(), expected, atol=1e-12)


def test_along_the_rows_equals_einsum():
    rng = np.random.default_rng(9)
    network = Network(
        [Dense(rng.normal(size=(4, 5)), None, "relu"), Flatten(), Dense(rng.normal(size=(15, 3)), None, "softmax")],
        image_shape=(3, 4),
    )
    wanted = inverse.one_of_each(3)
    last = network.dense_layers[1].weights.reshape(3, 5, 3)
    hidden = np.einsum("nd,rhd->nrh", inverse.wanted_sums(network, wanted), last)
    for i in range(3):
        rows = 0.01 + 0.98 * (hidden[i] - hidden[i].min()) / np.ptp(hidden[i])
        inputs = rows @ network.dense_layers[0].weights.T
        expected = 0.01 + 0.98 * (inputs - inputs.min()) / np.ptp(inputs)
        np.testing.assert_allclose(inverse.back_query(network, wanted)[i], expected, atol=1e-12)


def test_equal_entries_become_the_middle():
    network = Network([Dense(np.ones((4, 2)), None, "sigmoid")], image_shape=(2, 2))
    np.testing.assert_array_equal(inverse.back_query(network, [0.3, 0.6]), np.full((1, 2, 2), 0.5))


def test_where_a_back_query_does_not_apply():
    for network in (small("step"), small("softmax"), small(output="step")):
        with pytest.raises(inverse.DoesNotApply):
            inverse.back_query(network, [0.5, 0.5, 0.4])
    for method in (inverse.activation_maximum, inverse.preimage):
        with pytest.raises(inverse.DoesNotApply, match="step"):
            method(small("step"), [0.5, 0.5, 0.4])


@pytest.mark.parametrize("wanted", [[0, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5], [[[0.5, 0.5, 0.5]]], [np.nan, 0.5, 0.5]])
@pytest.mark.parametrize(
    "method", [inverse.back_query, inverse.weight_product, inverse.activation_maximum, inverse.preimage]
)
def test_wanted_outputs_that_cannot_be(method, wanted):
    with pytest.raises(ValueError):
        method(small(), wanted)


def test_weight_product_is_its_definition():
    network = load_network("nielsen")
    first, second = (layer.weights.astype(np.float64) for layer in network.dense_layers)
    for d, picture in enumerate(inverse.weight_product_maps(network)):
        expected = sum(first[:, j] * second[j, d] for j in range(30))
        np.testing.assert_allclose(picture.ravel(), expected, atol=1e-10)
    half = np.where(np.isin(np.arange(10), (3, 8)), 0.5, 0.01)
    mixed = inverse.weight_product_maps(network, half)[0]
    np.testing.assert_allclose(mixed, inverse.weight_product_maps(network)[[3, 8]].mean(axis=0), atol=1e-12)
    ink = inverse.weight_product(network, EACH)
    np.testing.assert_array_equal(ink > 0, inverse.weight_product_maps(network) > 0)
    np.testing.assert_array_equal(ink.max(axis=(1, 2)), 1)


def test_a_mean_digit_is_a_mean():
    digits = load_digits().split("train")
    pictures = inverse.mean_digit(load_network("scratch"), EACH)
    np.testing.assert_allclose(pictures[4], digits.images[digits.labels == 4].mean(axis=0) / 255, rtol=1e-12)
    with pytest.raises(ValueError, match="28 x 28"):
        inverse.mean_digit(small(), [0.5, 0.5, 0.4])


def test_shares():
    np.testing.assert_allclose(inverse.shares(EACH), np.eye(10), atol=1e-15)
    np.testing.assert_allclose(inverse.shares([0.5, 0.01, 0.5, 0.01]), [[0.5, 0, 0.5, 0]])
    np.testing.assert_allclose(inverse.shares([0.3, 0.3]), [[0.5, 0.5]])


def test_the_first_step_of_the_climb_follows_the_numerical_gradient():
    network = Network(small(output="softmax").layers, encoding=PixelEncoding(0.01, 0.99), image_shape=(3, 4))
    wanted, start = np.array([0.7, 0.2, 0.1]), np.random.default_rng(0).uniform(0, 0.1, (1, 3, 4))

    def likelihood(picture):
        return float(wanted @ np.log(network.predict(picture)[0]))

    slope = np.empty(12)
    for pixel in range(12):
        bump = np.zeros((1, 3, 4))
        bump.flat[pixel] = 1e-6
        slope[pixel] = (likelihood(start + bump) - likelihood(start - bump)) / 2e-6
    expected = start.ravel() + 0.02 * slope / np.sqrt(np.mean(slope**2))
    found = inverse.activation_maximum(network, wanted, steps=1, step_size=0.02, decay=0.0)
    np.testing.assert_allclose(found.ravel(), np.clip(expected, 0, 1), atol=1e-8)


@pytest.mark.parametrize("name", network_names())
def test_the_climb_convinces_its_network_and_stays_in_range(name):
    network = load_network(name)
    pictures = inverse.activation_maximum(network, EACH)
    assert pictures.min() >= 0 and pictures.max() <= 1
    read = inverse.read_back(network, pictures, range(10))
    assert read.count == 10 and read.confidence.min() > 0.85
    np.testing.assert_array_equal(pictures, inverse.activation_maximum(network, EACH, rng=np.random.default_rng(0)))


@pytest.mark.parametrize("name", ["scratch", "your-own", "rows"])
def test_a_preimage_gives_the_wanted_outputs(name):
    network = load_network(name)
    pictures = inverse.preimage(network, EACH)
    assert pictures.min() >= 0 and pictures.max() <= 1
    outputs = network.predict(pictures, dtype=np.float64)
    wanted = EACH / EACH.sum(axis=1, keepdims=True) if network.output_activation == "softmax" else EACH
    np.testing.assert_allclose(outputs, wanted, atol=1e-6)


def test_a_linear_preimage_is_the_pseudo_inverse():
    rng = np.random.default_rng(12)
    weights, biases = rng.random((12, 3)), rng.normal(size=3)
    network = Network([Dense(weights, biases, "identity")], image_shape=(3, 4))
    target = np.full(12, 0.3) @ weights + biases
    exact = np.linalg.pinv(weights.T) @ (target - biases)
    assert exact.min() > 0 and exact.max() < 1, "else pixels would be held"
    np.testing.assert_allclose(inverse.preimage(network, target)[0].ravel(), exact, atol=1e-6)


def test_a_preimage_out_of_reach_is_the_nearest_found():
    network = load_network("nielsen")
    wanted = np.log(EACH / (1 - EACH))
    pictures = inverse.preimage(network, EACH)
    missing, blank_missing = (
        np.abs(wanted - network.trace(p)["a2"]).max(axis=1) for p in (pictures, np.zeros((1, 28, 28)))
    )
    assert missing.max() > 1e-3 and (missing < blank_missing).all()
    assert inverse.read_back(network, pictures, range(10)).count == 10


@pytest.mark.parametrize("method", [inverse.activation_maximum, inverse.preimage])
def test_progress_is_told_and_work_can_be_stopped(method):
    told = []

    def stop_at_three(done, steps):
        told.append((done, steps))
        return done < 3

    network = load_network("nielsen")
    stopped = method(network, EACH, on_step=stop_at_three, steps=9)
    assert told == [(1, 9), (2, 9), (3, 9)]
    assert np.isfinite(stopped).all() and not np.array_equal(stopped, method(network, EACH, steps=9))


@pytest.mark.parametrize("name", network_names())
@pytest.mark.parametrize("method", inverse.METHODS.values(), ids=lambda method: method.name)
def test_every_method_gives_pictures_for_every_network(name, method):
    for trained in (True, False):
        pictures = method.make(load_network(name, trained=trained), EACH)
        assert pictures.shape == (10, 28, 28) and pictures.min() >= 0 and pictures.max() <= 1


def test_read_back_is_the_networks_own_verdict():
    network, digits = load_network("scratch"), load_digits().split("test")
    read = inverse.read_back(network, digits.images[:20] / 255, digits.labels[:20])
    outputs = network.predict(digits.images[:20])
    np.testing.assert_array_equal(read.best, outputs.argmax(axis=1))
    np.testing.assert_array_equal(read.right, outputs.argmax(axis=1) == digits.labels[:20])
    assert read.count == read.right.sum() and np.allclose(read.confidence, outputs.max(axis=1))


def test_the_lesson_of_the_back_query():
    """The trained network recognises few of its own plain back-query pictures: the 8 and hardly another."""
    network = load_network("your-own")
    count = inverse.read_back(network, inverse.back_query(network, EACH), range(10)).count
    assert 1 <= count <= 3

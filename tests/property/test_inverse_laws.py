"""Laws of neurons and inverse views, for any small network."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistnet import Dense, Network, inverse, neurons

HIDDEN = 5
seeds = st.integers(0, 10_000)
hidden = st.sampled_from(["sigmoid", "tanh", "relu"])
outputs = st.sampled_from(["sigmoid", "softmax"])
wanted = st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3)


@st.composite
def networks(draw):
    """Return a network of 3 x 4 pixels, five hidden neurons and three answers."""
    rng = np.random.default_rng(draw(seeds))
    layers = [
        Dense(rng.normal(size=(12, HIDDEN)), rng.normal(size=HIDDEN), draw(hidden)),
        Dense(rng.normal(size=(HIDDEN, 3)), rng.normal(size=3), draw(outputs)),
    ]
    return Network(layers, image_shape=(3, 4))


def shuffled(network, order):
    one, two = network.dense_layers
    first = Dense(one.weights[:, order], one.biases[order], one.activation)
    return Network([first, Dense(two.weights[order], two.biases, two.activation)], image_shape=(3, 4))


@given(network=networks(), wanted=wanted, order=st.permutations(range(HIDDEN)))
def test_the_order_of_hidden_neurons_does_not_matter(network, wanted, order):
    twin = shuffled(network, list(order))
    np.testing.assert_allclose(inverse.back_query(network, wanted), inverse.back_query(twin, wanted), atol=1e-8)
    np.testing.assert_allclose(
        inverse.weight_product_maps(network), inverse.weight_product_maps(twin), rtol=1e-9, atol=1e-12
    )


@given(network=networks(), wanted=wanted)
def test_a_back_query_fills_its_range(network, wanted):
    picture = inverse.back_query(network, wanted)
    np.testing.assert_allclose([picture.min(), picture.max()], [0.01, 0.99], atol=1e-12)


@settings(max_examples=40)
@given(network=networks(), wanted=wanted)
def test_a_preimage_never_does_worse_than_blank_paper(network, wanted):
    def missing(picture):
        gap = inverse.wanted_sums(network, wanted) - network.trace(picture)["a2"]
        if network.output_activation == "softmax":
            gap = gap - gap.mean()
        return float(np.sum(gap**2))

    picture = inverse.preimage(network, wanted)
    assert picture.min() >= 0 and picture.max() <= 1
    assert missing(picture) <= missing(np.zeros((1, 3, 4))) + 1e-12


@given(network=networks(), seed=seeds, neuron=st.integers(0, HIDDEN - 1), layer=st.sampled_from([1, 2]))
def test_a_receipt_balances(network, seed, neuron, layer):
    image = np.random.default_rng(seed).random((3, 4))
    assert abs(neurons.receipt(network, image, layer, neuron % (HIDDEN if layer == 1 else 3)).difference) < 1e-12


@given(network=networks(), seed=seeds, neuron=st.integers(0, HIDDEN - 1))
def test_removing_is_scaling_the_outgoing_weights_to_zero(network, seed, neuron):
    one, two = network.dense_layers
    silent = two.weights.copy()
    silent[neuron] = 0
    twin = Network([one, Dense(silent, two.biases, two.activation)], image_shape=(3, 4))
    image = np.random.default_rng(seed).random((3, 4))
    removed = neurons.operate(network, 1, neuron, remove=True)
    np.testing.assert_allclose(removed.predict(image), twin.predict(image), rtol=1e-12)


@given(network=networks(), neuron=st.integers(0, HIDDEN - 1), factor=st.floats(0.1, 3), shift=st.floats(-5, 5))
def test_surgery_can_be_undone(network, neuron, factor, shift):
    there = neurons.operate(network, 1, neuron, bias_shift=shift, scale=factor)
    back = neurons.operate(there, 1, neuron, bias_shift=-shift, scale=1 / factor)
    for one, other in zip(network.dense_layers, back.dense_layers, strict=True):
        np.testing.assert_allclose(other.weights, one.weights, rtol=1e-12)
        np.testing.assert_allclose(other.biases, one.biases, atol=1e-12)

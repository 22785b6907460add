"""A network against sums worked by hand, against einsum, and against misuse."""

import pickle

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, PixelEncoding, load_network, network_names
from mnistnet.activations import sigmoid, softmax


def by_hand() -> Network:
    """Two pixels, two hidden nodes, two answers, all integers."""
    hidden = Dense(np.array([[1, -2], [3, 4]]), np.array([1, 0]), "relu")
    return Network([hidden, Dense(np.array([[2, 0], [1, -1]]), np.array([0, 5]), "identity")], image_shape=(1, 2))


def test_trace_worked_by_hand():
    trace = by_hand().trace(np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[1.0, 1.0]]]))
    np.testing.assert_array_equal(trace["a1"], [[2, -2], [4, 4], [5, 2]])
    np.testing.assert_array_equal(trace["z1"], [[2, 0], [4, 4], [5, 2]])
    np.testing.assert_array_equal(trace["a2"], [[4, 5], [12, 1], [12, 3]])
    np.testing.assert_array_equal(trace["z2"], trace["a2"])


def test_rows_network_equals_einsum():
    rng = np.random.default_rng(1)
    w1, b1, w2 = rng.normal(size=(5, 3)), rng.normal(size=3), rng.normal(size=(12, 2))
    network = Network([Dense(w1, b1, "tanh"), Flatten(), Dense(w2, None, "softmax")], image_shape=(4, 5))
    images = rng.random((6, 4, 5))
    trace = network.trace(images)
    a1 = np.einsum("nrc,cj->nrj", images, w1) + b1
    np.testing.assert_allclose(trace["a1"], a1, rtol=1e-13)
    np.testing.assert_allclose(trace["a2"], np.einsum("ni,ij->nj", np.tanh(a1).reshape(6, -1), w2), rtol=1e-12)
    assert network.shapes == ((4, 3), (12,), (2,)) and network.views == ("a1", "z1", "a2", "z2")


def test_pixels_are_encoded_by_the_network():
    network = Network([Dense(np.eye(2), None, "identity")], encoding=PixelEncoding(0.01, 0.99), image_shape=(1, 2))
    np.testing.assert_allclose(network.predict(np.array([[0, 255]], np.uint8)), [[0.01, 1.0]])
    np.testing.assert_allclose(network.predict(np.array([[0.0, 0.5]])), [[0.01, 0.505]])


def test_uint8_and_scaled_floats_agree():
    rng = np.random.default_rng(2)
    network = Network([Dense(rng.normal(size=(784, 10)).astype(np.float32), None, "softmax")])
    pixels = rng.integers(0, 256, (3, 28, 28), dtype=np.uint8)
    np.testing.assert_allclose(network.predict(pixels), network.predict(pixels / 255), rtol=2e-5)
    assert network.predict(pixels).dtype == np.float32
    assert network.predict(pixels, dtype=np.float64).dtype == np.float64


def test_predict_in_blocks_is_the_last_view_of_the_trace():
    rng = np.random.default_rng(3)
    network = Network([Dense(rng.normal(size=(4, 3)), None, "sigmoid")], image_shape=(2, 2))
    images = rng.random((2500, 2, 2))
    np.testing.assert_allclose(network.predict(images), sigmoid(images.reshape(-1, 4) @ network.layers[0].weights))
    assert network.predict(images[:0]).shape == (0, 3)


@pytest.mark.parametrize("shape", [(2, 2), (1, 2, 2), (4,), (1, 4)])
def test_every_way_to_give_one_picture(shape):
    network = Network([Dense(np.arange(12.0).reshape(4, 3), None, "softmax")], image_shape=(2, 2))
    picture = np.array([0.1, 0.2, 0.3, 0.4])
    np.testing.assert_allclose(network.predict(picture.reshape(shape)), [softmax(picture @ network.layers[0].weights)])


def test_misuse_gets_one_clear_sentence():
    network = by_hand()
    with pytest.raises(ValueError, match="pictures of 1 x 2 pixels"):
        network.predict(np.zeros((3, 3)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        network.predict(np.array([[0.0, 255.0]]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        network.predict(np.array([[0.0, np.nan]]))
    with pytest.raises(ValueError, match="cannot follow"):
        Network([Dense(np.ones((2, 3))), Dense(np.ones((4, 1)))], image_shape=(1, 2))
    with pytest.raises(ValueError, match="put a Flatten before it"):
        Network([Dense(np.ones((5, 3)))], image_shape=(4, 5))
    with pytest.raises(ValueError, match="at least one dense layer"):
        Network([Flatten()])
    with pytest.raises(ValueError, match="no activation 'swish'"):
        Dense(np.ones((2, 2)), None, "swish")
    with pytest.raises(ValueError, match="3 biases"):
        Dense(np.ones((2, 3)), np.ones(2))


def test_a_network_is_frozen():
    weights = np.ones((2, 2))
    network = Network([Dense(weights)], image_shape=(1, 2))
    before = network.digest
    weights[:] = 7
    assert network.digest == before and network.layers[0].weights[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        network.layers[0].weights[0, 0] = 3
    with pytest.raises(AttributeError):
        network.name = "other"


def test_the_digest_follows_what_is_computed_and_nothing_else():
    layer = Dense(np.ones((2, 2)), np.zeros(2))
    base = Network([layer], "one", image_shape=(1, 2))
    assert base.digest == Network([layer], "other name", image_shape=(1, 2)).digest
    others = [
        Network([Dense(np.ones((2, 2)), np.zeros(2), "tanh")], image_shape=(1, 2)),
        Network([Dense(np.ones((2, 2)))], image_shape=(1, 2)),
        Network([layer], encoding=PixelEncoding(0.01, 0.99), image_shape=(1, 2)),
        base.astype(np.float32),
    ]
    assert len({base.digest, *(other.digest for other in others)}) == 5


def test_repr_says_what_it_is():
    assert repr(by_hand()) == "<Network 'network': 2-2-2, identity outputs>"
    assert repr(by_hand().layers[0]) == "Dense(2 -> 2, relu)"


@pytest.mark.parametrize("name", network_names())
def test_a_network_travels_to_another_process_and_back(name):
    network = load_network(name)
    assert network.views and network.shapes  # what it has worked out of itself does not travel
    again = pickle.loads(pickle.dumps(network))
    assert again.identity == network.identity and again.training == network.training
    assert not again.dense_layers[0].weights.flags.writeable

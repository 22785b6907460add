"""What is saved reads back bit by bit, and opens in the code of the books."""

import io
import json
import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import (
    Dense,
    Network,
    PixelEncoding,
    WeightFileError,
    load_digits,
    load_network,
    load_network_file,
    network_names,
    save_network_file,
)
from mnistnet.weight_files import SAVERS, read_npz, save_npz

BOOK = """
import pickle, sys
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def softmax(x):
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))

def init_network():
    with open(sys.argv[1], 'rb') as f:
        network = pickle.load(f)
    return network

def predict(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    return softmax(a3)

x = np.load(sys.argv[2]).reshape(784).astype(np.float32) / 255
print(predict(init_network(), x).tolist())
"""


@pytest.mark.parametrize("format", SAVERS)
@pytest.mark.parametrize("name", network_names())
def test_save_and_load_is_identity(name, format):
    network = load_network(name)
    if format == "json" and network.parameters > 500_000:
        with pytest.raises(WeightFileError, match="large"):
            save_network_file(network, format)
        return
    again = load_network_file(save_network_file(network, format))
    assert again.digest == network.digest and again.training == network.training
    facts = ("name", "book", "encoding", "image_shape", "test_accuracy", "epoch", "layer_names")
    assert all(getattr(again, fact) == getattr(network, fact) for fact in facts)


@pytest.mark.parametrize("format", SAVERS)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_every_number_format(format, dtype):
    rng = np.random.default_rng(1)
    odd = np.array([0.0, -0.0, 1 / 3, 6e-8, -1e4], dtype)
    layers = (Dense(rng.normal(size=(4, 5)).astype(dtype), odd, "step"), Dense(rng.normal(size=(5, 2)), None))
    network = Network(layers, "Größe “x”", "", PixelEncoding(-0.1307 / 0.3081, 1 / 0.3081), (2, 2))
    again = load_network_file(save_network_file(network, format))
    assert again.digest == network.digest and again.name == network.name
    assert np.array_equal(np.signbit(again.dense_layers[0].biases), np.signbit(odd))


def test_the_books_own_code_opens_a_pickle(tmp_path):
    """The code of chapter 3 in a bare process, with nothing of mnistnet in it, gives the same answer."""
    network, image = load_network("scratch"), load_digits().images[7]
    (tmp_path / "book.py").write_text(BOOK)
    (tmp_path / "sample_weight.pkl").write_bytes(save_network_file(network, "pkl"))
    np.save(tmp_path / "x.npy", image)
    command = [sys.executable, "-W", "error", "book.py", "sample_weight.pkl", "x.npy"]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    np.testing.assert_allclose(json.loads(printed), network.predict(image)[0], rtol=2e-5)


@pytest.mark.parametrize("name", network_names())
def test_pickle_and_numpy_agree(name):
    network = load_network(name)
    arrays = pickle.loads(save_network_file(network, "pkl"))
    for k, layer in enumerate(network.dense_layers, 1):
        assert arrays[f"W{k}"].dtype == layer.weights.dtype and np.array_equal(arrays[f"W{k}"], layer.weights)
        assert np.array_equal(arrays[f"b{k}"], np.zeros(layer.fan_out) if layer.biases is None else layer.biases)


def test_the_pickle_is_of_protocol_3():
    content = save_network_file(load_network("nielsen"), "pkl")
    assert content[:2] == b"\x80\3" and b"numpy._core" not in content


def test_nielsens_own_code_opens_json():
    """The lines of network2.load: arrays of the right sizes, and a cost that exists there."""
    data = json.loads(save_network_file(load_network("nielsen"), "json"))
    weights, biases = ([np.array(part) for part in data[key]] for key in ("weights", "biases"))
    assert data["sizes"] == [784, 30, 10] and data["cost"] in ("QuadraticCost", "CrossEntropyCost")
    assert [w.shape for w in weights] == [(30, 784), (10, 30)] and [b.shape for b in biases] == [(30, 1), (10, 1)]


def test_safetensors_opens_with_its_own_library():
    safetensors = pytest.importorskip("safetensors.numpy")
    network = load_network("scratch")
    arrays = safetensors.load(save_network_file(network, "safetensors"))
    assert np.array_equal(arrays["W2"], network.dense_layers[1].weights)


def test_what_is_said_can_be_overruled():
    content = save_network_file(load_network("rows"), "npz")
    network = load_network_file(content, activation="tanh", name="other")
    rules = [layer.activation for layer in network.dense_layers]
    assert rules == ["tanh"] * (len(rules) - 1) + ["softmax"] and network.name == "other"


def test_earlier_epochs_do_not_hinder():
    network = load_network("nielsen")
    content = save_npz(network, {0: load_network("nielsen", trained=False)})
    assert load_network_file(content).digest == network.digest == read_npz(content).network.digest


def test_too_large_networks_are_not_saved():
    large = Network((Dense(np.random.default_rng(0).normal(size=(784, 3000))), Dense(np.ones((3000, 10)))))
    with pytest.raises(WeightFileError, match="16 MB"):
        save_network_file(large, "npz")
    with pytest.raises(WeightFileError, match="large"):
        save_network_file(replace(large, layers=(Dense(np.full((784, 700), 1 / 3)), Dense(np.ones((700, 10))))), "json")
    with pytest.raises(ValueError, match="no format"):
        save_network_file(large, "h5")


def test_numpy_reads_what_it_always_read():
    with np.load(io.BytesIO(save_network_file(load_network("your-own"), "npz")), allow_pickle=False) as file:
        assert set(file.files) == {"card", "W1", "W2"}

"""Hidden layers that each do something else are found in bare weights, and weights that fit nothing are said to."""

import io
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import load_digits
from mnistnet.network import Dense, Network
from mnistnet.training import LayerPlan, Settings, train
from mnistnet.weight_files import open_weight_file, reading_words, rival_words
from tests.training_tasks import same_bits

TEST = load_digits().split("test")


def bare(network):
    file, arrays = io.BytesIO(), {}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays |= {f"W{k}": layer.weights} | ({} if layer.biases is None else {f"b{k}": layer.biases})
    np.savez(file, **arrays)
    return file.getvalue()


def trained(*rules):
    layers = (*(LayerPlan(24 - 4 * i, rule) for i, rule in enumerate(rules)), LayerPlan(10, "softmax"))
    digits = load_digits()
    settings = Settings(layers=layers, epochs=3, learning_rate=0.05, seed=3)
    *_, last = train(settings, digits.split("train"), digits.split("validation"))
    return last.network


def doing(network):
    return [layer.activation for layer in network.dense_layers[:-1]]


@pytest.mark.parametrize(
    "rules", [("relu", "tanh"), ("tanh", "relu"), ("relu", "relu", "tanh"), ("relu", "relu", "tanh", "tanh")]
)
def test_layers_that_do_different_things_are_found(rules):
    network = trained(*rules)
    opened = open_weight_file(bare(network))
    read, reading = opened.network_as()
    if len(rules) < 4:
        assert doing(read) == list(rules)
        assert same_bits(read, replace(network, name=read.name))
        assert ", ".join(rules) in opened.put_together(reading.guess) and "each its own" in reading_words(reading.guess)
    right = (read.predict(TEST.images).argmax(axis=1) == TEST.labels).mean()
    assert opened.measured(TEST)[0] == (reading.guess, right)
    assert doing(opened.used(activation="tanh")) == ["tanh"] * len(rules)  # whoever knows better says so


@pytest.mark.parametrize("rule", ["relu", "tanh", "leaky_relu"])
def test_layers_that_all_do_the_same_stay_so(rule):
    opened = open_weight_file(bare(trained(rule, rule)))
    assert not opened.says_each_layer and not opened.reading.is_doubtful


def squaring():
    """Return a network that learned, by hand, with hidden nodes that square their sums, which nothing here does."""
    rng, digits = np.random.default_rng(2), load_digits().split("train")
    pixels, wanted = digits.images.reshape(len(digits), -1) / 255, np.eye(10)[digits.labels]
    first, last = rng.normal(size=(784, 24)) / 28, rng.normal(size=(24, 10)) / 5
    for _ in range(3):
        for batch in np.split(rng.permutation(len(pixels)), len(pixels) // 10):
            sums = pixels[batch] @ first
            raised = np.exp(sums**2 @ last)
            errors = (raised / raised.sum(axis=1, keepdims=True) - wanted[batch]) / 10
            first -= 0.05 * pixels[batch].T @ (errors @ last.T * 2 * sums)
            last -= 0.05 * (sums**2).T @ errors
    return Network((Dense(first, None, "relu"), Dense(last, None, "softmax")))


def test_weights_that_fit_no_activation_are_said_to():
    reading = open_weight_file(bare(squaring())).reading
    assert reading.is_doubtful and "no reading of it is sure" in rival_words(reading)

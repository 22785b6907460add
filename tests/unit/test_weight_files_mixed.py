"""Hidden layers that each do something else are found in bare weights, and weights that fit nothing are said to."""

import io
from dataclasses import replace
from itertools import pairwise

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
    assert not opened.says_each_layer and not opened.reading.is_doubtful and not opened.reading.beyond


def by_hand(rule, slope, *hidden):
    """Return a network that learned, by hand, with hidden nodes that do what nothing here does."""
    rng, digits = np.random.default_rng(2), load_digits().split("train")
    pixels, wanted = digits.images.reshape(len(digits), -1) / 255, np.eye(10)[digits.labels]
    sizes = (784, *hidden, 10)
    weights = [rng.normal(size=pair) / np.rint(np.sqrt(pair[0])) for pair in pairwise(sizes)]
    for _ in range(3):
        for batch in np.split(rng.permutation(len(pixels)), len(pixels) // 10):
            sums, passed = [], [pixels[batch]]
            for one in weights[:-1]:
                sums.append(passed[-1] @ one)
                passed.append(rule(sums[-1]))
            raised = np.exp(passed[-1] @ weights[-1])
            errors = (raised / raised.sum(axis=1, keepdims=True) - wanted[batch]) / 10
            for i in reversed(range(len(weights))):
                change = passed[i].T @ errors
                errors = errors @ weights[i].T * slope(sums[i - 1]) if i else errors
                weights[i] -= 0.05 * change
    return Network((*(Dense(one, None, "relu") for one in weights[:-1]), Dense(weights[-1], None, "softmax")))


def test_weights_that_fit_no_activation_are_said_to():
    reading = open_weight_file(bare(by_hand(np.square, lambda a: 2 * a, 24))).reading
    assert reading.is_doubtful and "no reading of it is sure" in rival_words(reading)


def test_weights_that_learned_with_selu_are_said_to():
    def selu(a):
        return 1.0507 * np.where(a > 0, a, 1.67326 * np.expm1(np.minimum(a, 0)))

    def slope(a):
        return 1.0507 * np.where(a > 0, 1, 1.67326 * np.exp(np.minimum(a, 0)))

    reading = open_weight_file(bare(by_hand(selu, slope, 32, 24))).reading
    assert reading.beyond == "SELU" and "its hidden nodes do SELU, which no network here does" in rival_words(reading)

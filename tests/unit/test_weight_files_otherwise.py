"""Networks that learned from pictures or answers other than MNIST's: put right exactly, and told."""

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.weight_files import open_weight_file
from mnistnet.weight_files.reading import chance_words
from tests.fuzz.hostile_zips import npz

SCRATCH = load_network("scratch")
(W1, B1), _, (W3, B3) = [(layer.weights, layer.biases) for layer in SCRATCH.dense_layers]
NAMED = {f"{letter}{k}": one for k, layer in enumerate(SCRATCH.dense_layers, 1)
         for letter, one in (("W", layer.weights), ("b", layer.biases))}  # fmt: skip
DIGITS = load_digits().split("test")
TURNED = np.arange(784).reshape(28, 28).T.ravel()
ROLLED = {"W3": np.roll(W3, -1, axis=1), "b3": np.roll(B3, -1)}
IN_WORDS = [8, 5, 4, 9, 1, 7, 6, 3, 2, 0]  # the digits in the order of their names


def opened_as_read(held):
    """Return what a file of such arrays is, the network as it is read, and what was done."""
    opened = open_weight_file(npz(**NAMED | held))
    network, reading = opened.network_as()
    return opened, network, reading, opened.put_together(reading.guess)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({"W1": W1[TURNED]}, ("rows and columns changed over",)),
        (ROLLED, ("in the order 1, 2, 3, 4, 5, 6, 7, 8, 9, 0,",)),
        (ROLLED | {"W1": W1[TURNED]}, ("rows and columns", "9, 0,")),
        ({"W3": W3[:, IN_WORDS], "b3": B3[IN_WORDS]}, ("order 8, 5, 4, 9, 1, 7, 6, 3, 2, 0,",)),
    ],
)
def test_weights_for_pictures_or_answers_in_another_order_are_put_in_that_of_mnist(held, words):
    _, network, reading, told = opened_as_read(held)
    assert not reading.is_chance and all(word in told for word in words)
    for found, wanted in zip(network.dense_layers, SCRATCH.dense_layers, strict=True):
        assert np.array_equal(found.weights, wanted.weights) and np.array_equal(found.biases, wanted.biases)


def test_weights_for_dark_ink_on_light_paper_get_that_from_pixels():
    opened, network, reading, told = opened_as_read({"W1": -W1, "b1": B1 + W1.sum(axis=0)})
    np.testing.assert_allclose(network.predict(DIGITS.images), SCRATCH.predict(DIGITS.images), atol=1e-4)
    assert reading.guess.encoding_name == "0 to 1, blank paper the most" and "dark ink" in told
    names = {guess.encoding_name for guess in opened.candidates}
    assert len(names) == 5 and all(name.endswith("blank paper the most") for name in names)


def test_weights_whose_pixels_are_shuffled_stay_at_chance():
    _, _, reading, told = opened_as_read({"W1": W1[np.random.default_rng(1).permutation(784)]})
    assert reading.is_chance and "untrained" in chance_words(reading) and not told

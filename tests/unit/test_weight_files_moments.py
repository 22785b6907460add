"""Weights that learned from pixels less their mean are read as such, though the file does not hold that mean."""

import io

import numpy as np
import pytest

from mnistnet import Dense, Network, PixelEncoding, load_digits, load_network
from mnistnet.weight_files import ENCODINGS, less_moments, open_weight_file

SCRATCH = load_network("scratch")
TEST = load_digits().split("test")
TRAINED = load_digits().split("train").images.reshape(-1, 784) / 255.0
MEAN, DEVIATION = TRAINED.mean(axis=0), TRAINED.std(axis=0)
DEVIATION[DEVIATION == 0] = 1


def file_of(factor, mean):
    """Return scratch's numbers in a file, turned so that they take factor * (pixels - mean) instead of pixels."""
    first, *rest = SCRATCH.dense_layers
    weights = first.weights / np.reshape(factor, (-1, 1))
    arrays = {"W1": weights, "b1": first.biases + mean @ first.weights}
    for k, layer in enumerate(rest, 2):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


CASES = {
    "standardised": (file_of(1 / DEVIATION, MEAN), "deviation", "0 to 1", "StandardScaler"),
    "centred": (file_of(np.ones(784), MEAN), "mean", "0 to 1", "less its mean over MNIST"),
    "centred, up to 255": (file_of(255.0, MEAN), "mean", "0 to 255", "less its mean over MNIST"),
}


def right(network):
    return (network.predict(TEST.images).argmax(axis=1) == TEST.labels).mean()


@pytest.mark.parametrize(("content", "moments", "pixels", "words"), CASES.values(), ids=CASES)
def test_what_was_taken_of_the_pixels_is_found_out_and_told(content, moments, pixels, words):
    network, reading = (opened := open_weight_file(content)).network_as()
    assert (reading.guess.moments, reading.guess.encoding, reading.guess.activation) == (
        moments,
        ENCODINGS[pixels],
        "sigmoid",
    )
    assert right(network) > right(SCRATCH) - 0.01
    assert right(opened.used()) < right(SCRATCH) - 0.05  # as the file has it, without
    assert words in opened.put_together(reading.guess)
    assert reading.guess.encoding_name.startswith(f"{pixels}, each less its mean")


def test_of_pixels_that_are_as_they_are_nothing_is_taken():
    network, reading = (opened := open_weight_file(file_of(1, 0 * MEAN))).network_as()
    assert not reading.guess.moments
    assert not opened.put_together(reading.guess)
    assert np.allclose(network.predict(TEST.images), SCRATCH.predict(TEST.images), atol=1e-6)


def test_whoever_says_what_pixels_are_is_believed():
    opened = open_weight_file(CASES["standardised"][0])
    reading = opened.taken(encoding=ENCODINGS["0 to 1"])
    assert not reading.guess.moments
    assert opened.taken(encoding=PixelEncoding(), activation="sigmoid", output="softmax").tried == 1


@pytest.mark.parametrize("moments", ["mean", "deviation"])
@pytest.mark.parametrize("encoding", [PixelEncoding(), PixelEncoding(-1, 2)], ids=["0 to 1", "-1 to 1"])
def test_taking_the_mean_inside_is_taking_it_before(moments, encoding):
    rng = np.random.default_rng(0)
    made = Network((Dense(rng.normal(size=(784, 5)), rng.normal(size=5), "tanh"), Dense(rng.normal(size=(5, 10)))))
    pixels = load_digits().images.reshape(-1, 784) / 255.0
    mean, deviation = pixels.mean(axis=0), pixels.std(axis=0)
    deviation = np.where(deviation > 0, np.maximum(deviation, 0.02), 1) if moments == "deviation" else 1
    encoded = encoding.offset + encoding.scale * pixels[:20]
    before = (encoded - (encoding.offset + encoding.scale * mean)) / deviation
    first, last = made.dense_layers
    wanted = np.tanh(before @ first.weights + first.biases) @ last.weights
    taking = less_moments(made, moments, encoding)
    assert np.allclose(taking.trace(load_digits().images[:20])["a2"], wanted, atol=1e-6)
    assert less_moments(made, "", encoding).layers == made.layers

"""Networks that learned from pictures or answers other than MNIST's: put right exactly, and told."""

import numpy as np
import pytest
from PIL import Image

from mnistnet import WeightFileError, load_digits, load_network
from mnistnet.network import PixelEncoding
from mnistnet.weight_files import ENCODINGS, open_weight_file
from mnistnet.weight_files.telling import chance_words
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
    assert len(names) == len(ENCODINGS) and all(name.endswith("blank paper the most") for name in names)


def test_weights_whose_pixels_are_shuffled_stay_at_chance():
    _, _, reading, told = opened_as_read({"W1": W1[np.random.default_rng(1).permutation(784)]})
    assert reading.is_chance and "untrained" in chance_words(reading) and not told


def shrunk(images):
    """Return pictures of 14 x 14, each pixel the mean of four."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))


SIZES = {
    "cut to their middle": lambda images: images[:, 4:24, 4:24],
    "given a wider border": lambda images: np.pad(images, ((0, 0), (2, 2), (2, 2))),
    "averaged": shrunk,
    "interpolated linearly": lambda images: np.stack([_by_pillow(one) for one in images]),
    "cut to every second row and column": lambda images: images[:, ::2, ::2],
}


def _by_pillow(image):
    picture = Image.fromarray(image.astype(np.float32))
    return np.asarray(picture.resize((16, 16), Image.Resampling.BILINEAR))


@pytest.mark.parametrize(("way", "make"), SIZES.items(), ids=SIZES)
def test_a_network_for_pictures_of_another_size_reads_those_of_mnist_resized(way, make):
    """Ridge regression to the ten digits, as its formula says, on pictures resized without this library."""
    digits = load_digits()
    learned, asked = digits.split("train").images[:2000] / 255, DIGITS.images[:200]
    pixels = make(learned).reshape(len(learned), -1)
    wanted = np.eye(10)[digits.split("train").labels[:2000]] - 0.1
    weights = np.linalg.solve(pixels.T @ pixels + 10 * np.eye(pixels.shape[1]), pixels.T @ wanted)
    expected = make(asked / 255).reshape(len(asked), -1) @ weights
    opened = open_weight_file(npz(W1=weights))
    (k,) = [k for k, words in enumerate(opened.ways) if f"28 x 28 are {way}," in words]
    found = opened.used(output="identity", encoding=PixelEncoding(), way=k).predict(asked, dtype=np.float64)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    right = np.mean(expected.argmax(axis=1) == DIGITS.labels[:200])
    taken, _ = opened.network_as(output="identity", encoding=PixelEncoding())
    assert np.mean(taken.predict(asked).argmax(axis=1) == DIGITS.labels[:200]) > right - 0.02


def test_numbers_that_fit_another_size_but_read_nothing_are_refused_as_before():
    with pytest.raises(WeightFileError, match="holds one layer"):
        open_weight_file(npz(W2=W3))

"""Files that the tests of the command line work on, made by other means than the commands."""

import pickle

import numpy as np
from PIL import Image

from mnistnet import Dense, Digits, Network, load_digits, load_network, save_network_file

DIGITS = load_digits().split("test")
COUNT = 60
SMALL_PLAN = """
name = "small"
seeds = 1
[settings]
base = "nielsen"
epochs = 1
[grid]
hidden = [4, 8]
"""


def book_pickle():
    """Return sample_weight.pkl of the book, with the numbers of "scratch"."""
    arrays = {}
    for k, layer in enumerate(load_network("scratch").dense_layers, 1):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    return pickle.dumps(arrays, protocol=3)


def idx(array):
    """Return an array of bytes as an IDX file."""
    return b"\0\0\x08" + bytes([array.ndim]) + np.array(array.shape, ">u4").tobytes() + array.tobytes()


def photo(*numbers):
    """Return a photo of test digits side by side, dark on light paper."""
    parts = [np.pad(255 - DIGITS.images[number], 30, constant_values=255) for number in numbers]
    image = Image.fromarray(np.concatenate(parts, axis=1))
    return image.resize((image.width * 4, image.height * 4))


def write_files(folder):
    """Write everything that the examples of the help texts name."""
    images, labels = DIGITS.images[:COUNT], DIGITS.labels[:COUNT]
    (folder / "sample_weight.pkl").write_bytes(book_pickle())
    (folder / "pictures.idx").write_bytes(idx(images))
    (folder / "labels.idx").write_bytes(idx(labels))
    rows = [",".join(map(str, [label, *image.ravel().tolist()])) for label, image in zip(labels, images, strict=True)]
    (folder / "digits.csv").write_text("\n".join(rows) + "\n")
    np.save(folder / "pictures.npy", images)
    (folder / "small.toml").write_text(SMALL_PLAN)
    photo(7).save(folder / "photo.png")
    photo(3, 4).save(folder / "two.jpg")


def small_full_set(folder=""):
    """Return what stands in for the full MNIST set where that is not at hand: a few digits, cut as the whole is."""
    splits = {"train": np.arange(200, 900), "validation": np.arange(200), "test": np.arange(900, len(DIGITS))}
    return Digits(DIGITS.images, DIGITS.labels, "mnist", splits)


def integer_network():
    """Return a network whose a1 can be worked out by hand: three nodes listen to two pixels."""
    weights = np.zeros((784, 3))
    weights[28 * 2 + 5] = [3, -3, 0]  # row 2, column 5
    weights[28 * 9 + 20] = [-1, 2, 0]  # row 9, column 20
    layers = (Dense(weights, np.array([1.0, 2, 3]), "identity"), Dense(np.ones((3, 10)), None, "identity"))
    return Network(layers, name="by hand")


def write_integer_task(folder):
    """Write the network, and a picture in which those two pixels and a third one are full of ink."""
    (folder / "hand.npz").write_bytes(save_network_file(integer_network(), "npz"))
    picture = np.zeros((28, 28), np.uint8)
    picture[2, 5] = picture[9, 20] = picture[14, 14] = 255
    np.save(folder / "hand.npy", picture)

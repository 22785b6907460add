"""Patterns through layers against einsum, by hand, and against the network's own answers; and what is kept on disk."""

import gc
import io
import json
import zipfile
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from mnistnet import Dense, Flatten, Network, load_digits, load_network, network_names
from mnistnet.patterns import layer_outputs, layer_summary, pass_through, row_network
from mnistnet.patterns.colours import coloured
from mnistnet.patterns.pictures import HEAD, MARGIN
from mnistnet.patterns.shapes import fitted, noise_pattern, rearranged, strip
from mnistnet.patterns.store import store_patterns
from mnistnet.patterns.take_home import layer_files, packed, save_files

TEST = load_digits().split("test")


def test_the_source_model_has_its_11665_parameters():
    network = row_network(50, 5)
    assert [row[3] for row in layer_summary(network)] == [0, 3825, 3800, 1275, 260, 0, 2505]
    assert network.parameters == 11_665
    shapes = [row[2] for row in layer_summary(network)]
    assert shapes == [(50, 50), (50, 75), (50, 50), (50, 25), (50, 10), (500,), (5,)]


@pytest.mark.parametrize(("size", "classes"), [(2, 2), (7, 3), (28, 10), (64, 20)])
def test_the_model_runs_at_any_size(size, classes):
    network = row_network(size, classes, seed=1)
    outputs = layer_outputs(network, noise_pattern(size, np.random.default_rng(2)))
    assert outputs[-1].shape == (classes,) and outputs[-1].values.sum() == pytest.approx(1, abs=1e-5)
    widths = [size, 75, 50, 25, 10]
    expected = sum((a + 1) * b for a, b in pairwise(widths)) + (10 * size + 1) * classes
    assert network.parameters == expected


def test_the_same_call_gives_the_same_network_and_other_numbers_another():
    assert row_network(9, 3).digest == row_network(9, 3).digest
    assert row_network(9, 3).digest != row_network(9, 3, seed=5).digest


@pytest.mark.parametrize(("size", "classes"), [(1, 5), (5, 1)])
def test_what_is_too_small_is_a_sentence(size, classes):
    with pytest.raises(ValueError, match="too small"):
        row_network(size, classes)


def test_rows_are_multiplied_one_by_one():
    network = row_network(6, 3, layers="4, 2").astype(np.float64)
    image = noise_pattern(6, np.random.default_rng(0))
    first, second, _, last = network.layers
    signal = np.maximum(np.einsum("ri,io->ro", image / 255, first.weights) + first.biases, 0)
    outputs = layer_outputs(network, image)
    np.testing.assert_allclose(outputs[1].values, signal, rtol=1e-12)
    signal = np.maximum(np.einsum("ri,io->ro", signal, second.weights) + second.biases, 0)
    np.testing.assert_allclose(outputs[2].values, signal, rtol=1e-12)
    np.testing.assert_array_equal(outputs[3].values, outputs[2].values.ravel())
    sums = np.einsum("i,io->o", signal.ravel(), last.weights) + last.biases
    np.testing.assert_allclose(outputs[4].values, np.exp(sums) / np.exp(sums).sum(), rtol=1e-12)


def test_a_passage_by_hand():
    layers = (
        Dense(np.array([[1.0, -1], [2, 0]]), np.array([0.0, 1]), "relu"),
        Flatten(),
        Dense(np.eye(4), None, "identity"),
    )
    network = Network(layers, image_shape=(2, 2))
    outputs = layer_outputs(network, np.array([[1.0, 0], [0, 1]]))
    assert outputs[1].values.tolist() == [[1, 0], [2, 1]]
    assert outputs[2].values.tolist() == outputs[3].values.tolist() == [1, 0, 2, 1]
    assert [o.kind for o in outputs] == ["input", "relu", "flatten", "identity"]


@pytest.mark.parametrize("name", network_names())
def test_the_passage_ends_where_the_network_answers(name):
    network = load_network(name)
    outputs = pass_through(network, TEST.images[:20])
    np.testing.assert_array_equal(outputs[-1], network.predict(TEST.images[:20]))
    assert [o.shape[1:] for o in outputs] == [row[2] for row in layer_summary(network)]
    assert sum(row[3] for row in layer_summary(network)) == network.parameters


@pytest.mark.parametrize("count", [1, 2, 3, 10, 50, 280])
def test_rearranged_keeps_every_value_in_order(count):
    values = np.arange(count, dtype=np.float32)
    picture = rearranged(values)
    assert picture[np.isfinite(picture)].tolist() == values.tolist()
    assert abs(picture.shape[0] - picture.shape[1]) <= 2 + count**0.5 / 4
    assert strip(values).shape == (1, count)
    square = values.reshape(1, -1)
    assert rearranged(square) is square and strip(square) is square


def test_fitted_by_hand():
    image = np.array([[0, 100], [200, 40]], np.uint8)
    assert fitted(image, (4, 4)).tolist() == np.kron(image, np.ones((2, 2), np.uint8)).tolist()
    assert fitted(image, (1, 1)).tolist() == [[85]]
    assert fitted(image, (2, 1)).tolist() == [[50], [120]]
    assert fitted(np.array([[0.0, 3, 6]]), (1, 2)).tolist() == [[1, 5]]
    np.testing.assert_array_equal(fitted(TEST.images[0], (28, 28)), TEST.images[0])


@pytest.mark.parametrize("shape", [(5, 9), (28, 28), (50, 50), (31, 3)])
def test_fitting_keeps_the_mean(shape):
    image = np.random.default_rng(3).random((28, 28))
    assert fitted(image, shape).mean() == pytest.approx(image.mean())


def test_a_picture_without_pixels_cannot_be_fitted():
    with pytest.raises(ValueError, match="without pixels"):
        fitted(np.empty((0, 4)), (2, 2))


@pytest.mark.parametrize("name", network_names())
def test_what_is_on_disk_is_what_was_computed(name, tmp_path):
    network = load_network(name)
    store = store_patterns(network, TEST.images[:230], tmp_path / "store")
    expected = pass_through(network, TEST.images[:230])
    assert store.count == 230 and store.names == ("input", *network.layer_names)
    for layer, values in enumerate(expected):
        np.testing.assert_allclose(store.read(layer), values, rtol=1e-4, atol=1e-6)
        np.testing.assert_array_equal(store.read(layer, 90, 110), store.read(layer)[90:110])
    assert store.size >= sum(values.nbytes for values in expected)


def test_a_store_without_a_folder_leaves_nothing_behind():
    network = row_network(5, 2)
    images = np.zeros((3, 5, 5), np.uint8)
    closed, forgotten = store_patterns(network, images), store_patterns(network, images)
    folders = closed.folder, forgotten.folder
    assert all(folder.is_dir() for folder in folders) and folders[0] != folders[1]
    closed.close()
    assert not folders[0].exists()
    del forgotten
    gc.collect()
    assert not folders[1].exists()


def test_the_zip_holds_a_picture_for_each_layer_and_every_number(tmp_path):
    network = load_network("rows")
    outputs = layer_outputs(network, TEST.images[0])
    files = layer_files(outputs, {"pattern": "a 4"})
    with zipfile.ZipFile(io.BytesIO(packed(files))) as zipped:
        assert zipped.testzip() is None and sorted(zipped.namelist()) == sorted(files)
        content = json.loads(zipped.read("arrays.json"))
    assert content["pattern"] == "a 4" and len(files) == len(outputs) + 1
    for layer, output in zip(content["layers"], outputs, strict=True):
        assert layer["name"] == output.name and tuple(layer["shape"]) == output.shape
        np.testing.assert_array_equal(np.array(layer["values"], np.float32), output.values)
    save_files(files, tmp_path / "pictures")
    picture = np.asarray(Image.open(tmp_path / "pictures" / "00 input.png"))
    pixels = picture[MARGIN + HEAD :, MARGIN:][:280:10, :280:10]
    np.testing.assert_array_equal(pixels, coloured(TEST.images[0] / np.float32(255), (0.0, 1.0)))


def test_file_names_are_plain():
    outputs = layer_outputs(
        Network((Dense(np.eye(4), None, "identity", "../a/b"),), image_shape=(2, 2)), np.zeros((2, 2))
    )
    assert all("/" not in name and ".." not in name.removesuffix(".png") for name in layer_files(outputs))

"""Weights as whole numbers without a scale, as programs for small processors hold them."""

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from mnistnet.weight_files.refused import SCALED
from tests.fuzz.hostile_zips import npz

LAYERS = load_network("nielsen").dense_layers
TEST = load_digits().split("test")
RIGHT = np.mean(load_network("nielsen").predict(TEST.images).argmax(axis=1) == TEST.labels)


def whole(parts, of_biases=None):
    """Return the layers of "nielsen" as rounded parts of a number."""
    rounded = {f"W{k}": np.rint(layer.weights * parts).astype(int) for k, layer in enumerate(LAYERS, 1)}
    biases = {f"b{k}": np.rint(layer.biases * (of_biases or parts)).astype(int) for k, layer in enumerate(LAYERS, 1)}
    return rounded | biases


@pytest.mark.parametrize(("parts", "of_biases"), [(256, 256), (4096, 4096), (256, 65536)])
@pytest.mark.parametrize("held_as", [np.int32, np.float32])
def test_fixed_point_is_found_from_digits(parts, of_biases, held_as):
    held = whole(parts, of_biases)
    opened = open_weight_file(npz(**{name: array.astype(held_as) for name, array in held.items()}))
    network, reading = opened.network_as()
    for k, layer in enumerate(network.dense_layers, 1):
        np.testing.assert_array_equal(layer.weights, held[f"W{k}"] / parts)
        np.testing.assert_allclose(layer.biases, held[f"b{k}"] / of_biases, rtol=1e-6)
    assert f"parts of {parts:,}," in opened.put_together(reading.guess) and reading.guess.activation == "sigmoid"
    assert np.mean(network.predict(TEST.images).argmax(axis=1) == TEST.labels) == pytest.approx(RIGHT, abs=0.005)


def test_large_networks_in_fixed_point_are_found_too():
    first, last = LAYERS
    many = {"W1": np.tile(first.weights, 16), "b1": np.tile(first.biases, 16), "b2": last.biases}
    many["W2"] = np.tile(last.weights, (16, 1)) / 16  # each node sixteen times, so that it reads the same
    content = npz(**{name: np.rint(array * 65536).astype("i4") for name, array in many.items()})
    network, _ = (opened := open_weight_file(content)).network_as()
    assert network.parameters > 370_000 and "parts of" in opened.ways[0]
    assert np.mean(network.predict(TEST.images).argmax(axis=1) == TEST.labels) == pytest.approx(RIGHT, abs=0.01)


def test_whole_numbers_that_no_scale_makes_read_are_refused_with_what_to_do(tmp_path, monkeypatch):
    held = whole(256)
    lost = held | {"W2": held["W2"][:, np.random.default_rng(1).permutation(10)]}
    with pytest.raises(WeightFileError, match="whole numbers, and the scale") as refused:
        load_network_file(npz(**lost | {"W1": held["W1"][::-1]}))
    monkeypatch.chdir(tmp_path)
    np.savez("model.npz", **held)
    exec(refused.value.recipe.replace("0.0125", "1 / 256").replace("0.0078", "1 / 256"), {})
    assert refused.value.recipe == SCALED
    with np.load("scaled.npz") as scaled:
        assert np.array_equal(scaled["W1"], held["W1"] / 256)


def test_small_whole_numbers_and_those_of_one_layer_are_meant_as_they_are():
    signs = {"W1": np.sign(LAYERS[0].weights) * 3, "W2": np.sign(LAYERS[1].weights)}
    assert np.array_equal(load_network_file(npz(**signs)).dense_layers[0].weights, signs["W1"])
    rows = TEST.images.reshape(-1, 784).astype(float)
    single = np.stack([np.rint(rows[TEST.labels == digit].mean(axis=0)) for digit in range(10)], axis=1)
    assert np.array_equal(load_network_file(npz(W1=single)).dense_layers[0].weights, single)

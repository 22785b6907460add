"""Bare bytes as programs write them: sizes of any width and order before each array, before each node, or in front."""

import struct

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network
from mnistnet.weight_files import open_weight_file

TEST = load_digits().split("test")
PAIRS = [(one.weights.astype("f4"), one.biases.astype("f4")) for one in load_network("scratch").dense_layers]
SIZES = (784, 50, 100, 10)
SIGMOID = [(weights.astype(float), biases.astype(float)) for weights, biases in PAIRS]


def share(pairs):
    """Return how many test digits a network of sigmoids reads, in plain NumPy."""
    outputs = TEST.images.reshape(-1, 784) / 255
    for weights, biases in pairs[:-1]:
        outputs = 1 / (1 + np.exp(-(outputs @ weights + biases)))
    return float(((outputs @ pairs[-1][0] + pairs[-1][1]).argmax(axis=1) == TEST.labels).mean())


def assert_read(content, pairs=PAIRS):
    opened = open_weight_file(content)
    network, reading = opened.network_as()
    for layer, (weights, biases) in zip(network.dense_layers, pairs, strict=True):
        np.testing.assert_array_equal(layer.weights, weights)
        np.testing.assert_array_equal(layer.biases if layer.biases is not None else np.zeros(len(biases)), biases)
    if pairs is PAIRS:
        assert reading.guess.activation == "sigmoid"
        assert opened.accuracy(reading.guess, TEST) == pytest.approx(share(pairs), abs=0.0011)
    return opened.put_together(reading.guess)


def ints(order, code, *numbers):
    return struct.pack(f"{order}{len(numbers)}{code}", *numbers)


def fractions(order, code, array):
    return np.ascontiguousarray(array).astype(order + code).tobytes()


WAYS = [(order, code, width) for order in "<>" for code in ("f4", "f8") for width in "iQ"]


@pytest.mark.parametrize(("order", "code", "width"), WAYS)
def test_sizes_stand_before_each_layer_or_each_array_or_each_node(order, code, width):
    def size(*numbers):
        return ints(order, width, *numbers)

    def rows(array):
        return fractions(order, code, array)

    layers = size(3) + b"".join(size(*w.shape) + rows(w) + rows(b) for w, b in PAIRS)
    arrays = b"".join(size(*w.T.shape) + rows(w.T) + size(len(b), 1) + rows(b) for w, b in PAIRS)
    turned = b"".join(size(*w.T.shape) + rows(w) + size(len(b)) + rows(b) for w, b in PAIRS)  # column by column
    nodes = b"".join(size(len(b)) + b"".join(size(len(w)) + rows(w[:, j]) for j in range(len(b))) for w, b in PAIRS)
    first = b"".join(size(len(b)) + rows(b) for _, b in PAIRS)
    assert "each layer's biases behind its weights" in assert_read(layers)
    assert "a row for every node" in assert_read(arrays)
    assert "a row for every input" in assert_read(turned)
    assert "all biases before all weights" in assert_read(first + nodes)


@pytest.mark.parametrize("code", ["f4", "f8"])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("width", "HIQ")
def test_all_sizes_stand_in_front_perhaps_behind_a_mark(width, order, code):
    numbers = b"".join(fractions(order, code, w.T) + fractions(order, code, b) for w, b in PAIRS)
    sizes = ints(order, width, *SIZES)
    for before in (b"", ints(order, width, len(SIZES)), b"NNET\1\0", struct.pack("<d", 0.01)):
        assert_read(before + sizes + numbers)
    last = b"".join(fractions(order, code, w) for w, _ in PAIRS) + b"".join(fractions(order, code, b) for _, b in PAIRS)
    assert "all biases behind all weights" in assert_read(sizes + last)


@pytest.mark.parametrize("code", ["<f4", "<f8", ">f4", ">f8"])
def test_a_list_without_sizes_has_any_order_of_bytes_and_perhaps_no_biases(code):
    bare = [(layer.weights.astype("f4"), np.zeros(layer.fan_out)) for layer in load_network("your-own").dense_layers]
    for turn, words in ((np.asarray, "a row for every input"), (np.transpose, "a row for every node")):
        told = assert_read(b"".join(np.ascontiguousarray(turn(w)).astype(code).tobytes() for w, _ in bare), bare)
        assert "weights without biases" in told and words in told


def test_numbers_as_many_as_weights_without_biases_that_read_nothing_are_no_network():
    with pytest.raises(WeightFileError, match="numbers in one row"):
        open_weight_file(np.random.default_rng(0).standard_normal(794 * 20).astype("f4").tobytes())


def gonum(array):
    return struct.pack("<I3s?4q", 1, b"GFA", False, *array.shape, 0, 0) + fractions("<", "f8", array)


def test_matrices_of_gonum_and_files_of_one_array_with_its_sizes():
    bare = [(weights, biases * 0) for weights, biases in PAIRS]
    assert_read({f"{name}weights.model": gonum(w.T) for name, (w, _) in zip("hio", bare, strict=True)}, bare)
    for order, code, width in WAYS:
        files = {}
        for k, (w, b) in enumerate(PAIRS, 1):
            files[f"net_W{k}.bin"] = ints(order, width, *w.T.shape) + fractions(order, code, w.T)
            files[f"net_b{k}.bin"] = ints(order, width, len(b)) + fractions(order, code, b)
        assert_read(files)


def ndarray(array, code="f8"):
    return b"\1" + ints("<", "Q", *array.shape, array.size) + fractions("<", code, array)


@pytest.mark.parametrize("code", ["f4", "f8"])
def test_arrays_of_rust_that_bincode_wrote(code):
    vectors, columns = (b"".join(ndarray(b.reshape(shape), code) for _, b in PAIRS) for shape in ((-1,), (-1, 1)))
    matrices = ints("<", "Q", 3) + b"".join(ndarray(w.T, code) for w, _ in PAIRS)
    for biases in (vectors, columns):
        assert_read(ints("<", "Q", 4, *SIZES, 3) + biases + matrices)
        assert_read(matrices + ints("<", "Q", 3) + biases)


def test_what_has_other_sizes_than_it_says_is_refused():
    layers = b"".join(ints("<", "i", *w.shape) + fractions("<", "f4", w) + fractions("<", "f4", b) for w, b in PAIRS)
    for content in (layers[:-4], layers + b"\0\0\0\0", layers[:-2], gonum(PAIRS[0][0])[:-8]):
        with pytest.raises(WeightFileError):
            open_weight_file(content)

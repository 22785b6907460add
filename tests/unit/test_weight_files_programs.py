"""Weights of Darknet, FANN and Julia, and numbers in base64 in JSON: made by hand, and computed by plain NumPy."""

import base64
import io
import json
import struct

import h5py
import numpy as np
import pytest

from mnistnet import PixelEncoding, WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from tests.fuzz.hostile_zips import zipped

SCRATCH = load_network("scratch")
TEST = load_digits().split("test")
LAYERS = [(one.weights.astype("<f4"), one.biases.astype("<f4")) for one in SCRATCH.dense_layers]
FEW = TEST.images[:50]


def sums_of(layers, rule):
    """Return what goes into the outputs, by plain NumPy."""
    signal = FEW.reshape(50, -1) / 255
    for k, (weights, biases) in enumerate(layers):
        signal = signal @ weights.astype(float) + biases
        if k < len(layers) - 1:
            signal = rule(signal)
    return signal


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def same(network, layers, rule, *, output="softmax"):
    assert network.output_activation == output
    np.testing.assert_allclose(network.trace(FEW)["a3"], sums_of(layers, rule), rtol=1e-3, atol=1e-3)


def plan(activation="logistic", more="", head="height=28\nwidth=28\nchannels=1\n"):
    layers = [f"[connected]\noutput={n}\nactivation={activation}\n{more}" for n in (50, 100)]
    last = f"[connected]\noutput=10  # digits\nactivation = linear\n{more}"
    return "\n".join((f"# a plan\n[net]\nbatch=1\n{head}", *layers, last, "[softmax]\n[cost]\ntype=sse\n")).encode()


def numbers(norms=None, version=(0, 2, 0)):
    head = struct.pack("<3i", *version) + struct.pack("<q" if version[1] == 2 else "<i", 64_000)
    found = [head]
    for k, (weights, biases) in enumerate(LAYERS):
        found += [biases.tobytes(), np.ascontiguousarray(weights.T).tobytes()]
        found += [one.astype("<f4").tobytes() for one in (norms[k] if norms else ())]
    return b"".join(found)


@pytest.mark.parametrize("head", ["height=28\nwidth=28\nchannels=1\n", "inputs=784\n", ""])
@pytest.mark.parametrize("version", [(0, 2, 0), (0, 2, 5), (0, 1, 0)])
def test_darknets_plan_and_weights(head, version):
    files = {"mnist.cfg": plan(head=head), "mnist.weights": numbers(version=version)}
    network = load_network_file(files)
    same(network, LAYERS, sigmoid)
    assert network.dense_layers[0].activation == "sigmoid"
    same(load_network_file(zipped(files)), LAYERS, sigmoid)


def test_darknets_normalisation_is_folded_in():
    rng = np.random.default_rng(4)
    norms = [(rng.uniform(0.5, 2, n), rng.normal(size=n), rng.uniform(0.2, 3, n)) for n in (len(b) for _, b in LAYERS)]
    files = {"a.cfg": plan("relu", "batch_normalize=1\n"), "a.weights": numbers(norms)}
    network = load_network_file(files, encoding=PixelEncoding())
    folded = [
        (w * (s / (np.sqrt(v) + 1e-6)), b - m * s / (np.sqrt(v) + 1e-6))
        for (w, b), (s, m, v) in zip(LAYERS, norms, strict=True)
    ]
    same(network, folded, lambda a: np.maximum(a, 0))


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a.cfg": plan()}, "open both together"),
        ({"a.weights": numbers()}, "open both together"),
        ({"a.cfg": plan(), "a.weights": numbers()[:-4]}, "do not belong together"),
        ({"a.cfg": plan(), "a.weights": numbers() + bytes(4)}, "do not belong together"),
        ({"a.cfg": plan(), "a.weights": b""}, "do not belong together"),
        ({"a.cfg": plan(head=""), "a.weights": numbers()[:-400]}, "do not belong together"),
        ({"a.cfg": plan("leaky"), "a.weights": numbers()}, "slope 0.1"),
        ({"a.cfg": plan("elu"), "a.weights": numbers()}, "elu"),
        ({"a.cfg": plan() + b"[convolutional]\nsize=3\n", "a.weights": numbers()}, "convolutional"),
        ({"a.cfg": b"[net]\n", "a.weights": numbers()}, "do not belong together"),
    ],
)
def test_what_of_darknets_is_not_read_is_said(files, sentence):
    with pytest.raises(WeightFileError, match=sentence):
        open_weight_file(files if len(files) > 1 else next(iter(files.values())))


def fann(kind=3, steepness=0.5, unit=0, **settings):
    """Return a network as FANN writes it: the bias of a layer is its last neuron, which nothing leads to."""
    sizes = [785, 51, 101, 11]
    neurons, connections, before = ["(0, 0, 0.00000000000000000000e+00)"] * 785, [], 0
    for (weights, biases), n in zip(LAYERS, sizes, strict=False):
        for j in range(len(biases)):
            neurons.append(f"({n}, {kind}, {steepness:.20e})")
            column = [*weights[:, j], biases[j]]
            connections += [f"({before + i}, {value * 2**unit:.20e})" for i, value in enumerate(column)]
        neurons.append(f"(0, {kind}, 0.00000000000000000000e+00)")
        before += n
    said = {"num_layers": 4, "layer_sizes": "785 51 101 11 ", "scale_included": 0} | settings
    text = "FANN_FLO_2.1\n" + "".join(f"{key}={value}\n" for key, value in said.items())
    text += f"neurons (num_inputs, activation_function, activation_steepness)={' '.join(neurons)} \n"
    return (text + f"connections (connected_to_neuron, weight)={' '.join(connections)} \n").encode()


@pytest.mark.parametrize(
    ("kind", "steepness", "times", "rule", "name"),
    [
        (3, 0.5, 1, sigmoid, "sigmoid"),
        (4, 1.0, 2, sigmoid, "sigmoid"),
        (5, 0.25, 0.25, np.tanh, "tanh"),
        (0, 0.5, 0.5, lambda a: a, "identity"),
    ],
)
def test_networks_of_fanns(kind, steepness, times, rule, name):
    network = load_network_file(fann(kind, steepness), encoding=PixelEncoding())
    same(network, [(w * times, b * times) for w, b in LAYERS], rule, output=name)
    assert {layer.activation for layer in network.dense_layers} == {name}


def test_networks_of_fanns_in_fixed_point():
    whole = fann(unit=20, decimal_point=20).replace(b"FANN_FLO", b"FANN_FIX", 1)
    network = load_network_file(whole.replace(b"5.00000000000000000000e-01", str(2**19).encode()))
    same(network, LAYERS, sigmoid, output="sigmoid")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (fann(8), "FANN calls 8"),
        (fann(scale_included=1), "scales its inputs"),
        (fann(layer_sizes="785 51 11"), "damaged"),
        (fann(layer_sizes="x"), "damaged"),
        (fann()[:-300], "damaged"),
        (fann().replace(b"(1, ", b"(2, ", 1), "damaged"),
        (fann()[:3000], "damaged"),
    ],
)
def test_what_of_fanns_is_not_read_is_said(content, sentence):
    with pytest.raises(WeightFileError, match=sentence):
        open_weight_file(content)


def written(array, code="<f4"):
    return base64.b64encode(array.astype(code).tobytes()).decode()


def plain():
    return {f"{word}{k}": one for k, layer in enumerate(LAYERS, 1) for word, one in zip("Wb", layer, strict=True)}


@pytest.mark.parametrize("code", ["<f4", "<f8", ">f4"])
def test_base64_in_json(code):
    by_name = {name: written(array, code) for name, array in plain().items()}
    shaped = {
        name: {"shape": list(array.shape), "dtype": "float32", "data": written(array, code)}
        for name, array in plain().items()
    }
    records = {"layers": [{"weights": written(w, code), "biases": written(b, code)} for w, b in LAYERS]}
    tensors = [{"name": name, "dims": list(a.shape), "raw": written(a, code)} for name, a in plain().items()]
    for value in (by_name, shaped, records, tensors):
        same(load_network_file(json.dumps(value).encode()), LAYERS, sigmoid)


def of_julia(arrays):
    file = io.BytesIO()
    with h5py.File(file, "w", userblock_size=512) as whole:
        for name, array in arrays.items():
            whole[name] = array
    start = b"HDF5-based Julia Data Format, version 0.1.1 (Julia 1.9.0, 64-bit Linux)\0"
    return start + file.getvalue()[len(start) :]


def test_arrays_of_julias():
    same(load_network_file(of_julia(plain())), LAYERS, sigmoid)
    with pytest.raises(WeightFileError, match="npzwrite"):
        open_weight_file(of_julia({"one": np.ones(3)}))

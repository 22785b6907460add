"""Weights without a format of their own: bare bytes, one list of numbers, and TensorFlow.js' beside its list."""

import json
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from tests.training_tasks import same_bits
from tests.unit.test_digit_sets import npz, zipped

DEEP, FLAT = load_network("scratch"), load_network("nielsen")
PIXELS = load_digits().split("test").images[:50]


def listed(network, *, by_node=False, order="behind"):
    parts = []
    for layer in network.dense_layers:
        weights = layer.weights.T if by_node else layer.weights
        parts += [layer.biases, weights] if order == "before" else [weights, layer.biases]
    return np.concatenate([one.ravel() for one in parts])


def in_rows(network, first):
    rows = [(layer.biases[:, None], layer.weights.T) for layer in network.dense_layers]
    return np.concatenate([np.hstack(row if first else row[::-1]).ravel() for row in rows])


def assert_reads_as(network, content):
    opened = open_weight_file(content)
    read, _ = opened.network_as()
    for found, wanted in zip(read.dense_layers, network.dense_layers, strict=True):
        np.testing.assert_array_equal(found.weights, wanted.weights)
        np.testing.assert_array_equal(found.biases, wanted.biases)
    return opened


@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("code", ["<f4", "<f8"])
def test_sizes_before_bare_bytes_say_where_to_cut(code, count):
    sizes = [784, 50, 100, 10]
    head = np.array([len(sizes), *sizes] if count else sizes, "<i4").tobytes()
    assert_reads_as(DEEP, head + listed(DEEP, by_node=count).astype(code).tobytes())
    with pytest.raises(WeightFileError, match="in one row"):
        load_network_file(listed(DEEP).astype(code).tobytes())


@pytest.mark.parametrize(
    "numbers",
    [
        listed(FLAT, order="before"),
        listed(FLAT, by_node=True, order="before"),
        in_rows(FLAT, True),
        in_rows(FLAT, False),
    ],
    ids=["by input, as Ng unrolls", "by node", "bias first", "bias last"],
)
def test_biases_stand_where_a_program_puts_them(numbers):
    assert_reads_as(FLAT, npz(nn_params=numbers))


def test_two_equal_hidden_layers_and_none_are_told_by_how_many_numbers_there_are():
    rng = np.random.default_rng(1)
    first = FLAT.dense_layers[0].weights[:, :16]
    equal = np.concatenate([first.ravel(), rng.normal(size=16 + 16 * 16 + 16 + 160 + 10)])
    assert [one.fan_out for one in open_weight_file(npz(a=equal)).network.dense_layers] == [16, 16, 10]
    alone = np.concatenate([np.zeros(10), load_digits().images[:10].ravel() / 255])
    assert [one.fan_out for one in open_weight_file(npz(theta=alone)).network.dense_layers] == [10]


def test_sizes_in_the_first_line_of_a_text_say_where_to_cut():
    rows = ["784 50 100 10"]
    for layer in DEEP.dense_layers:
        rows += [" ".join(f"{x:.9g}" for x in row) for row in (*layer.weights.T, layer.biases)]
    read = load_network_file("\n".join(rows).encode())
    np.testing.assert_allclose(read.predict(PIXELS), DEEP.predict(PIXELS), atol=1e-5)


def test_one_array_a_file_of_bare_bytes():
    files = {f"{'Wb'[i % 2]}{i // 2 + 1}.bin": part.astype("<f4").tobytes() for i, part in enumerate(
        part for layer in DEEP.dense_layers for part in (layer.weights, layer.biases))}  # fmt: skip
    assert_reads_as(DEEP, files)
    assert_reads_as(DEEP, zipped(files))


@pytest.mark.parametrize("content", [PIXELS.tobytes() * 5, np.random.default_rng(0).bytes(50_000), bytes(50_000)])
def test_other_bytes_are_no_weights(content):
    with pytest.raises(WeightFileError, match="no weight file"):
        load_network_file(content)


def tfjs(rounded=False, activation="sigmoid"):
    """Return the files of DEEP, in two parts."""
    layers, specs, data = [], [], b""
    for k, layer in enumerate(DEEP.dense_layers):
        rule = activation if k < 2 else "softmax"
        options = {"name": f"d{k}", "units": layer.fan_out, "activation": rule, "use_bias": True}
        layers.append({"class_name": "Dense", "config": options})
        for name, array in (("kernel", layer.weights), ("bias", layer.biases)):
            spec = {"name": f"d{k}/{name}", "shape": list(array.shape), "dtype": "float32"}
            low, step = float(array.min()), float(np.ptp(array) / 65535)
            if rounded:
                spec["quantization"] = {"dtype": "uint16", "min": low, "scale": step}
            data += np.round((array - low) / step).astype("<u2").tobytes() if rounded else array.astype("<f4").tobytes()
            specs.append(spec)
    plan = {"class_name": "Sequential", "config": {"name": "s", "layers": layers}}
    manifest = [{"paths": ["a.bin", "b.bin"], "weights": specs}]
    model = {"format": "layers-model", "modelTopology": {"model_config": plan}, "weightsManifest": manifest}
    return {"model.json": json.dumps(model).encode(), "a.bin": data[:9999], "b.bin": data[9999:]}


def test_models_of_tensorflow_js_with_their_numbers_beside_them(tmp_path):
    files = tfjs()
    for content in (files, zipped({f"web/{name}": one for name, one in files.items()})):
        assert same_bits(load_network_file(content), replace(DEEP, name="model")) or not isinstance(content, dict)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    opened = open_weight_file(tmp_path / "model.json")
    assert same_bits(opened.network, replace(DEEP, name="model", encoding=opened.network.encoding))
    assert opened.said == {"activation": "sigmoid", "output": "softmax"}
    read = load_network_file(tfjs(rounded=True))
    np.testing.assert_allclose(read.predict(PIXELS), DEEP.predict(PIXELS), atol=1e-2)


def test_of_models_of_tensorflow_js_it_is_said_what_is_missing_or_amiss():
    files = tfjs()
    with pytest.raises(WeightFileError, match=r"a\.bin, b\.bin"):
        load_network_file(files["model.json"])
    for broken in (
        files | {"b.bin": files["b.bin"][:-4]},
        files | {"b.bin": files["b.bin"] + b"1234"},
        files | {"model.json": files["model.json"].replace(b"[784, 50]", b"[-784, 50]")},
        files | {"model.json": files["model.json"].replace(b'"a.bin"', b'"b.bin"')},
        files | {"model.json": files["model.json"].replace(b"float32", b"string")},
        tfjs(activation="elu"),
    ):
        with pytest.raises(WeightFileError):
            load_network_file(broken)

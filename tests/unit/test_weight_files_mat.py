"""Weights in files of MATLAB's: arrays, cells and structures, as SciPy and a writer by hand make them."""

import io
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from tests.fuzz.mats import element, head, mat
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
WEIGHTS = [layer.weights for layer in SCRATCH.dense_layers]
BIASES = [np.asarray(layer.biases) for layer in SCRATCH.dense_layers]
NAMED = {f"W{k}": one for k, one in enumerate(WEIGHTS, 1)} | {f"b{k}": one[None] for k, one in enumerate(BIASES, 1)}
PIXELS = load_digits().split("test").images
COLUMNS = {"W": [one.T for one in WEIGHTS], "b": [one[:, None] for one in BIASES]}
NONE = np.zeros((0, 0), "f4")
TOOLBOX = {
    "IW": [WEIGHTS[0].T, NONE, NONE],
    "LW": [NONE, WEIGHTS[1].T, NONE, NONE, NONE, WEIGHTS[2].T, NONE, NONE, NONE],
    "b": COLUMNS["b"],
}
LAYERS = [{"W": one, "b": row[None]} for one, row in zip(WEIGHTS, BIASES, strict=True)]


def with_biases_first(scale=1.0):
    return [np.column_stack((row, one.T)) * scale for one, row in zip(WEIGHTS, BIASES, strict=True)]


@pytest.mark.parametrize(
    "arrays",
    [NAMED, COLUMNS, {"net": COLUMNS}, TOOLBOX, {"layers": LAYERS}, {"nn": {"W": with_biases_first(), "act": "sigm"}}],
    ids=["names", "cells", "cells in a structure", "IW and LW", "structures in a row", "biases first"],
)
@pytest.mark.parametrize("packed", [True, False])
def test_arrays_cells_and_structures_are_read(arrays, packed):
    read = load_network_file(mat(packed=packed, **arrays))
    assert same_bits(read, replace(SCRATCH, name=read.name))


def test_what_scipy_writes_is_read():
    cells = {"W": np.empty(3, object), "b": np.empty(3, object)}
    cells["W"][:], cells["b"][:] = WEIGHTS, BIASES
    for arrays in (NAMED, cells):
        file = io.BytesIO()
        pytest.importorskip("scipy.io").savemat(file, arrays, do_compression=True)
        read = load_network_file(file.getvalue())
        assert same_bits(read, replace(SCRATCH, name=read.name))


def test_files_of_version_7_3_hold_arrays_turned_over_and_cells_by_reference():
    h5py = pytest.importorskip("h5py")
    file = io.BytesIO()
    with h5py.File(file, "w", userblock_size=512) as held:
        for name, arrays in COLUMNS.items():
            places = [held.create_dataset(f"#refs#/{name}{i}", data=one.T).ref for i, one in enumerate(arrays)]
            held.create_dataset(name, (len(places), 1), dtype=h5py.ref_dtype)[:, 0] = places
    content = b"MATLAB 7.3 MAT-file".ljust(124) + b"\0\2IM" + file.getvalue()[128:]
    read = load_network_file(content)
    assert same_bits(read, replace(SCRATCH, name=read.name))


def test_the_wide_tanh_of_a_toolbox_is_taken_into_the_weights():
    weights = [one * 0.3 for one in with_biases_first()]
    read, _ = open_weight_file(
        mat(nn={"activation_function": "tanh_opt", "output": "softmax", "W": weights})
    ).network_as()
    outputs = PIXELS[:20].reshape(20, -1) / 255
    for i, one in enumerate(weights):
        sums = np.column_stack((np.ones(20), outputs)) @ one.T
        outputs = 1.7159 * np.tanh(2 / 3 * sums) if i < 2 else np.exp(sums)
    outputs /= outputs.sum(axis=1, keepdims=True)
    read = replace(read, encoding=SCRATCH.encoding)
    assert [layer.activation for layer in read.dense_layers] == ["tanh", "tanh", "softmax"]
    np.testing.assert_allclose(read.predict(PIXELS[:20]), outputs, atol=1e-6)


def test_an_object_of_a_toolbox_is_refused_with_what_to_do():
    flags, sides, name = element(6, b"\x11\0\0\0\0\0\0\0"), element(5, b"\1\0\0\0" * 2), element(1, b"net")
    with pytest.raises(WeightFileError) as refused:
        load_network_file(head() + element(14, flags + sides + name + element(6, bytes(24))))
    assert "only MATLAB reads" in refused.value.sentence and "net.IW{1}" in refused.value.recipe


def test_files_of_version_4_are_read():
    file = io.BytesIO()
    pytest.importorskip("scipy.io").savemat(file, {**NAMED, "said": "by Octave"}, format="4")
    opened = open_weight_file(file.getvalue())
    read, _ = opened.network_as(activation="sigmoid", output="softmax", encoding=SCRATCH.encoding)
    assert opened.left_out == ("said",) and same_bits(read, replace(SCRATCH, name=read.name))

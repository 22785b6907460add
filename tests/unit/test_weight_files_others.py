"""Weights as other programs write them, and files that are none: read to the number, or named with what to do."""

import io
import json
import pickle
import sys
import warnings
import zipfile
from types import SimpleNamespace

import numpy as np
import pytest

from mnistnet import WeightFileError, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from mnistnet.weight_files.others import ONE_LIST
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
PLAIN = {f"{role}{k}": array for k, one in enumerate(SCRATCH.dense_layers, 1)
         for role, array in (("W", one.weights), ("b", one.biases))}  # fmt: skip


def near(content):
    """Whether a file holds the weights of "scratch", but for how many figures were written."""
    pairs = zip(open_weight_file(content).network.dense_layers, SCRATCH.dense_layers, strict=True)
    return all(np.allclose(a.weights, b.weights, atol=1e-7) and np.allclose(a.biases, b.biases, atol=1e-7)
               for a, b in pairs)  # fmt: skip


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def by_octave(arrays):
    """Write as Octave's save does."""
    text = "# Created by Octave 8.4.0, Thu Nov 26 2026\n"
    for name, array in arrays.items():
        rows = np.atleast_2d(array)
        text += f"# name: {name}\n# type: matrix\n# rows: {rows.shape[0]}\n# columns: {rows.shape[1]}\n"
        text += "\n".join(" " + " ".join(f"{one:.9g}" for one in row) for row in rows) + "\n\n\n"
    return text.encode()


def test_octaves_own_text():
    sizes = b"# name: sizes\n# type: range\n# base, limit, increment\n1 4 1\n\n# name: rate\n# type: scalar\n0.1\n\n"
    content = by_octave(PLAIN) + sizes
    assert near(content) and open_weight_file(content).left_out == ("sizes", "rate")
    columns = {
        f"Theta{k}": np.column_stack([one.biases, one.weights.T]) for k, one in enumerate(SCRATCH.dense_layers, 1)
    }
    assert near(by_octave(columns).replace(b"\n", b"\r\n"))
    for broken in (by_octave(PLAIN)[:90_000], by_octave(PLAIN).replace(b"# rows", b"# rews", 1)):
        with pytest.raises(WeightFileError, match="Octave's is damaged"):
            load_network_file(broken)


def test_fortran_writes_d_for_exponents():
    texts = {f"{name}.txt": "\n".join(" ".join(f"{one:.9e}".replace("e", "D") for one in row)
                                      for row in np.atleast_2d(array)) for name, array in PLAIN.items()}  # fmt: skip
    assert near({name: text.encode() for name, text in texts.items()})


def test_what_lies_beside_weights_in_a_zip_is_left_out_and_named():
    tables = {f"{name}.csv": "\n".join(",".join(f"{one:.9g}" for one in row) for row in np.atleast_2d(array))
              for name, array in PLAIN.items()}  # fmt: skip
    opened = open_weight_file(zipped(**tables, **{"README.txt": "Sigmoid, 3 epochs.", "train.py": "import numpy"}))
    assert near(zipped(**tables)) and {"README", "train"} <= set(opened.left_out)
    weights = {name: array for name, array in PLAIN.items() if name[0] == "W"}
    two = zipped(
        net__w=b"", **{"net__w.npz": npz(**weights), "net__b.npz": npz(**{k: PLAIN[k] for k in PLAIN.keys() - weights})}
    )
    assert same_bits(load_network_file(two), SCRATCH)


def test_arrays_that_were_saved_in_turn_into_one_file():
    assert near(b"".join(pickle.dumps(array, 4) for array in PLAIN.values()))
    assert near(pickle.dumps(PLAIN, 2) + pickle.dumps({"epochs": 3}, 2))
    file = io.BytesIO()
    for array in PLAIN.values():
        np.save(file, array.astype(">f4"))
    assert near(file.getvalue())
    for broken in (file.getvalue()[:-1], pickle.dumps(PLAIN) + b"more", pickle.dumps(0) * 65):
        with pytest.raises(WeightFileError):
            load_network_file(broken)


def test_each_layer_may_have_its_weights_the_other_way_round():
    turned = {name: array.T if name in ("W1", "W3") else array for name, array in PLAIN.items()}
    assert near(npz(**turned)) and "turned over" in open_weight_file(npz(**turned)).ways[0]


def test_what_a_mac_packs_beside_every_array_is_left_out():
    arrays = {}
    for name, array in PLAIN.items():
        file = io.BytesIO()
        np.save(file, array)
        arrays |= {f"net__{name}.npy": file.getvalue(), f"__MACOSX__net__._{name}.npy": b"\0\5\x16\7"}
    assert near(zipped(**arrays))


class ByDill(pickle.Pickler):
    """Pickles arrays as dill does, by a maker of its own."""

    def reducer_override(self, one):
        return (_create_array, (*one.__reduce__(), None)) if isinstance(one, np.ndarray) else NotImplemented


def _create_array(*_):
    """What dill calls its maker."""


def test_arrays_as_dill_writes_them(monkeypatch):
    monkeypatch.setattr(_create_array, "__module__", "dill._dill")
    for name in ("dill", "dill._dill"):
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(_create_array=_create_array))
    file = io.BytesIO()
    ByDill(file, 4).dump(PLAIN)
    assert b"dill._dill" in file.getvalue() and near(file.getvalue())


def test_lists_of_numbers_in_a_pickle_are_arrays():
    assert near(pickle.dumps({name: array.tolist() for name, array in PLAIN.items()} | {"sizes": [784, 50, 100, 10]}))
    assert near(pickle.dumps([array.tolist() for array in PLAIN.values()]))


def test_numbers_one_after_the_other_are_cut_by_the_recipe(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    numbers = np.concatenate([array.ravel() for array in PLAIN.values()])
    np.savetxt("model.txt", numbers, "%.9g")
    content = (tmp_path / "model.txt").read_bytes()
    with pytest.raises(WeightFileError) as refused:
        load_network_file(content)
    assert refused.value.recipe == ONE_LIST
    assert near(b"784 50 100 10\n" + content)
    exec(ONE_LIST, {})
    assert near("model.npz")


def test_the_recipes_for_tables_of_pandas_run(tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    tables = {name: pandas.DataFrame(np.atleast_2d(array)) for name, array in PLAIN.items()}
    pandas.to_pickle(tables, "model.pkl")
    tables["W1"].to_parquet("W1.parquet")
    for name in ("model.pkl", "W1.parquet"):
        with pytest.raises(WeightFileError, match="pandas") as refused:
            load_network_file(name)
        exec(refused.value.recipe, {})
    assert near("model.npz") and np.array_equal(np.load("W1.npy"), PLAIN["W1"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (zipped(**{"xl__workbook.xml": "", "[Content_Types].xml": ""}), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "spreadsheet"),
        (zipped(**{"configuration.json": "{}", "coefficients.bin": ""}), "Nd4j.writeAsNumpy"),
        (zipped(**{"Data__com.apple.CoreML__model.mlmodel": ""}), "Core ML"),
        (b"\x08\x05\x12\xa1\x01\x0a\x39\x0a\x05image", "Core ML"),
        (zipped(**{"saved__saved_model.pb": "", "saved__variables__variables.index": ""}), "SavedModel"),
        (bytes(60) + bytes.fromhex("57fb808b247547db"), "checkpoint of TensorFlow"),
        (b'{"format": "layers-model", "weightsManifest": []}', "TensorFlow.js"),
        (b'{"cells": [], "nbformat": 4}', "notebook"),
        (b'{"learner": {"gradient_booster": {}}, "version": [1, 7]}', "decision trees"),
        (b"{L\0\0\0\0\0\0\0\x07learner{L", "decision trees"),
        (b'<?xml version="1.0"?>\n<opencv_storage><opencv_ml_ann_mlp>', "OpenCV"),
        (b"FANN_FLO_2.1\nnum_layers=3\n", "FANN"),
        (b"a 784-30-10 network with 23860 weights\noptions were - softmax modelling\n", "write.table"),
        (b"\x15\0\0\0\x03model\0" + bytes(10), "NPZ.npzwrite"),
        (b"", "empty"),
        (b"\x80\x04\x95\x20\x00keras.src.saving\x8c\x0f_unpickle_model", "pickled model of Keras"),
        (b"\x80\x05cbuiltins\ntype\n\x8c\x14_make_skeleton_class", "save the arrays alone"),
        (zipped(**{"net__archive_format": "pt2", "net__models__model.json": "{}"}), "torch.export"),
        (zipped(**{"W1.csv.gz": "", "W2.csv.gz": ""}), "unpack it"),
        (b'{"class_name": "Sequential", "config": {"layers": []}}', "plan of a Keras model"),
        (npz(**{f"rnn.weight_{part}_l0": np.ones((8, 28)) for part in ("ih", "hh")}), "recurrent"),
        (b"\x81\xa6params\x81\xa7Dense_0", "msgpack"),
        (b"\xac\xed\0\5sr\0\x2bweka", "Weka"),
        (b"HDF5-based Julia Data Format" + bytes(600), "npzwrite"),
        (b"GGUF\3\0\0\0" + bytes(16), "no arrays"),
        (b"GGUF\3\0\0\0" + b"\xff" * 16, "language model"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7", "document"),
        (b"\0\0\x08\3\0\0\0\1", "under My data"),
        (npz(x_train=np.zeros((3, 28, 28), "u1"), y_train=np.zeros(3, "u1")), "under My data"),
        (b"\n".join([b"1" + b",0" * 784] * 3), "under My data"),
        (b"const float W1[2] = {1, 2};", "a row a line"),
    ],
)
def test_what_is_no_weight_file_is_named_with_what_to_do(content, told):
    with pytest.raises(WeightFileError) as refused:
        load_network_file(content)
    assert told in refused.value.sentence


RECORDS = [{"name": name, "shape": list(array.shape), "data": array.ravel().tolist()} for name, array in PLAIN.items()]
HEADED = "".join(f"[{name}]\n" + "\n".join(" ".join(f"{one:.9g}" for one in row) for row in np.atleast_2d(array)) + "\n"
                 for name, array in PLAIN.items())  # fmt: skip
FLOW = "{" + ", ".join(f"{name}: {array.tolist()}" for name, array in PLAIN.items()) + "}"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        "\n".join(json.dumps(one) for one in RECORDS),
        "\n".join(json.dumps({name: array.tolist()}) for name, array in PLAIN.items()),
        "\n\n".join(json.dumps(array.tolist()) for array in PLAIN.values()),
        HEADED,
        FLOW,
    ],
    ids=["records", "lines of records", "lines of dicts", "lines of lists", "headings", "yaml in one line"],
)
def test_what_begins_as_json_is_read_in_other_ways_too(text):
    opened = open_weight_file(text.encode())
    for layer, wanted in zip(opened.network_as()[0].dense_layers, SCRATCH.dense_layers, strict=True):
        np.testing.assert_allclose(layer.weights, wanted.weights, atol=1e-7)
        np.testing.assert_allclose(layer.biases, wanted.biases, atol=1e-7)


def test_yaml_becomes_json_by_the_recipe(tmp_path, monkeypatch):
    yaml = pytest.importorskip("yaml")
    monkeypatch.chdir(tmp_path)
    layers = [{"weights": one.weights[:, :3].tolist(), "biases": [0.5, 1, 2]} for one in SCRATCH.dense_layers]
    for value in ({"layers": layers}, {"W1": layers[0]["weights"]}):
        (tmp_path / "model.yaml").write_text("# mine\n" + yaml.safe_dump(value))
        with pytest.raises(WeightFileError, match="YAML is not read") as refused:
            load_network_file("model.yaml")
        with warnings.catch_warnings(action="ignore"):  # of files that the lines leave to be closed
            exec(refused.value.recipe, {})
        assert json.loads((tmp_path / "model.json").read_text()) == value
    with pytest.raises(WeightFileError, match="objects of Python"):
        load_network_file(yaml.dump({"W1": np.ones(2)}).encode())

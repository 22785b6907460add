"""Weights as other programs write them, and files that are none: read to the number, or named with what to do."""

import io
import pickle
import zipfile

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


def test_lists_of_numbers_in_a_pickle_are_arrays():
    assert near(pickle.dumps({name: array.tolist() for name, array in PLAIN.items()} | {"sizes": [784, 50, 100, 10]}))
    assert near(pickle.dumps([array.tolist() for array in PLAIN.values()]))


def test_numbers_one_after_the_other_are_cut_by_the_recipe(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    numbers = np.concatenate([array.ravel() for array in PLAIN.values()])
    np.savetxt("model.txt", numbers, "%.9g")
    content = (tmp_path / "model.txt").read_bytes()
    for text in (content, b"784 50 100 10\n" + content):
        with pytest.raises(WeightFileError) as refused:
            load_network_file(text)
        assert refused.value.recipe == ONE_LIST
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
        (b"\x80\x04\x95\x20\x00keras.src.saving\x8c\x0f_unpickle_model", "pickled model of Keras"),
        (b"\x81\xa6params\x81\xa7Dense_0", "msgpack"),
        (b"\xac\xed\0\5sr\0\x2bweka", "Weka"),
        (b"HDF5-based Julia Data Format" + bytes(600), "npzwrite"),
        (b"GGUF\3\0\0\0", "language model"),
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

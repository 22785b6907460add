"""Weights packed, zipped, written by R, pandas or a spreadsheet, or behind a scaler: read to the number, or named."""

import gzip
import io
import pickle
import zipfile
import zlib
from types import SimpleNamespace

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.containers.checks import MOST_BYTES
from mnistnet.weight_files import open_weight_file
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
ARRAYS = [(f"{role}{k}", array) for k, one in enumerate(SCRATCH.dense_layers, 1)
          for role, array in (("W", one.weights), ("b", one.biases))]  # fmt: skip


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def npz():
    file = io.BytesIO()
    np.savez(file, **dict(ARRAYS))
    return file.getvalue()


def by_numpy(array):
    file = io.BytesIO()
    np.savetxt(file, array, "%.9g", ",")
    return file.getvalue()


def by_r(array):
    """Write as R's write.csv does: names above, the number of each row in quotes before it."""
    rows = array if array.ndim == 2 else array[:, None]
    names = ",".join(["", *(f'"V{i + 1}"' for i in range(rows.shape[1]))])
    return "\n".join([names, *(f'"{i}",{_line(row, ",")}' for i, row in enumerate(rows, 1))]).encode()


def by_pandas(array):
    """Write as pandas' to_csv does: columns and rows counted from 0."""
    rows = array if array.ndim == 2 else array[:, None]
    names = ",".join(["", *map(str, range(rows.shape[1]))])
    return "\n".join([names, *(f"{i},{_line(row, ',')}" for i, row in enumerate(rows))]).encode()


def by_spreadsheet(array):
    """Write with decimal commas."""
    rows = array if array.ndim == 2 else array[:, None]
    return "\r\n".join(_line(row, ";").replace(".", ",") for row in rows).encode()


def _line(row, between):
    return between.join(f"{number:.9f}" for number in row)


@pytest.mark.parametrize("write", [by_numpy, by_r, by_pandas, by_spreadsheet])
def test_one_text_an_array_alone_or_in_a_zip(write):
    files = {f"{name}.csv": write(array) for name, array in ARRAYS}
    read = load_network_file(files)
    for mine, theirs in zip(read.dense_layers, SCRATCH.dense_layers, strict=True):
        assert np.allclose(mine.weights, theirs.weights, atol=1e-8) and np.allclose(
            mine.biases, theirs.biases, atol=1e-8
        )
    junk = {"__MACOSX/net/._W1.csv": b"x", "net/": b""}
    assert same_bits(load_network_file(zipped(junk | {f"net/{name}": text for name, text in files.items()})), read)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda content: zipped({"net.npz": content})])
def test_what_is_packed_once_is_unpacked(pack):
    assert same_bits(load_network_file(pack(npz())), SCRATCH)
    assert same_bits(load_network_file(pack(pickle.dumps(dict(ARRAYS)))), SCRATCH) or pack(b"")[:2] == b"PK"


PACKED_WRONGLY = {
    "too much": zlib.compress(bytes(MOST_BYTES + 1)),
    "cut off": zlib.compress(bytes(999))[:-9],
    "twice": gzip.compress(gzip.compress(npz())),
    "zips in a zip": zipped({"a.pkl": zipped({"b.npz": npz()})}),
}


@pytest.mark.parametrize("content", PACKED_WRONGLY.values(), ids=PACKED_WRONGLY)
def test_what_unpacks_to_too_much_or_is_cut_off_or_packed_twice_is_refused(content):
    with pytest.raises(WeightFileError):
        load_network_file(content)


def test_a_scaler_before_the_network_is_folded_in():
    digits, (first, *rest) = load_digits().split("test"), SCRATCH.dense_layers
    mean, scale = np.full(784, 0.1307), np.linspace(0.2, 0.5, 784)
    before = {"W1": first.weights * scale[:, None], "b1": first.biases + mean @ first.weights}
    for scaler in (
        SimpleNamespace(mean_=mean, scale_=scale, n_samples_seen_=60_000),
        SimpleNamespace(min_=-mean / scale, scale_=1 / scale),
    ):
        content = pickle.dumps({"scaler": scaler, "net": {**dict(ARRAYS), **before}})
        network, reading = (opened := open_weight_file(content)).network_as()
        assert "scaler" in opened.ways[reading.guess.way] and not reading.is_chance
        assert np.allclose(network.predict(digits.images), SCRATCH.predict(digits.images), atol=1e-5)
    assert rest


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MATLAB 5.0 MAT-file, Platform: posix", "damaged"),
        (b"MATLAB 7.3 MAT-file, Platform: posix", "damaged"),
        (gzip.compress(b"X\n\0\0\0\3", mtime=0), "write.table"),
        (gzip.compress(b"RDX3\nX\n\0", mtime=0), "write.table"),
        (b"\x1c\0\0\0TFL3\0\0", "tflite"),
        (b"\x08\x01\x12\xf0\x01\x0a", "SavedModel"),
        (b"\n<!DOCTYPE html><html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        (
            zipped({"net/data.pkl": pickle.dumps({}, 2), "net/code/__torch__.py": b"", "net/version": b"3"}),
            "TorchScript",
        ),
    ],
)
def test_what_is_known_and_not_read_is_named(content, told):
    with pytest.raises(WeightFileError) as refused:
        load_network_file(content)
    assert told in str(refused.value)

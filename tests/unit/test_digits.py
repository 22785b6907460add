"""Digits: the embedded set, files from elsewhere, and files that are damaged."""

import gzip
import hashlib
import os
import struct

import numpy as np
import pytest

from mnistnet import DataError, load_digits, read_idx
from mnistnet.digits import data_folder, full_set, sources
from mnistnet.digits.known import SOURCES, source_in
from mnistnet.digits.sources import official_test_digits


def test_embedded_split_is_stratified_and_complete():
    digits = load_digits()
    assert digits.images.shape == (10_000, 28, 28) and digits.images.dtype == np.uint8
    parts = [digits.splits[name] for name in ("train", "validation", "test")]
    assert [len(part) for part in parts] == [8000, 1000, 1000]
    assert sorted(np.concatenate(parts)) == list(range(10_000))
    shares = [np.bincount(digits.split(n).labels) / len(digits.split(n)) for n in digits.splits]
    np.testing.assert_allclose(shares[1:], [shares[0]] * 2, atol=0.0015)


def test_embedded_digits_cannot_be_changed():
    digits = load_digits()
    with pytest.raises(ValueError, match="read-only"):
        digits.images[0, 0, 0] = 1
    with pytest.raises(KeyError, match="there are train, validation, test"):
        digits.split("exam")


def test_one_flipped_byte_is_one_clear_error(tmp_path, monkeypatch):
    content = bytearray((data_folder.DATA_FOLDER / "digits.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "digits.npz").write_bytes(content)
    (tmp_path / "SHA256SUMS").write_text((data_folder.DATA_FOLDER / "SHA256SUMS").read_text())
    monkeypatch.setattr(data_folder, "DATA_FOLDER", tmp_path)
    with pytest.raises(DataError, match=r"data/digits.npz is damaged"):
        data_folder.checked_bytes(tmp_path / "digits.npz")
    with pytest.raises(DataError, match="cannot be read"):
        data_folder.checked_bytes(tmp_path / "nothing.npz")


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_folder(folder, count=12):
    rng = np.random.default_rng(0)
    for prefix in ("train", "t10k"):
        images = rng.integers(0, 256, (count, 3, 4), dtype=np.uint8)
        (folder / f"{prefix}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(images)))
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx(np.arange(count, dtype=np.uint8)))


def test_any_folder_of_idx_files(tmp_path):
    write_folder(tmp_path)
    digits = load_digits(tmp_path)
    assert digits.images.shape == (24, 3, 4)
    assert [len(digits.split(name)) for name in ("train", "validation", "test")] == [10, 2, 12]
    np.testing.assert_array_equal(digits.split("validation").labels, [10, 11])
    pair = read_idx(tmp_path / "t10k-images-idx3-ubyte.gz", tmp_path / "t10k-labels-idx1-ubyte")
    np.testing.assert_array_equal(pair.images, digits.split("test").images)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\x08",
        b"\0\0\x08\x03\0\0\0\x01",
        b"\0\0\x0d\x01\0\0\0\0",
        idx(np.zeros((2, 2, 2), np.uint8))[:-1],
        idx(np.zeros((2, 2, 2), np.uint8)) + b"\0",
        b"\0\0\x08\x03" + b"\xff" * 12,
        gzip.compress(b"hello", mtime=0)[:-6],
        b"\x1f\x8b\x08\0garbage that is no gzip",
    ],
)
def test_damaged_idx_files(tmp_path, content):
    write_folder(tmp_path)
    (tmp_path / "broken").write_bytes(content)
    with pytest.raises(DataError):
        read_idx(tmp_path / "broken", tmp_path / "t10k-labels-idx1-ubyte")


def test_pictures_and_labels_that_do_not_belong_together(tmp_path):
    write_folder(tmp_path)
    with pytest.raises(DataError, match="do not belong together"):
        read_idx(tmp_path / "t10k-labels-idx1-ubyte", tmp_path / "t10k-labels-idx1-ubyte")


def test_a_folder_without_the_files_says_which_is_missing(tmp_path):
    with pytest.raises(DataError, match="no file train-images-idx3-ubyte"):
        load_digits(tmp_path)
    with pytest.raises(DataError, match='say "embedded"'):
        load_digits("fashoin")


def test_the_wrong_files_under_mnists_names_are_refused(tmp_path, monkeypatch):
    write_folder(tmp_path)
    monkeypatch.setenv("MNISTNET_DATA_DIR", str(tmp_path))
    with pytest.raises(DataError, match="not MNIST's"):
        load_digits("mnist")


def test_official_digits_are_judged_by_and_the_embedded_ones_learned_from(tmp_path, monkeypatch):
    along, few = load_digits(), np.arange(784 * 3, dtype=np.uint16).astype(np.uint8).reshape(3, 28, 28)
    files = {"t10k-images-idx3-ubyte": idx(few), "t10k-labels-idx1-ubyte": idx(np.array([7, 0, 4], np.uint8))}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    digests = {name: (hashlib.sha256(content).hexdigest(), "") for name, content in files.items()}
    monkeypatch.setattr(sources, "MNIST_FILES", digests)
    monkeypatch.setenv("MNISTNET_DATA_DIR", str(tmp_path))
    digits = load_digits("official")
    np.testing.assert_array_equal(digits.split("test").images, few)
    assert digits.split("test").labels.tolist() == [7, 0, 4]
    for name in ("train", "validation"):
        np.testing.assert_array_equal(digits.split(name).images, along.split(name).images)
        np.testing.assert_array_equal(digits.split(name).labels, along.split(name).labels)


def test_without_a_network_the_error_says_what_to_do(monkeypatch):
    monkeypatch.delenv("MNISTNET_DATA_DIR", raising=False)
    asked = []

    def refuse(url, *args, **options):
        asked.append(url)
        raise OSError("no route to host")

    monkeypatch.setattr("pooch.retrieve", refuse)
    with pytest.raises(DataError, match="MNISTNET_DATA_DIR"):
        load_digits("mnist")
    assert [url.split("/")[2] for url in asked] == [mirror.split("/")[2] for mirror in full_set.MIRRORS]


@pytest.mark.skipif("MNISTNET_DATA_DIR" not in os.environ, reason="MNISTNET_DATA_DIR does not name the full MNIST set")
def test_the_full_set_holds_the_embedded_digits_as_validation():
    full = load_digits("mnist")
    assert [len(full.split(name)) for name in ("train", "validation", "test")] == [50_000, 10_000, 10_000]
    np.testing.assert_array_equal(full.split("validation").images, load_digits().images)
    np.testing.assert_array_equal(full.split("validation").labels, load_digits().labels)
    whole = load_digits("mnist-60000")
    assert [len(whole.split(name)) for name in ("train", "validation", "test")] == [60_000, 10_000, 10_000]
    np.testing.assert_array_equal(whole.split("train").images[:10_000], load_digits().images)
    np.testing.assert_array_equal(whole.split("train").images[10_000:], full.split("train").images)
    for name in ("validation", "test"):
        np.testing.assert_array_equal(whole.split(name).images, full.split("test").images)
    test, alone = full.split("test"), official_test_digits()
    assert alone.images.tobytes() == test.images.tobytes() and alone.labels.tobytes() == test.labels.tobytes()


def test_fetching_reports_how_far_it_is(monkeypatch):
    told = []

    def arrive(url, known_hash, name, folder, downloader):
        downloader.progressbar.total = 10
        downloader.progressbar.update(4_000_000)
        downloader.progressbar.reset()
        downloader.progressbar.close()
        return name

    monkeypatch.setattr("pooch.retrieve", arrive)
    full_set.fetch_mnist(lambda done, total: told.append(done / total))
    assert told == sorted(told) and len(told) == 4 and told[-1] == 1


def test_a_source_says_how_many_digits_watch_a_run():
    embedded, official = SOURCES["embedded"], SOURCES["official"]
    assert len(load_digits().split("validation")) == embedded.held_back == official.held_back
    assert SOURCES["mnist"].watched == ("embedded", "") and len(load_digits()) == SOURCES["mnist"].held_back
    assert source_in("mnist, train, and 10,000 drawings") is SOURCES["mnist"] and source_in("mnist-of-mine") is None


def test_a_source_says_whose_the_digits_are():
    terms = (data_folder.DATA_FOLDER / "LICENSE.md").read_text()
    assert all(source.licence in terms for source in SOURCES.values())
    assert SOURCES["mnist"].url in full_set.MIRRORS
